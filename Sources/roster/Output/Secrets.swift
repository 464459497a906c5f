import Foundation
import Lemlist
import Manifest
import Synchronization

/// The API keys that this process knows, to keep them out of all that it writes.
///
/// The last line of defence: nothing prints a key on purpose, but a manifest can be a link to where
/// one stands.
enum Secrets {
  private static let known = Mutex<[APIKey]>(
    APIKey(ProcessInfo.processInfo.environment["LEMLIST_API_KEY"] ?? "").map { [$0] } ?? []
  )
  /// Shorter ones would be found in words.
  private static let shortest = 8

  /// Remembers a key that was read from a file.
  static func add(_ key: APIKey) { known.withLock { $0.append(key) } }

  /// Those of the forms that are in every text that holds one.
  static var shortForms: [String] { forms.filter { !$0.hasSuffix("=") } }

  /// Every form in which the keys could be written, the longest first; those long enough not to be
  /// words.
  static var forms: [String] {
    known.withLock { keys in
      keys.flatMap(\.forms).filter { $0.utf8.count >= shortest }
        .sorted { $0.utf8.count > $1.utf8.count }
    }
  }

  /// The text with something in the place of keys.
  static func redacted(_ text: String) -> String {
    var result = text
    for form in forms where contains(&result, form) {
      result = result.replacingOccurrences(of: form, with: "[redacted key]")
    }
    return result
  }

  private static func contains(_ text: inout String, _ form: String) -> Bool {
    guard let search = ByteSearch(form.utf8) else { return false }
    return text.withUTF8 { search.first(in: $0) != nil }
  }
}
