/// A file's text, and which encoding it was.
struct DecodedText {
  /// What the bytes may be.
  enum Encoding: String {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16 (little-endian)"
    case utf16BigEndian = "UTF-16 (big-endian)"
    /// The superset of Latin-1 that what calls itself Latin-1 mostly is.
    case windows1252 = "Windows-1252 (Latin-1)"
  }

  /// UTF-8, without a byte-order mark.
  let utf8: [UInt8]
  let encoding: Encoding
  /// Whether bytes made no sense in the encoding, and were replaced.
  let isDamaged: Bool

  init(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      self.init(utf8: Array(bytes.dropFirst(3)))
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      self.init(utf16: bytes.dropFirst(2), .utf16LittleEndian)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self.init(utf16: bytes.dropFirst(2), .utf16BigEndian)
    } else if let encoding = Self.utf16WithoutMark(bytes) {
      self.init(utf16: bytes[...], encoding)
    } else {
      self.init(utf8: bytes)
    }
  }

  private init(utf8 bytes: [UInt8]) {
    if String(validating: bytes, as: UTF8.self) != nil {
      (utf8, encoding, isDamaged) = (bytes, .utf8, false)
      return
    }
    (utf8, encoding, isDamaged) = (Self.fromWindows1252(bytes), .windows1252, false)
  }

  /// As UTF-8.
  static func fromWindows1252(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 { text.append(byte) } else { text.append(contentsOf: windows1252(byte)) }
    }
    return text
  }

  private init(utf16 bytes: ArraySlice<UInt8>, _ encoding: Encoding) {
    let isLittle = encoding == .utf16LittleEndian
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isLittle ? second << 8 | first : first << 8 | second)
      index += 2
    }
    self.utf8 = Array(String(decoding: units, as: UTF16.self).utf8)
    self.encoding = encoding
    isDamaged = bytes.count % 2 == 1 || String(validating: units, as: UTF16.self) == nil
  }

  /// ASCII as UTF-16 has a zero in every second byte; a CSV's first characters are mostly that.
  private static func utf16WithoutMark(_ bytes: [UInt8]) -> Encoding? {
    let sample = bytes.prefix(512)
    guard sample.count >= 4, bytes.count % 2 == 0 else { return nil }
    var zeros = [0, 0]
    for (index, byte) in sample.enumerated() where byte == 0 { zeros[index % 2] += 1 }
    let half = sample.count / 2
    if zeros[1] * 10 >= half * 6, zeros[0] == 0 { return .utf16LittleEndian }
    if zeros[0] * 10 >= half * 6, zeros[1] == 0 { return .utf16BigEndian }
    return nil
  }

  private static func windows1252(_ byte: UInt8) -> String.UTF8View {
    let value = byte < 0xA0 ? high[Int(byte) - 0x80] : UInt32(byte)
    return String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8
  }

  /// From 0x80 through 0x9F.
  ///
  /// Source: the WHATWG's Encoding Standard, windows-1252.
  private static let high: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
