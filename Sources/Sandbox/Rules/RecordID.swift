/// The ids that the CRM gives: a prefix and 17 letters and digits, such as `ctc_xW8Ou6C03Csv8vatp`.
enum RecordID: String, Sendable {
  case contact = "ctc_"
  case company = "cpn_"
  case user = "usr_"
  case team = "tea_"
  /// Lists have ids of this form, but the sandbox creates none.
  case list = "clt_"

  private static let alphabet = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8
  )

  /// A new id of this kind: eight digits for the time in milliseconds, and nine random ones.
  ///
  /// Ids of one moment are neighbours in their index, so filling a table costs the same however
  /// large it is. Entirely random ids would each change a different place.
  func make(at milliseconds: Int64) -> String {
    let moment = Self.digits(of: UInt64(clamping: milliseconds), count: 8).reversed()
    // Nine digits of base 62 fit into 64 bits; each draw is a system call.
    let rest = Self.digits(of: UInt64.random(in: .min ... .max), count: 9)
    return String(decoding: Array(rawValue.utf8) + moment + rest, as: UTF8.self)
  }

  /// The lowest digits of a number in base 62, the last one first.
  private static func digits(of number: UInt64, count: Int) -> [UInt8] {
    var rest = number
    return (0..<count).map { _ in
      defer { rest /= 62 }
      return alphabet[Int(rest % 62)]
    }
  }

  /// Whether the text has the form of this kind's ids.
  ///
  /// Source: the published patterns, such as `^ctc_[a-zA-Z0-9]+$`, which leave the length open.
  func matches(_ text: String) -> Bool {
    let rest = text.utf8.dropFirst(4)
    return text.hasPrefix(rawValue) && !rest.isEmpty && rest.count <= 64
      && rest.allSatisfy { Self.alphabet.contains($0) }
  }
}
