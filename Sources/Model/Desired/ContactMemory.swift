/// A piece of memory that contacts' bytes are put into, one after the other, and stay in.
final class ContactMemory: @unchecked Sendable {
  // Sendable: only the builder that made it writes, and only to what nobody has been given yet.

  private let bytes: UnsafeMutableRawBufferPointer
  // No two accesses overlap: nothing here calls out.
  @exclusivity(unchecked) private var used = 0

  /// - Parameter size: In bytes.
  init(size: Int) { bytes = .allocate(byteCount: size, alignment: 8) }

  deinit { bytes.deallocate() }

  /// So many bytes that are not used yet; `nil` when there are not as many.
  func take(_ count: Int) -> UnsafeMutableRawBufferPointer? {
    guard bytes.count - used >= count else { return nil }
    defer { used += count }
    return UnsafeMutableRawBufferPointer(rebasing: bytes[used..<used + count])
  }
}
