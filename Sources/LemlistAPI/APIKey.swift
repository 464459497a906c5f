import AsyncHTTPClient
import FoundationEssentials

/// The key of a CRM team: a secret, which no description, mirror or error shows.
package struct APIKey: Sendable {
  /// Printable ASCII, not empty.
  private let secret: String

  /// The key that a person or a file gave, white space around it aside.
  ///
  /// `nil` when nothing is left, or when it holds a space, a control character or anything beyond ASCII,
  /// which no key does and no header may.
  package init?(_ text: String) {
    let trimmed = text.unicodeScalars.drop(while: \.properties.isWhitespace).reversed()
      .drop(while: \.properties.isWhitespace).reversed()
    guard !trimmed.isEmpty, trimmed.allSatisfy({ (0x21...0x7E).contains($0.value) }) else {
      return nil
    }
    var secret = ""
    secret.unicodeScalars.append(contentsOf: trimmed)
    self.secret = secret
  }

  /// The value of the `Authorization` header: Basic, with an empty user name.
  var authorization: String {
    HTTPClient.Authorization.basic(username: "", password: secret).headerValue
  }

  /// Every form in which an echo could carry the key, the longest first.
  var forms: [String] {
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
