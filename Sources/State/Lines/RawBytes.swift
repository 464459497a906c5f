#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension UnsafeRawBufferPointer {
  /// The offset of the next line break; `nil` when there is none.
  func lineBreak(from position: Int) -> Int? {
    guard position < count, let base = baseAddress,
      let found = memchr(base + position, Int32(UInt8(ascii: "\n")), count - position)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// The range of a line's content.
  ///
  /// It excludes a carriage return before the line break, which programs that convert line ends
  /// add; JSON never ends with one.
  func line(from start: Int, to lineBreak: Int) -> Range<Int> {
    let isConverted = lineBreak > start && self[lineBreak - 1] == UInt8(ascii: "\r")
    return start..<(isConverted ? lineBreak - 1 : lineBreak)
  }
}
