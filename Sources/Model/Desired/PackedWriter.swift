/// Writes what `PackedContact` describes, except the key and the attributes.
///
/// It reuses memory of its own, so that a number costs a store and not a call.
final class PackedWriter {
  // No two accesses of the unchecked ones overlap: nothing here calls out.
  @exclusivity(unchecked) private var memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 1 << 10,
    alignment: 1
  )
  @exclusivity(unchecked) private var count = 0

  /// The most bytes that a LEB128 number takes.
  private static let longestNumber = 10

  deinit { memory.deallocate() }

  /// The bytes written so far, valid until more are written.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  func removeAll() { count = 0 }

  func append(_ number: Int) {
    ensure(Self.longestNumber)
    store(number)
  }

  func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      append(utf8.count)
      ensure(utf8.count)
      UnsafeMutableRawBufferPointer(rebasing: memory[count...])
        .copyMemory(from: UnsafeRawBufferPointer(utf8))
      count += utf8.count
    }
  }

  func append(_ position: SourcePosition, near key: SourcePosition) {
    ensure(3 * Self.longestNumber)
    let difference = Int(position.line) - Int(key.line)
    let zigzag = difference << 1 ^ difference >> 63
    let isElsewhere = position.file != key.file
    store(zigzag << 1 | (isElsewhere ? 1 : 0))
    store(Int(position.column))
    if isElsewhere { store(Int(position.file)) }
  }

  @inline(__always)
  private func store(_ number: Int) {
    var rest = UInt64(number)
    while rest >= 0x80 {
      memory[count] = UInt8(truncatingIfNeeded: rest) | 0x80
      count += 1
      rest >>= 7
    }
    memory[count] = UInt8(truncatingIfNeeded: rest)
    count += 1
  }

  private func ensure(_ more: Int) {
    guard count + more > memory.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(memory.count * 2, count + more),
      alignment: 1
    )
    larger.copyMemory(from: bytes)
    memory.deallocate()
    memory = larger
  }
}
