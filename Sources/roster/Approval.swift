import Foundation
import Planning

/// The question before something is sent.
enum Approval {
  /// Whether the person at the terminal answers `yes`, and nothing else.
  static func ask(_ plan: Plan) -> Bool {
    let deletions = plan.summary.delete
    if deletions > 0 {
      let contacts = deletions == 1 ? "1 contact" : "\(deletions) contacts"
      let question =
        "\(contacts) will be DELETED in the CRM, with leads, conversations and activities. "
        + "This cannot be undone.\nDelete? Only the number of contacts confirms: "
      guard answer(to: question) == String(deletions) else { return false }
    }
    return answer(to: "Apply these changes? Only `yes` is accepted: ") == "yes"
  }

  private static func answer(to question: String) -> String? {
    Console.write("\n" + question, to: STDERR_FILENO)
    return readLine()?.trimmingCharacters(in: .whitespaces)
  }
}
