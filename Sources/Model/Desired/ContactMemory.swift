/// A block of memory into which contacts' bytes are written, one after the other, and never moved.
final class ContactMemory: @unchecked Sendable {
  // Sendable: only the builder that made it writes, and only to bytes not handed out yet.

  private let bytes: UnsafeMutableRawBufferPointer
  // No two accesses overlap: nothing here calls out.
  @exclusivity(unchecked) private var used = 0

  /// - Parameter size: The size of the block, in bytes.
  init(size: Int) { bytes = .allocate(byteCount: size, alignment: 8) }

  deinit { bytes.deallocate() }

  /// Takes the next `count` unused bytes; `nil` when fewer are left.
  func take(_ count: Int) -> UnsafeMutableRawBufferPointer? {
    guard bytes.count - used >= count else { return nil }
    defer { used += count }
    return UnsafeMutableRawBufferPointer(rebasing: bytes[used..<used + count])
  }
}
