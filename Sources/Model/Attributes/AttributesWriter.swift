/// Writes canonical attribute bytes from borrowed texts, in memory that is reused.
///
/// It does what `AttributesBuilder` does, for callers that add millions of values one by one. Keys
/// must be given in canonical order.
package final class AttributesWriter {
  // No two accesses of the unchecked ones overlap: nothing here calls out.
  @exclusivity(unchecked) private var memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 1 << 12,
    alignment: 1
  )
  @exclusivity(unchecked) private var count = 0

  /// The most bytes that the head of an entry takes: two kinds and two lengths.
  private static let longestHead = 24

  package init() {}

  deinit { memory.deallocate() }

  /// The canonical bytes so far, valid until the next change.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  package func removeAll() { count = 0 }

  package func append(_ field: Field, _ text: UnsafeRawBufferPointer) {
    ensure(text.count)
    store(field.number)
    store(AttributeTag.string.rawValue)
    store(sized: text)
  }

  /// Adds a custom field's text.
  package func append(custom name: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer) {
    begin(name, .string, room: text.count)
    store(sized: text)
  }

  /// Adds a custom field's number.
  ///
  /// - Parameters:
  ///   - name: The UTF-8 of the field's name.
  ///   - number: The number as `AttributeValue.text(of:)` writes it.
  package func append(custom name: UnsafeRawBufferPointer, number: UnsafeRawBufferPointer) {
    begin(name, .number, room: number.count)
    store(sized: number)
  }

  package func append(custom name: UnsafeRawBufferPointer, _ flag: Bool) {
    begin(name, flag ? .yes : .no, room: 0)
  }

  /// Adds an attribute from a decoded key and value.
  package func append(_ key: AttributeKey, _ value: AttributeValue) {
    var builder = AttributesBuilder()
    builder.append(key, value)
    builder.withBytes { bytes in
      ensure(bytes.count)
      UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: bytes)
      count += bytes.count
    }
  }

  private func begin(_ name: UnsafeRawBufferPointer, _ tag: AttributeTag, room: Int) {
    ensure(name.count + room)
    store(AttributeTag.customField)
    store(sized: name)
    store(tag.rawValue)
  }

  @inline(__always)
  private func store(_ byte: UInt8) {
    memory[count] = byte
    count += 1
  }

  @inline(__always)
  private func store(sized text: UnsafeRawBufferPointer) {
    var rest = text.count
    while rest >= 0x80 {
      store(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    store(UInt8(truncatingIfNeeded: rest))
    UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: text)
    count += text.count
  }

  private func ensure(_ more: Int) {
    guard count + more + Self.longestHead > memory.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(memory.count * 2, count + more + Self.longestHead),
      alignment: 1
    )
    larger.copyMemory(from: bytes)
    memory.deallocate()
    memory = larger
  }
}
