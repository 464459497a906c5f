/// The encoding of most files that call themselves Latin-1 or nothing.
///
/// Source: the WHATWG's Encoding Standard, windows-1252.
enum Windows1252 {
  /// The text as UTF-8; every byte is some character.
  static func utf8(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    for byte in bytes {
      if byte < 0x80 {
        text.append(byte)
      } else {
        text.append(contentsOf: String(Character(scalar(byte))).utf8)
      }
    }
    return text
  }

  static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    let value = (0x80..<0xA0).contains(byte) ? high[Int(byte) - 0x80] : UInt32(byte)
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// The byte of a character that is not ASCII; control characters, which are none, are their own.
  static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    if (0x80...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
    return bytes[scalar.value]
  }

  private static let bytes = Dictionary(
    uniqueKeysWithValues: zip(high, UInt8(0x80)...).filter { $0.0 >= 0x100 }
  )

  /// From 0x80 through 0x9F.
  private static let high: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
