#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes that only grow, in memory of their own, so that adding some costs no
/// more than copying them.
final class ByteBuffer: @unchecked Sendable {
  // Sendable: `JSONWriter` gives each of its copies one of its own before it writes.

  // No two accesses of the unchecked ones overlap: nothing here calls out.
  @exclusivity(unchecked) private var memory: UnsafeMutableRawPointer
  @exclusivity(unchecked) private var capacity: Int
  @exclusivity(unchecked) private(set) var count = 0

  init(capacity: Int = 1 << 10) {
    memory = .allocate(byteCount: capacity, alignment: 1)
    self.capacity = capacity
  }

  convenience init(copying other: ByteBuffer) {
    self.init(capacity: max(other.count * 2, 1 << 10))
    append(other.bytes)
  }

  deinit { memory.deallocate() }

  /// The bytes so far, valid until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

  func removeAll() { count = 0 }

  /// Makes room for `more` bytes, which the `store` calls that follow fill.
  @inline(__always)
  func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  @inline(__always)
  func store(_ byte: UInt8) {
    memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  @inline(__always)
  func store(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    memcpy(memory + count, start, bytes.count)
    count += bytes.count
  }

  /// Stores the text of a JSON string; stores nothing and returns `false` if a character
  /// may need an escape.
  @inline(__always)
  func storeUnescaped(_ utf8: UnsafeRawBufferPointer) -> Bool {
    guard JSONEscape.copy(utf8, to: memory + count) else { return false }
    count += utf8.count
    return true
  }

  /// Stores a number of at most twenty digits.
  @inline(__always)
  func storeDigits(_ number: UInt) {
    var length = 1
    var bound: UInt = 10
    while number >= bound, length < 19 {
      length += 1
      bound &*= 10
    }
    if length == 19, number >= bound { length = 20 }
    var rest = number
    var place = count + length
    repeat {
      place -= 1
      let digit = UInt8(truncatingIfNeeded: rest % 10)
      memory.storeBytes(of: UInt8(ascii: "0") + digit, toByteOffset: place, as: UInt8.self)
      rest /= 10
    } while rest > 0
    count += length
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    reserve(bytes.count)
    store(bytes)
  }

  private func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 1)
    memcpy(moved, memory, count)
    memory.deallocate()
    (memory, capacity) = (moved, larger)
  }
}
