#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How files are cut, to be read on several cores.
package struct ReadingWidth: Sendable {
  /// Into how many parts at most; 1 for none.
  package var parts: Int
  /// In bytes of one part.
  package var leastSize: Int

  package init(parts: Int, leastSize: Int) {
    self.parts = parts
    self.leastSize = leastSize
  }

  /// Twice as many parts as cores, so that a slow one does not keep the others waiting.
  package static let automatic = ReadingWidth(
    parts: cores > 1 ? 2 * cores : 1,
    leastSize: 1 << 17
  )

  private static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Of a text with so many bytes left.
  func parts(of bytes: Int) -> Int { min(parts, bytes / max(1, leastSize)) }
}
