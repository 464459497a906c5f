import FoundationEssentials

/// The key of a CRM team: a secret, which no description, mirror or error shows.
package struct APIKey: Sendable {
  /// The key itself: printable ASCII, never empty.
  private let secret: String

  /// Reads a key that a person or a file gave, ignoring white space around it
  /// and a byte-order mark.
  ///
  /// - Parameter text: One line without quotes.
  /// - Throws: `APIKeyError` when nothing is left, or when a character can be in no
  ///   key or no header.
  package init(reading text: String) throws(APIKeyError) {
    let isAside = { (scalar: Unicode.Scalar) in
      scalar.properties.isWhitespace || scalar == "\u{FEFF}"
    }
    let secret = String(
      String.UnicodeScalarView(
        text.unicodeScalars.drop(while: isAside).reversed().drop(while: isAside).reversed()
      )
    )
    if let fault = Self.fault(secret) { throw fault }
    self.secret = secret
  }

  /// Reads a key like `init(reading:)`; `nil` for a text that is no key.
  package init?(_ text: String) {
    guard let key = try? APIKey(reading: text) else { return nil }
    self = key
  }

  private static func fault(_ text: String) -> APIKeyError? {
    guard let first = text.first, let last = text.last else { return .empty }
    // UTF-16 read as bytes gives such characters, for example.
    if let scalar = text.unicodeScalars.first(where: { $0 == "\0" || $0 == "\u{FFFD}" }) {
      return .character(scalar)
    }
    let lines = text.split(whereSeparator: \.isNewline).count
    if lines > 1 { return .severalLines(lines) }
    if quotes.contains(first) || quotes.contains(last) { return .quoted }
    if text.hasPrefix("LEMLIST_API_KEY") || text.hasPrefix("export ") { return .assignment }
    for scalar in text.unicodeScalars where !(0x21...0x7E).contains(scalar.value) {
      return scalar == " " || scalar == "\t" ? .blank : .character(scalar)
    }
    return nil
  }

  private static let quotes: Set<Character> = ["\"", "'", "`", "“", "”", "„", "‘", "’", "«", "»"]

  /// The value of the `Authorization` header: Basic, with an empty user name.
  var authorization: String {
    "Basic " + Data(":\(secret)".utf8).base64EncodedString()
  }

  /// Every form in which an echo could carry the key, the longest first.
  package var forms: [String] {
    let encoded = [":\(secret)", secret, "\(secret):"].map { Data($0.utf8).base64EncodedString() }
    let unpadded = encoded.map { String($0.prefix { $0 != "=" }) }
    return Set(encoded + unpadded + [secret]).sorted {
      ($1.utf8.count, $0) < ($0.utf8.count, $1)
    }
  }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "[redacted key]" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
