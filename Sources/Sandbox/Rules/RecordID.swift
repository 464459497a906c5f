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
    var bytes = Array(rawValue.utf8)
    // Ten digits of base 62 fit in 64 bits; each draw is a system call.
    for count in [9, 8] {
      var number = UInt64.random(in: .min ... .max)
      for _ in 0..<count {
        bytes.append(Self.alphabet[Int(number % 62)])
        number /= 62
      }
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
