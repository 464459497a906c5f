/// Reads the lines of vCards, joined where they are folded.
struct VCardLineReader {
  private let lines: [Substring.UTF8View]
  private var index = 0

  init(_ utf8: [UInt8]) {
    let text = String(decoding: utf8, as: UTF8.self)
    var lines: [Substring.UTF8View] = []
    var rest = Substring(text).utf8
    while let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
      lines.append(rest[..<end])
      let next = rest.index(after: end)
      let isPair = rest[end] == 0x0D && next < rest.endIndex && rest[next] == 0x0A
      rest = rest[(isPair ? rest.index(after: next) : next)...]
    }
    lines.append(rest)
    self.lines = lines
  }

  /// What comes next: a property, or the number of a line that is none; `nil` at the end.
  enum Item: Hashable {
    case property(VCardLine)
    case other(line: Int)
  }

  mutating func next() -> Item? {
    while index < lines.count, Self.isBlank(lines[index]) { index += 1 }
    guard index < lines.count else { return nil }
    let start = index
    var bytes = Array(lines[index])
    index += 1
    // A fold takes the line break and one blank, in the middle of a character even.
    while index < lines.count, let first = lines[index].first, first == 0x20 || first == 0x09 {
      bytes.append(contentsOf: lines[index].dropFirst())
      index += 1
    }
    guard let colon = Self.colon(bytes) else { return .other(line: start + 1) }
    let (name, parameters) = Self.head(String(decoding: bytes[..<colon], as: UTF8.self))
    var value = Array(bytes[(colon + 1)...])
    if Self.isQuotedPrintable(parameters) {
      while value.last == UInt8(ascii: "="), index < lines.count {
        value.removeLast()
        value.append(contentsOf: lines[index])
        index += 1
      }
      value = Self.decodedQuotedPrintable(value, parameters["CHARSET"]?.first)
    }
    return .property(
      VCardLine(
        line: start + 1,
        name: name,
        parameters: parameters,
        value: String(decoding: value, as: UTF8.self)
      )
    )
  }

  private static func isBlank(_ line: Substring.UTF8View) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x09 }
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

  private static func head(_ text: String) -> (name: String, parameters: [String: [String]]) {
    let parts = unquotedSplit(text, at: ";")
    let full = parts.first ?? ""
    let name = full.split(separator: ".").last.map { $0.uppercased() } ?? ""
    var parameters: [String: [String]] = [:]
    for part in parts.dropFirst() {
      let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard let last = sides.last else { continue }
      let isPrintable = sides.count == 1 && last.uppercased() == "QUOTED-PRINTABLE"
      let key = sides.count == 2 ? sides[0].uppercased() : isPrintable ? "ENCODING" : "TYPE"
      for value in unquotedSplit(last, at: ",") {
        let bare = value.filter { $0 != "\"" }.lowercased()
        // `TYPE="cell,voice"`, as 4.0 has it, is a list too.
        parameters[key, default: []] += bare.split(separator: ",").map(String.init)
      }
    }
    return (cleanedText(name), parameters)
  }

  private static func unquotedSplit(_ text: String, at separator: Unicode.Scalar) -> [String] {
    var parts = [String.UnicodeScalarView()]
    var isQuoted = false
    for scalar in text.unicodeScalars {
      if scalar == "\"" { isQuoted.toggle() }
      if scalar == separator, !isQuoted {
        parts.append(String.UnicodeScalarView())
      } else {
        parts[parts.count - 1].append(scalar)
      }
    }
    return parts.map { String($0) }
  }

  private static func isQuotedPrintable(_ parameters: [String: [String]]) -> Bool {
    parameters["ENCODING"]?.contains("quoted-printable") == true
  }

  /// Line breaks in it become `\n`, which the value's own escapes would be.
  private static func decodedQuotedPrintable(_ value: [UInt8], _ charset: String?) -> [UInt8] {
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
    // What is no UTF-8 is read as Latin-1, whatever `CHARSET` calls it.
    let isLatin = charset == "iso-8859-1" || charset == "windows-1252"
    return isLatin || String(validating: bytes, as: UTF8.self) == nil
      ? DecodedText.fromWindows1252(bytes) : bytes
  }
}
