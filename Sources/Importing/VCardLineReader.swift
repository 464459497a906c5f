/// Reads the lines of vCards, joined where they are folded, and decodes their values.
struct VCardLineReader {
  private let lines: [ArraySlice<UInt8>]
  private let foldsSoftBreaks: Bool
  private let isUTF8: Bool
  private var index = 0

  init(_ bytes: [UInt8]) {
    let file = VCardLines(bytes)
    (lines, foldsSoftBreaks) = (file.lines, file.foldsSoftBreaks)
    isUTF8 = String(validating: bytes, as: UTF8.self) != nil
  }

  /// What comes next: a property, or a line that is none; `nil` at the end.
  enum Item: Hashable {
    case property(VCardLine)
    case other(line: Int, text: String)
  }

  mutating func next() -> Item? {
    while index < lines.count, VCardLines.isBlank(lines[index]) { index += 1 }
    guard index < lines.count else { return nil }
    let start = index
    var bytes = Array(lines[index])
    index += 1
    // Parameters may be folded, too.
    while Self.colon(bytes) == nil, takeFold(into: &bytes) {}
    guard let colon = Self.colon(bytes) else {
      return .other(line: start + 1, text: String(decoding: bytes.prefix(400), as: UTF8.self))
    }
    let head = VCardHead(String(decoding: bytes[..<colon], as: UTF8.self))
    var value = Array(bytes[(colon + 1)...])
    var isDecoded = head.isQuotedPrintable
    if head.isQuotedPrintable {
      takeSoftBreaks(into: &value)
      value = Self.decodedQuotedPrintable(value)
    } else {
      while takeFold(into: &value) {}
      if head.isBase64 || head.holdsData(value) {
        takeBase64(into: &value)
        if !head.isBinary, let decoded = Self.decodedBase64(value) {
          (value, isDecoded) = (decoded, true)
        }
      }
    }
    let text = VCardText(
      value,
      charset: head.parameters["CHARSET"]?.first,
      isUTF8File: isUTF8 && !isDecoded
    )
    return .property(
      VCardLine(
        line: start + 1,
        group: head.group,
        name: head.name,
        parameters: head.parameters,
        value: text.text,
        remark: text.remark
      )
    )
  }

  /// Takes one folded line, of which the line break and one blank go, in the middle of a character
  /// even.
  private mutating func takeFold(into bytes: inout [UInt8]) -> Bool {
    guard index < lines.count, let first = lines[index].first, first == 0x20 || first == 0x09 else {
      return false
    }
    bytes.append(contentsOf: lines[index].dropFirst())
    index += 1
    return true
  }

  /// A value goes on after a soft break, `=` at a line's end, or in a folded line.
  private mutating func takeSoftBreaks(into value: inout [UInt8]) {
    while true {
      if VCardLines.isSoftBreak(value[...]) {
        while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
        value.removeLast()
        guard index < lines.count, !VCardLines.isBlank(lines[index]),
          !VCardLines.beginsProperty(lines[index])
        else { return }
        let line = lines[index]
        index += 1
        let isFolded =
          line.first == 0x09
          || line.first == 0x20 && (foldsSoftBreaks || Self.endsInsideCharacter(value))
        value.append(contentsOf: isFolded ? line.dropFirst() : line)
      } else if !takeFold(into: &value) {
        return
      }
    }
  }

  /// Whether the value so far ends in the middle of a character of UTF-8, so that a blank which
  /// follows is none of its own.
  private static func endsInsideCharacter(_ value: [UInt8]) -> Bool {
    let tail = decodedQuotedPrintable(Array(value.suffix(24))).suffix(4)
    guard let lead = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }), tail[lead] >= 0xC2 else {
      return false
    }
    let length = tail[lead] < 0xE0 ? 2 : tail[lead] < 0xF0 ? 3 : 4
    return tail.endIndex - lead < length
  }

  /// Lines of a picture that somebody forgot to fold.
  private mutating func takeBase64(into value: inout [UInt8]) {
    while index < lines.count, VCardLines.isBase64(lines[index]) {
      value.append(contentsOf: lines[index])
      index += 1
      while takeFold(into: &value) {}
    }
  }

  /// The first colon that no quotes hold.
  private static func colon(_ bytes: [UInt8]) -> Int? {
    var isQuoted = false
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: ":"), !isQuoted { return index }
    }
    return nil
  }

  /// Line breaks in it become `\n`, which the value's own escapes would be.
  private static func decodedQuotedPrintable(_ value: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "="), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// `nil` for what is not base64.
  private static func decodedBase64(_ value: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (bits, count): (UInt32, Int) = (0, 0)
    for byte in value where byte != 0x20 && byte != 0x09 {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"): digit = 62
      case UInt8(ascii: "/"): digit = 63
      case UInt8(ascii: "="): continue
      default: return nil
      }
      bits = bits << 6 | UInt32(digit)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }
}
