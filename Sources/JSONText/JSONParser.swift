/// Why a text is not JSON.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    case unexpectedEnd
    case unexpectedByte(UInt8)
    case invalidEscape
    case invalidUTF8
    case controlCharacterInString
    case invalidNumber
    case duplicateName(String)
    case tooDeep
    case textAfterEnd
  }

  package let reason: Reason
  /// The 0-based offset of the problem, in bytes.
  package let offset: Int

  /// What is wrong, as the end of a sentence, with the 1-based number of the byte.
  package var description: String { "\(what) at byte \(offset + 1)" }

  private var what: String {
    switch reason {
    case .unexpectedEnd: "the text ends too early"
    case .unexpectedByte(let byte): "unexpected \(Self.name(of: byte))"
    case .invalidEscape: "a string has an escape that JSON does not know"
    case .invalidUTF8: "a string is not UTF-8"
    case .controlCharacterInString: "a string has a raw control character"
    case .invalidNumber: "a number is malformed"
    case .duplicateName(let name): "the name \"\(name)\" is given twice"
    case .tooDeep: "values are nested more than \(JSONParser.maximumDepth) deep"
    case .textAfterEnd: "there is more text after the value"
    }
  }

  private static func name(of byte: UInt8) -> String {
    (0x21...0x7E).contains(byte)
      ? "\"\(Character(Unicode.Scalar(byte)))\"" : "byte 0x\(String(byte, radix: 16))"
  }
}

/// Reads JSON text strictly (RFC 8259), nested at most `maximumDepth` deep,
/// and refuses duplicate names.
package struct JSONParser {
  package static let maximumDepth = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0

  /// Reads the one value that `bytes` hold; white space around it is ignored.
  package static func parse(_ bytes: some Sequence<UInt8>) throws(JSONError) -> JSONValue {
    let result: Result<JSONValue, JSONError>? = bytes.withContiguousStorageIfAvailable { buffer in
      parse(buffer: buffer)
    }
    if let result { return try result.get() }
    return try Array(bytes).withUnsafeBufferPointer { parse(buffer: $0) }.get()
  }

  /// Reads the one value that `text` holds; white space around it is ignored.
  package static func parse(_ text: String) throws(JSONError) -> JSONValue {
    var text = text
    return try text.withUTF8 { parse(buffer: $0) }.get()
  }

  private static func parse(buffer: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONError> {
    var parser = JSONParser(bytes: buffer)
    do throws(JSONError) {
      let value = try parser.parseValue()
      parser.skipSpace()
      guard parser.position == buffer.count else { throw parser.error(.textAfterEnd) }
      return .success(value)
    } catch {
      return .failure(error)
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func parseValue() throws(JSONError) -> JSONValue {
    skipSpace()
    switch try peek() {
    case UInt8(ascii: "{"): return try nested { (self) throws(JSONError) in try self.parseObject() }
    case UInt8(ascii: "["): return try nested { (self) throws(JSONError) in try self.parseArray() }
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try parseWord("true", .boolean(true))
    case UInt8(ascii: "f"): return try parseWord("false", .boolean(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try parseNumber())
    case let byte: throw error(.unexpectedByte(byte))
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    guard depth < Self.maximumDepth else { throw error(.tooDeep) }
    depth += 1
    position += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func parseObject() throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    if try takeClose(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      let start = position
      guard try peek() == UInt8(ascii: "\"") else { throw error(.unexpectedByte(bytes[position])) }
      let name = try parseString()
      guard isNew(name, members, &names) else {
        throw JSONError(reason: .duplicateName(name), offset: start)
      }
      skipSpace()
      try take(UInt8(ascii: ":"))
      members.append(JSONValue.Member(name: name, value: try parseValue()))
      if try takeCommaOrClose(UInt8(ascii: "}")) { return .object(members) }
    }
  }

  /// Searches small objects and hashes large ones, so that duplicates never cost quadratic time.
  private func isNew(
    _ name: String,
    _ members: [JSONValue.Member],
    _ names: inout Set<String>
  ) -> Bool {
    if members.count < 16 { return !members.contains { $0.name == name } }
    if names.isEmpty { names = Set(members.map(\.name)) }
    return names.insert(name).inserted
  }

  private mutating func parseArray() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    if try takeClose(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try parseValue())
      if try takeCommaOrClose(UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func takeClose(_ bracket: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    guard try peek() == bracket else { return false }
    position += 1
    return true
  }

  private mutating func takeCommaOrClose(_ bracket: UInt8) throws(JSONError) -> Bool {
    if try takeClose(bracket) { return true }
    try take(UInt8(ascii: ","))
    return false
  }

  private mutating func parseString() throws(JSONError) -> String {
    position += 1
    let start = position
    var all: UInt8 = 0
    while true {
      let byte = try peek()
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { return try parseEscapedString(from: start) }
      guard byte >= 0x20 else { throw error(.controlCharacterInString) }
      all |= byte
      position += 1
    }
    defer { position += 1 }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
    // ASCII, as most strings are, is UTF-8 without a closer look.
    return all < 0x80
      ? String(decoding: text, as: UTF8.self) : try decode(text, from: start)
  }

  private mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
    var text = Array(bytes[start..<position])
    while true {
      let byte = try peek()
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try decode(text, from: start)
      case UInt8(ascii: "\\"): text.append(contentsOf: try parseEscape())
      case 0..<0x20: throw JSONError(reason: .controlCharacterInString, offset: position - 1)
      default: text.append(byte)
      }
    }
  }

  private func decode(
    _ text: some Collection<UInt8>,
    from start: Int
  ) throws(JSONError) -> String {
    guard let string = String(validating: text, as: UTF8.self) else {
      throw JSONError(reason: .invalidUTF8, offset: start)
    }
    return string
  }

  private mutating func parseEscape() throws(JSONError) -> [UInt8] {
    let byte = try peek()
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(try parseUnicodeEscape()).utf8)
    default: throw JSONError(reason: .invalidEscape, offset: position - 1)
    }
  }

  private mutating func parseUnicodeEscape() throws(JSONError) -> Character {
    let high = try parseFourDigits()
    if let scalar = Unicode.Scalar(high) { return Character(scalar) }
    guard (0xD800...0xDBFF).contains(high), position + 1 < bytes.count,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    else { throw error(.invalidEscape) }
    position += 2
    let low = try parseFourDigits()
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw error(.invalidEscape) }
    return Character(scalar)
  }

  private mutating func parseFourDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else {
        throw error(.invalidEscape)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private mutating func parseNumber() throws(JSONError) -> String {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
      position += 1
    } else {
      try takeDigits()
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try takeDigits()
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position]) {
        position += 1
      }
      try takeDigits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func takeDigits() throws(JSONError) {
    let start = position
    while position < bytes.count,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
    {
      position += 1
    }
    guard position > start else { throw error(.invalidNumber) }
  }

  private mutating func parseWord(
    _ word: String,
    _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    for byte in word.utf8 { try take(byte) }
    return value
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) throws(JSONError) {
    guard try peek() == byte else { throw error(.unexpectedByte(bytes[position])) }
    position += 1
  }

  private func peek() throws(JSONError) -> UInt8 {
    guard position < bytes.count else { throw error(.unexpectedEnd) }
    return bytes[position]
  }

  private func error(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason: reason, offset: position)
  }
}
