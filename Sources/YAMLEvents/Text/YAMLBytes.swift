#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The UTF-8 bytes of a key, a value or a whole text, borrowed from their owner.
///
/// They are valid as long as the event, the entry or the text that they come from. Reading beyond
/// their end stops the program.
package struct YAMLBytes: RandomAccessCollection {
  @usableFromInline let raw: UnsafeRawBufferPointer

  @usableFromInline init(_ raw: UnsafeRawBufferPointer) { self.raw = raw }

  /// An empty run of bytes.
  static var none: YAMLBytes { YAMLBytes(UnsafeRawBufferPointer(start: nil, count: 0)) }

  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { raw.count }
  @inlinable package var count: Int { raw.count }
  @inlinable package var isEmpty: Bool { raw.count == 0 }
  @inlinable package var first: UInt8? { isEmpty ? nil : raw[0] }
  @inlinable package var last: UInt8? { isEmpty ? nil : raw[raw.count - 1] }

  @inlinable package subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < raw.count, "the byte is not among these")
    return raw[position]
  }

  @inlinable package func makeIterator() -> UnsafeRawBufferPointer.Iterator { raw.makeIterator() }

  /// The bytes from that 0-based index on.
  @inlinable package func rest(from start: Int) -> YAMLBytes {
    YAMLBytes(UnsafeRawBufferPointer(rebasing: raw[start...]))
  }

  /// Calls `body` with the bytes, which must not be used after the call.
  @inlinable package func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try body(raw)
  }

  /// A copy of the bytes as a string.
  package var string: String { String(decoding: raw, as: UTF8.self) }
}

// Comparing whole runs of memory makes finding fields cheap.
extension YAMLBytes: Comparable {
  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.count == rhs.count && lhs.begins(with: rhs.raw)
  }

  package static func < (lhs: Self, rhs: Self) -> Bool {
    guard let left = lhs.raw.baseAddress, let right = rhs.raw.baseAddress else {
      return lhs.count < rhs.count
    }
    let order = memcmp(left, right, Swift.min(lhs.count, rhs.count))
    return order == 0 ? lhs.count < rhs.count : order < 0
  }

  /// Whether these are the bytes of that text.
  @inlinable package static func == (lhs: Self, rhs: StaticString) -> Bool {
    lhs.raw.count == rhs.utf8CodeUnitCount && lhs.begins(with: rhs)
  }

  @usableFromInline package func begins(with text: StaticString) -> Bool {
    text.withUTF8Buffer { begins(with: UnsafeRawBufferPointer($0)) }
  }

  package func begins(with bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { begins(with: $0) }
  }

  private func begins(with other: UnsafeRawBufferPointer) -> Bool {
    guard let base = raw.baseAddress, let start = other.baseAddress else { return other.isEmpty }
    return raw.count >= other.count && memcmp(base, start, other.count) == 0
  }
}
