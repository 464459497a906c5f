/// The bytes of a line, taken from its start as far as they are what is expected.
struct LineText {
  private let bytes: UnsafeRawBufferPointer
  private var position: Int

  init(_ bytes: UnsafeRawBufferPointer, from position: Int) {
    (self.bytes, self.position) = (bytes, position)
  }

  var isAtEnd: Bool { position == bytes.count }

  /// Whether these come next; goes on after them if so.
  mutating func take(_ expected: UnsafeRawBufferPointer) -> Bool {
    guard position + expected.count <= bytes.count,
      bytes[position..<position + expected.count].elementsEqual(expected)
    else { return false }
    position += expected.count
    return true
  }

  mutating func take(_ expected: StaticString) -> Bool {
    take(UnsafeRawBufferPointer(start: expected.utf8Start, count: expected.utf8CodeUnitCount))
  }

  /// Whether a string comes next that holds nothing but printable ASCII without escapes.
  mutating func takeString() -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return false }
    for index in (position + 1)..<bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        position = index + 1
        return true
      case UInt8(ascii: "\\"), 0..<0x20, 0x7F...: return false
      default: break
      }
    }
    return false
  }
}
