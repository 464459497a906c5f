import Diagnostics
import YAMLEvents

/// Looks for what no manifest may hold.
struct SecretCheck {
  private let searches: [ByteSearch]

  init(_ secrets: [String]) { searches = secrets.compactMap { ByteSearch($0.utf8) } }

  /// The error for a file that holds one of them; `nil` for any other.
  func problem(_ text: YAMLText, _ path: String) -> Problem? {
    let bytes = text.bytes
    for search in searches {
      guard let place = search.first(in: bytes) else { continue }
      let line = bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1
      return Problem(
        .error,
        .fileHoldsKey,
        "`\(path)` holds the API key, in line \(line).",
        hint: "Take it out. If it was committed or shown, make a new key in the CRM.",
        place: nil
      )
    }
    return nil
  }
}
