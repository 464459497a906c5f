/// Appends JSON text to a buffer of bytes, in the order of the calls.
///
/// One writer serves state lines, request bodies and plan files, so that a plan shows byte for byte
/// what is sent, and a million state lines need no tree of values. The text is UTF-8. Escaped is
/// what RFC 8259 demands, and beside it what upsets line-based tools and terminals: `U+007F` to
/// `U+009F`, `U+2028`, `U+2029`, and the controls that change the direction of text.
package struct JSONWriter: Sendable {
  private var buffer = ByteBuffer()
  private var needsComma = false

  package init() {}

  /// A copy of the bytes written so far.
  package var bytes: [UInt8] { Array(buffer.bytes) }

  /// How many bytes have been written.
  package var count: Int { buffer.count }

  /// Calls `body` with the bytes so far, which are valid only during the call.
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(buffer.bytes)
  }

  /// The text written so far.
  package var text: String { String(decoding: buffer.bytes, as: UTF8.self) }

  /// Removes all text but keeps the memory.
  package mutating func removeAll() {
    own()
    buffer.removeAll()
    needsComma = false
  }

  /// Writes an object with the members that `body` writes.
  package mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "{"))
    try body(&self)
    close(UInt8(ascii: "}"))
  }

  /// Writes an array with the elements that `body` writes.
  package mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "["))
    try body(&self)
    close(UInt8(ascii: "]"))
  }

  /// Writes a member's name; the value written next belongs to it.
  package mutating func key(_ name: String) {
    var name = name
    name.withUTF8 { key(utf8: UnsafeRawBufferPointer($0)) }
  }

  package mutating func string(_ value: String) {
    var value = value
    value.withUTF8 { string(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// Writes a string from its bytes, which must be valid UTF-8.
  package mutating func string(utf8: UnsafeRawBufferPointer) {
    appendQuoted(utf8)
    needsComma = true
  }

  /// Writes a member's name from its bytes, which must be valid UTF-8.
  package mutating func key(utf8: UnsafeRawBufferPointer) {
    appendQuoted(utf8)
    endKey()
  }

  /// Writes a string in which no character needs an escape.
  @inline(__always)
  package mutating func string(plain text: StaticString) {
    begin(plain: text, room: 2)
    buffer.store(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a string that begins with `beginning`, which needs no escape, and goes
  /// on with valid UTF-8.
  package mutating func string(plain beginning: StaticString, utf8: UnsafeRawBufferPointer) {
    begin(plain: beginning, room: utf8.count + 4)
    if !buffer.storeUnescaped(utf8) { appendEscaped(utf8) }
    buffer.store(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a member's name in which no character needs an escape.
  @inline(__always)
  package mutating func key(plain text: StaticString) {
    string(plain: text)
    endKey()
  }

  /// Makes the string written last the name of a member.
  @inline(__always)
  package mutating func endKey() {
    buffer.reserve(1)
    buffer.store(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Begins a string, with room for that many more bytes.
  @inline(__always)
  private mutating func begin(plain text: StaticString, room: Int) {
    own()
    buffer.reserve(text.utf8CodeUnitCount + 2 + room)
    separate()
    buffer.store(UInt8(ascii: "\""))
    buffer.store(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes bytes that are JSON already.
  package mutating func literal(utf8: UnsafeRawBufferPointer) {
    own()
    buffer.reserve(utf8.count + 1)
    separate()
    buffer.store(utf8)
    needsComma = true
  }

  /// Writes the members or elements in that range of the text once more, after a comma
  /// if one is needed.
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

  /// Writes text that is JSON already, such as a number or a value written before.
  package mutating func literal(_ json: String) {
    var json = json
    json.withUTF8 { literal(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// Writes a member whose value is a string; writes nothing for `nil`.
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

  /// Separates the last element from one that begins on the next line.
  package mutating func comma() {
    needsComma = false
    literal(",")
    needsComma = false
  }

  /// Ends a line of JSON Lines.
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

  /// Writes a comma if the next value needs one; the caller has reserved room for it.
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

  /// Appends text with its escapes, and leaves room for what follows a string.
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
