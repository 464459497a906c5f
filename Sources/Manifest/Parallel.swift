import Dispatch

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

/// The results of `body` for 0 to `count - 1`, computed on all cores.
///
/// `body` runs several times at once: what it uses must bear that.
func concurrently<Result>(_ count: Int, _ body: (Int) -> Result) -> [Result] {
  [Result](unsafeUninitializedCapacity: count) { results, initializedCount in
    withoutActuallyEscaping(body) { body in
      // Each index is written once and read after all are done; for `body` see above.
      nonisolated(unsafe) let results = results
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: count) { index in
        results.initializeElement(at: index, to: body(index))
      }
    }
    initializedCount = count
  }
}
