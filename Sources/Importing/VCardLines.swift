/// The lines of a file of vCards as bytes, and how its writer folds quoted-printable.
struct VCardLines {
  let lines: [ArraySlice<UInt8>]
  /// Whether a line after a soft break begins with a blank that is no part of the value.
  let foldsSoftBreaks: Bool

  init(_ bytes: [UInt8]) {
    var lines: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
      lines.append(bytes[start..<end])
      start = Self.next(after: end, bytes)
    }
    lines.append(bytes[start...])
    // Files that were joined have byte-order marks inside.
    self.lines = lines.map { $0.starts(with: [0xEF, 0xBB, 0xBF]) ? $0.dropFirst(3) : $0 }
    foldsSoftBreaks = Self.foldsSoftBreaks(self.lines)
  }

  /// A line break that went through several programs may be CR CR LF.
  private static func next(after end: Int, _ bytes: [UInt8]) -> Int {
    guard bytes[end] == 0x0D else { return end + 1 }
    let other = bytes[end...].firstIndex { $0 != 0x0D } ?? bytes.endIndex
    return other < bytes.endIndex && bytes[other] == 0x0A ? other + 1 : end + 1
  }

  /// Whoever folds does so after every soft break; a value's own blank stands there once in a
  /// while.
  private static func foldsSoftBreaks(_ lines: [ArraySlice<UInt8>]) -> Bool {
    var (blank, other, encoded) = (0, 0, 0)
    for (line, next) in zip(lines, lines.dropFirst())
    where isSoftBreak(line) && line.contains(UInt8(ascii: "=")) {
      guard let first = next.first else { continue }
      if first == 0x20 || first == 0x09 {
        blank += 1
        if next.dropFirst().first == UInt8(ascii: "=") { encoded += 1 }
      } else {
        other += 1
      }
    }
    return other == 0 && (blank > 1 || encoded > 0)
  }

  /// Whether the line ends in `=`, behind which blanks do not count.
  static func isSoftBreak(_ line: ArraySlice<UInt8>) -> Bool {
    line.last { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "=")
  }

  static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Whether the line is of base64, and no property.
  static func isBase64(_ line: ArraySlice<UInt8>) -> Bool {
    !isBlank(line)
      && line.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "+/= \t".utf8.contains(byte)
        }
      }
  }

  /// Whether the line begins a property of its own, so that no value goes on in it.
  static func beginsProperty(_ line: ArraySlice<UInt8>) -> Bool {
    let name = String(decoding: line.prefix(24), as: UTF8.self).uppercased()
    return [
      "BEGIN:", "END:", "VERSION:", "N:", "N;", "FN:", "FN;", "TEL:", "TEL;", "EMAIL:", "EMAIL;",
      "ORG:", "ORG;", "TITLE:", "TITLE;", "ADR:", "ADR;", "NOTE:", "NOTE;", "URL:", "URL;", "UID:",
      "REV:", "PHOTO:", "PHOTO;", "BDAY:", "CATEGORIES:",
    ].contains { name.hasPrefix($0) }
  }
}
