/// Why a text is not JSON, or not JSON that the sandbox accepts.
struct WireSyntaxError: Error, Equatable {
  let message: String
  /// The 0-based offset of the problem, in bytes.
  let offset: Int
}

/// Reads one JSON text (RFC 8259), which must be UTF-8.
struct WireParser {
  /// The deepest nesting that is accepted, since the parser is recursive.
  static let maximumDepth = 100

  private let bytes: [UInt8]
  private var index = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  static func parse(_ bytes: [UInt8]) throws(WireSyntaxError) -> WireValue {
    var parser = WireParser(bytes)
    parser.skipSpace()
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.index == bytes.count else { throw parser.error("Unexpected text after the value") }
    return value
  }

  private func error(_ message: String) -> WireSyntaxError {
    WireSyntaxError(message: message, offset: index)
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(WireSyntaxError) -> WireValue {
    guard depth < Self.maximumDepth else { throw error("Nested too deeply") }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw error("Unexpected end")
    default: return try number()
    }
  }

  private mutating func word(
    _ text: StaticString,
    _ value: WireValue
  ) throws(WireSyntaxError) -> WireValue {
    let length = text.utf8CodeUnitCount
    let matches = text.withUTF8Buffer { expected in
      index + length <= bytes.count && bytes[index..<index + length].elementsEqual(expected)
    }
    guard matches else { throw error("Unexpected character") }
    index += length
    return value
  }

  private mutating func array(depth: Int) throws(WireSyntaxError) -> WireValue {
    index += 1
    var elements: [WireValue] = []
    skipSpace()
    if take("]") { return .array(elements) }
    while true {
      skipSpace()
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take(",") { continue }
      guard take("]") else { throw error("Expected , or ]") }
      return .array(elements)
    }
  }

  private mutating func object(depth: Int) throws(WireSyntaxError) -> WireValue {
    index += 1
    var members: [WireValue.Member] = []
    skipSpace()
    if take("}") { return .object(members) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("Expected a name") }
      let name = try string()
      skipSpace()
      guard take(":") else { throw error("Expected :") }
      skipSpace()
      members.append(WireValue.Member(name: name, value: try value(depth: depth + 1)))
      skipSpace()
      if take(",") { continue }
      guard take("}") else { throw error("Expected , or }") }
      return .object(Self.unique(members))
    }
  }

  /// Keeps the last of several members of one name, at the place of the first, as JavaScript does.
  private static func unique(_ members: [WireValue.Member]) -> [WireValue.Member] {
    var places: [String: Int] = Dictionary(minimumCapacity: members.count)
    var result: [WireValue.Member] = []
    result.reserveCapacity(members.count)
    for member in members {
      if let place = places[member.name] {
        result[place] = member
      } else {
        places[member.name] = result.count
        result.append(member)
      }
    }
    return result
  }

  private mutating func number() throws(WireSyntaxError) -> WireValue {
    let start = index
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func digits() throws(WireSyntaxError) {
    let start = index
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    guard index > start else { throw error("Unexpected character") }
  }

  private mutating func string() throws(WireSyntaxError) -> String {
    index += 1
    let start = index
    var unescaped: [UInt8]?
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        let content = unescaped ?? Array(bytes[start..<index])
        guard let text = String(validating: content, as: UTF8.self) else {
          throw error("Not UTF-8")
        }
        index += 1
        return text
      case UInt8(ascii: "\\"):
        var content = unescaped ?? Array(bytes[start..<index])
        try escape(into: &content)
        unescaped = content
      case 0..<0x20:
        throw error("Control character in a string")
      default:
        unescaped?.append(byte)
        index += 1
      }
    }
    throw error("Unterminated string")
  }

  private mutating func escape(into content: inout [UInt8]) throws(WireSyntaxError) {
    index += 1
    guard let byte = next else { throw error("Unterminated string") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"): content.append(contentsOf: String(try escapedScalar()).utf8)
    default: throw error("Unknown escape")
    }
  }

  /// The scalar of `\uXXXX` or of a surrogate pair; a lone surrogate becomes U+FFFD.
  private mutating func escapedScalar() throws(WireSyntaxError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if (0xD800..<0xDC00).contains(first), index + 1 < bytes.count,
      bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
    {
      let mark = index
      index += 2
      let second = try hexadecimal()
      if (0xDC00..<0xE000).contains(second) {
        return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
      }
      index = mark
    }
    return Unicode.Scalar(first) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(WireSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("Expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
