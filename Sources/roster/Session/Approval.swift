import Foundation
import Planning

/// The question before something is sent.
enum Approval {
  /// Whether the person at the terminal answers `yes`, and nothing else.
  ///
  /// - Throws: `CancellationError`
  static func ask(_ plan: Plan) async throws -> Bool {
    let deletions = plan.summary.delete
    if deletions > 0 {
      let contacts = deletions == 1 ? "1 contact" : "\(deletions) contacts"
      let question =
        "\(contacts) will be DELETED in the CRM, with leads, conversations and activities. "
        + "This cannot be undone.\nDelete? Only the number of contacts confirms: "
      guard try await answer(to: question) == String(deletions) else { return false }
    }
    return try await answer(to: "Apply these changes? Only `yes` is accepted: ") == "yes"
  }

  private static func answer(to question: String) async throws -> String? {
    Console.write("\n" + question, to: STDERR_FILENO)
    guard let line = try await line() else {
      // Nobody has ended the question's line.
      Console.write("\n", to: STDERR_FILENO)
      return nil
    }
    return line.trimmingCharacters(in: .whitespaces)
  }

  /// A line of standard input, without its end; `nil` where the input ends before one begins.
  ///
  /// Waits without holding a thread up: an interruption needs one to be noticed, and a machine may
  /// have no other.
  private static func line() async throws -> String? {
    var bytes: [UInt8] = []
    while true {
      while !isReadable { try await Task.sleep(for: .milliseconds(20)) }
      var byte: UInt8 = 0
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      let isEnd = count <= 0
      if isEnd, bytes.isEmpty { return nil }
      if isEnd || byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
  }

  /// Whether a reading returns at once, if only with the end or an error.
  private static var isReadable: Bool {
    var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    let count = poll(&descriptor, 1, 0)
    return count > 0 || (count < 0 && errno != EINTR)
  }
}
