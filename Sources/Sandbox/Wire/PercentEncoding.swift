/// Decodes and encodes parts of a URL.
enum PercentEncoding {
  /// The text with each `%XX` decoded; other text stays, and bytes that are
  /// not UTF-8 become U+FFFD.
  static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = Self.byte(rest) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The byte that two digits behind a `%` stand for; `nil` when no two are there.
  static func byte(_ rest: ArraySlice<UInt8>) -> UInt8? {
    guard rest.count >= 2, rest.first != UInt8(ascii: "+") else { return nil }
    return UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
  }

  /// The byte as `%XX`.
  static func encoded(_ byte: UInt8) -> [UInt8] {
    let digits = String(byte, radix: 16, uppercase: true)
    return Array("%\(byte < 16 ? "0" : "")\(digits)".utf8)
  }
}
