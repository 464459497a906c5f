#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How files are cut, to be read on several cores.
package struct ReadingWidth: Sendable {
  /// The number of parts at most; 1 leaves files whole.
  package var parts: Int
  /// The least size of a part, in bytes.
  package var leastSize: Int
  /// Whether the fast scanner reads what it can, and not libyaml alone; the result is the same.
  package var usesScanner: Bool
  /// Texts up to this many bytes altogether are kept for excerpts; larger files are read again.
  package var keptBytes: Int

  package init(
    parts: Int,
    leastSize: Int,
    usesScanner: Bool = true,
    keptBytes: Int = 64 << 20
  ) {
    self.parts = parts
    self.leastSize = leastSize
    self.usesScanner = usesScanner
    self.keptBytes = keptBytes
  }

  /// Twice as many parts as cores, so that a slow one does not keep the others waiting.
  package static let automatic = ReadingWidth(
    parts: cores > 1 ? 2 * cores : 1,
    leastSize: 1 << 16
  )

  static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The number of parts for a text with so many bytes left.
  func parts(of bytes: Int) -> Int {
    guard parts > 1 else { return 1 }
    return min(max(parts, bytes / Self.mostSize), bytes / max(1, leastSize))
  }

  /// What has been read of a large file is let go of in parts of about this many bytes.
  private static let mostSize = 16 << 20
}
