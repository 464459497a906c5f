import Diagnostics
import Testing
import YAMLEvents

@Suite struct YAMLTextTests {
  private let plain = "+MAP =VAL :a =VAL :é😀 -MAP"

  private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    ("\u{FEFF}" + text).utf16.flatMap { unit in
      bigEndian
        ? [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
        : [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
    }
  }

  @Test func `UTF-8 with and without a byte-order mark and UTF-16 with one say the same`() throws {
    let text = "a: é😀\n"
    #expect(try eventText(Array(text.utf8)) == plain)
    #expect(try eventText([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == plain)
    #expect(try eventText(utf16(text, bigEndian: false)) == plain)
    #expect(try eventText(utf16(text, bigEndian: true)) == plain)
  }

  @Test func `columns do not count a byte-order mark and count other characters once`() throws {
    let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("é😀x: y".utf8)
    let cursor = try YAMLCursor(try YAMLText(bytes, file: "t"))
    var marks: [YAMLMark] = []
    while true {
      let event = try cursor.next()
      if event.kind == .streamEnd { break }
      if event.kind == .scalar { marks.append(event.start) }
    }
    #expect(marks == [YAMLMark(line: 1, column: 1), YAMLMark(line: 1, column: 6)])
  }

  @Test(
    arguments: [
      ([0x61, 0x3A, 0x20, 0xE9, 0x0A], "R0102 1:4 The file is not UTF-8: the byte 0xE9"),
      ([0x61, 0x0A, 0x62, 0xC0, 0x80], "R0102 2:2 The file is not UTF-8: the byte 0xC0"),
      ([0x61, 0xED, 0xA0, 0x80], "R0102 1:2 The file is not UTF-8: the byte 0xED"),
      ([0x61, 0xE2, 0x82], "R0102 1:2 The file is not UTF-8: the byte 0xE2"),
      ([0xF5, 0x80, 0x80, 0x80], "R0102 1:1 The file is not UTF-8: the byte 0xF5"),
      ([0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00], "R0102 1:1 The file is not UTF-8: the byte 0xFF"),
      ([0xFF, 0xFE, 0x61], "R0102 1:1 The file is not UTF-8: the byte 0xFF"),
      ([0x61, 0x00, 0x3A, 0x00], "R0102 1:1 The file is UTF-16 without a byte-order mark"),
      ([0xFF, 0xFE, 0x00, 0x00], "R0102 1:1 The file is UTF-32"),
      ([0x50, 0x4B, 0x03, 0x04], "R0102 1:1 The file is an archive or a spreadsheet"),
      ([0x61, 0x0D, 0x0A, 0x62, 0x00], "R0103 2:2 The file holds a NUL byte."),
      ([0x61, 0x0D, 0x62, 0x1B], "R0103 2:2 The file holds the control character U+001B."),
      ([0x61, 0x7F], "R0103 1:2 The file holds the control character U+007F."),
      ([0xC2, 0x9B], "R0103 1:1 The file holds the control character U+009B."),
      ([0x61, 0xE2, 0x80, 0xA8], "R0103 1:2 The file holds the line separator U+2028."),
      ([0x61, 0xEF, 0xBB, 0xBF], "R0103 1:2 The file holds a byte-order mark (U+FEFF) inside"),
    ] as [([UInt8], String)]
  )
  func `bytes that are no text are an error at their place`(_ bytes: [UInt8], _ start: String) {
    #expect(errorText(bytes).hasPrefix(start))
    // The same further on, where blocks of bytes are checked at once.
    if bytes[0] == 0x61, bytes[1] != 0 {
      let shifted =
        Array(String(repeating: "# 3456789 123456789 123456789\n", count: 9).utf8) + bytes
      #expect(errorText(shifted).hasPrefix(start.prefix(6)))
    }
  }

  @Test func `very many directives are refused`() {
    let yaml = String(repeating: "%TAG !a! tag:a\n", count: 10_000) + "--- a\n"
    #expect(errorText(Array(yaml.utf8)).hasPrefix("R0101 65:1"))
  }
}
