/// The UTF-8 bytes of a key, a value or a whole text, borrowed from where they stand.
///
/// They are valid as long as the event, the entry or the text that they come from. Reading beyond their end
/// stops the program.
package struct YAMLBytes: RandomAccessCollection {
  @usableFromInline let raw: UnsafeRawBufferPointer

  init(_ raw: UnsafeRawBufferPointer) { self.raw = raw }

  /// No bytes at all.
  static var none: YAMLBytes { YAMLBytes(UnsafeRawBufferPointer(start: nil, count: 0)) }

  /// Part of other bytes, counted from 0.
  package init(rebasing slice: Slice<YAMLBytes>) {
    raw = UnsafeRawBufferPointer(rebasing: slice.base.raw[slice.startIndex..<slice.endIndex])
  }

  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { raw.count }

  @inlinable package subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < raw.count, "the byte is not among these")
    return raw[position]
  }

  @inlinable package func makeIterator() -> UnsafeRawBufferPointer.Iterator { raw.makeIterator() }

  /// Hands the bytes to what takes them as memory, for the time of the call.
  @inlinable package func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try body(raw)
  }

  /// A text of its own.
  package var string: String { String(decoding: raw, as: UTF8.self) }
}

extension YAMLBytes: Comparable {
  package static func == (lhs: Self, rhs: Self) -> Bool { lhs.raw.elementsEqual(rhs.raw) }

  package static func < (lhs: Self, rhs: Self) -> Bool {
    lhs.raw.lexicographicallyPrecedes(rhs.raw)
  }
}
