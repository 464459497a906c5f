/// Appends JSON text to a buffer of bytes, in the order in which it is told.
///
/// One writer serves state lines, request bodies and plan files, so that what a plan shows is byte for
/// byte what is sent, and a million state lines need no tree of values. Text is UTF-8; only what RFC 8259
/// demands is escaped, and beside it what upsets line-based tools and terminals: `U+007F` to `U+009F`, `U+2028`,
/// `U+2029`, and what turns the direction of text.
package struct JSONWriter: Sendable {
  private var buffer = ByteBuffer()
  private var needsComma = false

  package init() {}

  /// A copy of the text so far.
  package var bytes: [UInt8] { Array(buffer.bytes) }

  /// How many bytes there are.
  package var count: Int { buffer.count }

  /// Calls `body` with the text so far, which is not valid any more after that.
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(buffer.bytes)
  }

  /// The text so far.
  package var text: String { String(decoding: buffer.bytes, as: UTF8.self) }

  /// Starts afresh and keeps the memory.
  package mutating func removeAll() {
    own()
    buffer.removeAll()
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
    var name = name
    name.withUTF8 { key(utf8: UnsafeRawBufferPointer($0)) }
  }

  package mutating func string(_ value: String) {
    var value = value
    value.withUTF8 { string(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// A string from its bytes, valid UTF-8.
  package mutating func string(utf8: UnsafeRawBufferPointer) {
    appendQuoted(utf8)
    needsComma = true
  }

  /// A member's name from its bytes, valid UTF-8.
  package mutating func key(utf8: UnsafeRawBufferPointer) {
    appendQuoted(utf8)
    endKey()
  }

  /// A string of whose characters none needs an escape.
  @inline(__always)
  package mutating func string(plain text: StaticString) {
    begin(plain: text, room: 2)
    buffer.store(UInt8(ascii: "\""))
    needsComma = true
  }

  /// A string of a beginning of whose characters none needs an escape, and of other bytes, valid UTF-8.
  package mutating func string(plain beginning: StaticString, utf8: UnsafeRawBufferPointer) {
    begin(plain: beginning, room: utf8.count + 4)
    if !buffer.storeUnescaped(utf8) { appendEscaped(utf8) }
    buffer.store(UInt8(ascii: "\""))
    needsComma = true
  }

  /// A member's name of whose characters none needs an escape.
  @inline(__always)
  package mutating func key(plain text: StaticString) {
    string(plain: text)
    endKey()
  }

  /// Makes the string that was written last a member's name.
  @inline(__always)
  package mutating func endKey() {
    buffer.reserve(1)
    buffer.store(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Begins a string, with room for so many bytes more.
  @inline(__always)
  private mutating func begin(plain text: StaticString, room: Int) {
    own()
    buffer.reserve(text.utf8CodeUnitCount + 2 + room)
    separate()
    buffer.store(UInt8(ascii: "\""))
    buffer.store(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Bytes that are JSON already.
  package mutating func literal(utf8: UnsafeRawBufferPointer) {
    own()
    buffer.reserve(utf8.count + 1)
    separate()
    buffer.store(utf8)
    needsComma = true
  }

  /// Writes members or elements once more that stand at that range of the text, after a comma where one is needed.
  package mutating func copy(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    own()
    buffer.reserve(range.count + 1)
    let isFirst = buffer.bytes[range.lowerBound] != UInt8(ascii: ",")
    if isFirst { separate() }
    let start = isFirst || needsComma ? range.lowerBound : range.lowerBound + 1
    buffer.store(UnsafeRawBufferPointer(rebasing: buffer.bytes[start..<range.upperBound]))
    needsComma = true
  }

  package mutating func beginObject() { open(UInt8(ascii: "{")) }
  package mutating func endObject() { close(UInt8(ascii: "}")) }
  package mutating func beginArray() { open(UInt8(ascii: "[")) }
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  package mutating func integer(_ value: Int) {
    own()
    buffer.reserve(21)
    separate()
    if value < 0 { buffer.store(UInt8(ascii: "-")) }
    buffer.storeDigits(value.magnitude)
    needsComma = true
  }

  package mutating func boolean(_ value: Bool) { literal(plain: value ? "true" : "false") }

  package mutating func null() { literal(plain: "null") }

  private mutating func literal(plain text: StaticString) {
    text.withUTF8Buffer { literal(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// Text that is JSON already, such as a number's or a value written before.
  package mutating func literal(_ json: String) {
    var json = json
    json.withUTF8 { literal(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// A member whose value is a string, or nothing at all for `nil`.
  package mutating func member(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    key(plain: name)
    string(value)
  }

  package mutating func member(_ name: StaticString, _ value: Int) {
    key(plain: name)
    integer(value)
  }

  package mutating func member(_ name: StaticString, _ value: Bool) {
    key(plain: name)
    boolean(value)
  }

  /// Separates what was written from an element that comes on another line.
  package mutating func comma() {
    needsComma = false
    literal(",")
    needsComma = false
  }

  /// Ends a line, for JSON Lines.
  package mutating func newline() {
    own()
    buffer.reserve(1)
    buffer.store(UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func open(_ bracket: UInt8) {
    own()
    buffer.reserve(2)
    separate()
    buffer.store(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    own()
    buffer.reserve(1)
    buffer.store(bracket)
    needsComma = true
  }

  /// Takes a buffer of its own before the first change after a copy.
  @inline(__always)
  private mutating func own() {
    if !isKnownUniquelyReferenced(&buffer) { buffer = ByteBuffer(copying: buffer) }
  }

  /// There must be room for it.
  @inline(__always)
  private func separate() {
    if needsComma { buffer.store(UInt8(ascii: ",")) }
  }

  private mutating func appendQuoted(_ utf8: UnsafeRawBufferPointer) {
    own()
    buffer.reserve(utf8.count + 4)
    separate()
    buffer.store(UInt8(ascii: "\""))
    if !buffer.storeUnescaped(utf8) { appendEscaped(utf8) }
    buffer.store(UInt8(ascii: "\""))
  }

  /// Leaves room for what follows a string.
  private func appendEscaped(_ utf8: UnsafeRawBufferPointer) {
    var start = 0
    var index = 0
    while index < utf8.count {
      guard let (escape, length) = JSONEscape.of(utf8, at: index) else {
        index += 1
        continue
      }
      buffer.append(UnsafeRawBufferPointer(rebasing: utf8[start..<index]))
      var text = escape
      text.withUTF8 { buffer.append(UnsafeRawBufferPointer($0)) }
      index += length
      start = index
    }
    buffer.append(UnsafeRawBufferPointer(rebasing: utf8[start...]))
    buffer.reserve(2)
  }
}
