#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An encoding that this machine can read, by one of the names that files and people give it.
///
/// The C library decodes: it knows more encodings than tables of ours would.
package struct Charset: Hashable, Sendable {
  /// As it was given.
  package let name: String
  /// What the C library calls it.
  private let systemName: String

  /// - Returns: `nil` when this machine has no such encoding.
  package init?(_ name: String) {
    self.name = name
    let folded = Self.folded(name)
    let candidates = Self.aliases[folded].map { [$0, name] } ?? [name]
    let found = candidates.first { candidate in
      guard let converter = Self.open(candidate) else { return false }
      iconv_close(converter)
      return true
    }
    guard let found else { return nil }
    systemName = found
  }

  /// Whether its bytes may all be ASCII's, so that nothing in them shows that they are encoded.
  var looksLikeASCII: Bool {
    let folded = Self.folded(systemName)
    return ["iso2022", "utf7", "hz", "utf16", "utf32", "ucs"].contains { folded.hasPrefix($0) }
  }

  /// Whether every byte is a character, so that bytes which are valid UTF-8 are hardly of this
  /// encoding.
  var isSingleByte: Bool {
    let folded = Self.folded(systemName)
    return ["windows125", "cp125", "iso8859", "koi8", "macintosh", "cp8"].contains {
      folded.hasPrefix($0)
    }
  }

  /// The bytes as UTF-8; `nil` when they are not of this encoding.
  func utf8(_ bytes: some Collection<UInt8>) -> [UInt8]? {
    guard let converter = Self.open(systemName) else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    return input.withUnsafeMutableBufferPointer { Self.convert($0, converter) }
  }

  private static func convert(
    _ input: UnsafeMutableBufferPointer<CChar>,
    _ converter: iconv_t
  ) -> [UInt8]? {
    var text: [UInt8] = []
    text.reserveCapacity(input.count + input.count / 2)
    var source = input.baseAddress
    var left = input.count
    var isFlushed = false
    while left > 0 || !isFlushed {
      isFlushed = left == 0
      let isDone: Bool = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 14) {
        buffer in
        var target = buffer.baseAddress
        var free = buffer.count
        // At the end, what the encoding still holds back is asked for.
        let result =
          isFlushed
          ? iconv(converter, nil, nil, &target, &free)
          : iconv(converter, &source, &left, &target, &free)
        let isFull = result == -1 && errno == E2BIG
        text.append(contentsOf: buffer[..<(buffer.count - free)].lazy.map { UInt8(bitPattern: $0) })
        if isFull { isFlushed = false }
        return result != -1 || isFull
      }
      guard isDone else { return nil }
    }
    return text
  }

  private static func open(_ name: String) -> iconv_t? {
    // A slash would begin an option of the C library's.
    guard !name.isEmpty, name.utf8.count <= 40, name.utf8.allSatisfy(isNameByte) else { return nil }
    let converter = iconv_open("UTF-8", name.uppercased())
    return converter == iconv_t(bitPattern: -1) ? nil : converter
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_.:()".utf8.contains(byte)
    }
  }

  private static func folded(_ name: String) -> String {
    let letters = name.lowercased().unicodeScalars.filter {
      ("a"..."z").contains($0) || ("0"..."9").contains($0)
    }
    let folded = String(String.UnicodeScalarView(letters))
    return folded.hasPrefix("x") ? String(folded.dropFirst()) : folded
  }

  /// What files call an encoding and mean its superset, as browsers read it.
  ///
  /// Source: the WHATWG's Encoding Standard, names and labels.
  private static let aliases: [String: String] = [
    "latin1": "WINDOWS-1252", "iso88591": "WINDOWS-1252", "l1": "WINDOWS-1252",
    "ansi": "WINDOWS-1252", "usascii": "WINDOWS-1252", "ascii": "WINDOWS-1252",
    "iso88599": "WINDOWS-1254", "latin5": "WINDOWS-1254", "latin2": "ISO-8859-2",
    "gb2312": "GB18030", "gbk": "GB18030", "euccn": "GB18030", "cp936": "GB18030",
    "windows936": "GB18030", "shiftjis": "CP932", "sjis": "CP932", "mskanji": "CP932",
    "windows31j": "CP932", "cp932": "CP932", "ksc56011987": "CP949", "ksc5601": "CP949",
    "euckr": "CP949", "korean": "CP949", "windows949": "CP949", "big5": "BIG5-HKSCS",
    "windows950": "BIG5-HKSCS", "cp950": "BIG5-HKSCS", "tis620": "CP874",
    "windows874": "CP874", "iso885911": "CP874", "mac": "MACINTOSH", "macroman": "MACINTOSH",
    "maccyrillic": "MAC-CYRILLIC", "unicode": "UTF-16", "ucs2": "UTF-16", "utf8": "UTF-8",
    "win1250": "WINDOWS-1250", "win1251": "WINDOWS-1251", "win1252": "WINDOWS-1252",
    "cp1250": "WINDOWS-1250", "cp1251": "WINDOWS-1251", "cp1252": "WINDOWS-1252",
    "windows1250": "WINDOWS-1250", "windows1251": "WINDOWS-1251", "windows1252": "WINDOWS-1252",
    "windows1253": "WINDOWS-1253", "windows1254": "WINDOWS-1254", "windows1255": "WINDOWS-1255",
    "windows1256": "WINDOWS-1256", "windows1257": "WINDOWS-1257", "windows1258": "WINDOWS-1258",
  ]
}
