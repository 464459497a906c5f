/// Memory for values without references, which is kept when the values are removed.
///
/// Pointers into it are valid until something is appended.
final class GrowingMemory<Element: BitwiseCopyable> {
  private(set) var start = UnsafeMutablePointer<Element>.allocate(capacity: 64)
  private var capacity = 64
  var count = 0

  deinit { start.deallocate() }

  subscript(index: Int) -> Element { start[index] }

  func append(_ element: Element) {
    reserve(1)
    start[count] = element
    count += 1
  }

  private func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    let larger = max(capacity * 2, count + more)
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    memory.update(from: start, count: count)
    start.deallocate()
    (start, capacity) = (memory, larger)
  }
}

extension GrowingMemory where Element == UInt8 {
  func append(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    reserve(bytes.count)
    UnsafeMutableRawBufferPointer(start: start + count, count: bytes.count).copyMemory(from: bytes)
    count += bytes.count
  }
}
