/// Appends JSON text to a buffer of bytes, in the order in which it is told.
///
/// One writer serves state lines, request bodies and plan files, so that what a plan shows is byte for
/// byte what is sent, and a million state lines need no tree of values. Text is UTF-8; only what RFC 8259
/// demands is escaped, and `U+2028`, `U+2029` and `U+007F` beside it, which upset line-based tools.
package struct JSONWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init() {}

  /// The text so far.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Starts afresh and keeps the memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// `{…}`, with the members that `body` writes.
  package mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "{"))
    try body(&self)
    close(UInt8(ascii: "}"))
  }

  /// `[…]`, with the elements that `body` writes.
  package mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "["))
    try body(&self)
    close(UInt8(ascii: "]"))
  }

  /// A member's name; the next value is its value.
  package mutating func key(_ name: String) {
    separate()
    appendQuoted(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func string(_ value: String) {
    separate()
    appendQuoted(value)
    needsComma = true
  }

  /// A string from its bytes, valid UTF-8.
  package mutating func string(utf8: UnsafeRawBufferPointer) {
    separate()
    appendQuoted(utf8)
    needsComma = true
  }

  /// A member's name from its bytes, valid UTF-8.
  package mutating func key(utf8: UnsafeRawBufferPointer) {
    separate()
    appendQuoted(utf8)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Bytes that are JSON already.
  package mutating func literal(utf8: UnsafeRawBufferPointer) {
    separate()
    bytes.append(contentsOf: utf8)
    needsComma = true
  }

  package mutating func beginObject() { open(UInt8(ascii: "{")) }
  package mutating func endObject() { close(UInt8(ascii: "}")) }
  package mutating func beginArray() { open(UInt8(ascii: "[")) }
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  package mutating func integer(_ value: Int) { literal(String(value)) }

  package mutating func boolean(_ value: Bool) { literal(value ? "true" : "false") }

  package mutating func null() { literal("null") }

  /// Text that is JSON already, such as a number's or a value written before.
  package mutating func literal(_ json: String) {
    separate()
    bytes.append(contentsOf: json.utf8)
    needsComma = true
  }

  /// A member whose value is a string, or nothing at all for `nil`.
  package mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  package mutating func member(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }

  package mutating func member(_ name: String, _ value: Bool) {
    key(name)
    boolean(value)
  }

  /// Ends a line, for JSON Lines.
  package mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func appendQuoted(_ value: String) {
    var value = value
    value.withUTF8 { appendQuoted(UnsafeRawBufferPointer($0)) }
  }

  private mutating func appendQuoted(_ utf8: UnsafeRawBufferPointer) {
    bytes.append(UInt8(ascii: "\""))
    // Most texts need none; this loop is over many bytes at once.
    var needsEscapes = false
    for byte in utf8 { needsEscapes = needsEscapes || Self.mayNeedEscape(byte) }
    if needsEscapes {
      appendEscaped(utf8)
    } else {
      bytes.append(contentsOf: utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ utf8: UnsafeRawBufferPointer) {
    var start = 0
    var index = 0
    while index < utf8.count {
      guard Self.mayNeedEscape(utf8[index]), let (escape, length) = Self.escape(utf8, at: index)
      else {
        index += 1
        continue
      }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: utf8[start..<index]))
      bytes.append(contentsOf: escape.utf8)
      index += length
      start = index
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: utf8[start...]))
  }

  private static func mayNeedEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
      || byte == 0xE2
  }

  /// What stands for the scalar at `index`, and how many bytes it replaces; `nil` when it may stand.
  private static func escape(
    _ utf8: UnsafeRawBufferPointer,
    at index: Int
  ) -> (String, Int)? {
    switch utf8[index] {
    case UInt8(ascii: "\""): return ("\\\"", 1)
    case UInt8(ascii: "\\"): return ("\\\\", 1)
    case UInt8(ascii: "\n"): return ("\\n", 1)
    case UInt8(ascii: "\r"): return ("\\r", 1)
    case UInt8(ascii: "\t"): return ("\\t", 1)
    case 0xE2:
      guard index + 2 < utf8.count, utf8[index + 1] == 0x80 else { return nil }
      if utf8[index + 2] == 0xA8 { return ("\\u2028", 3) }
      return utf8[index + 2] == 0xA9 ? ("\\u2029", 3) : nil
    case let byte:
      let digits = String(byte, radix: 16)
      return ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits, 1)
    }
  }
}
