#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension UnsafeRawBufferPointer {
  /// Where the next line ends; `nil` when there is no line break any more.
  func lineBreak(from position: Int) -> Int? {
    guard position < count, let base = baseAddress,
      let found = memchr(base + position, Int32(UInt8(ascii: "\n")), count - position)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// A line's content, without the carriage return that programs which convert line ends put before the
  /// line break; JSON never ends with one.
  func line(from start: Int, to lineBreak: Int) -> Range<Int> {
    let isConverted = lineBreak > start && self[lineBreak - 1] == UInt8(ascii: "\r")
    return start..<(isConverted ? lineBreak - 1 : lineBreak)
  }
}
