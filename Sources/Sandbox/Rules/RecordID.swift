/// The ids that the CRM gives: a prefix for the kind and 17 letters and digits, such as `ctc_xW8Ou6C03Csv8vatp`.
enum RecordID: String, Sendable {
  case contact = "ctc_"
  case company = "cpn_"
  case user = "usr_"
  case team = "tea_"

  private static let alphabet = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8
  )

  /// A new random id of this kind.
  func make() -> String {
    var generator = SystemRandomNumberGenerator()
    var bytes = Array(rawValue.utf8)
    for _ in 0..<17 {
      bytes.append(Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &generator)])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the text has the form of this kind's ids.
  ///
  /// Source: the published patterns, such as `^ctc_[a-zA-Z0-9]+$`; the length is not part of them.
  func matches(_ text: String) -> Bool {
    let rest = text.utf8.dropFirst(4)
    return text.hasPrefix(rawValue) && !rest.isEmpty && rest.count <= 64
      && rest.allSatisfy { Self.alphabet.contains($0) }
  }
}
