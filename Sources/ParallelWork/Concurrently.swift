import Dispatch

/// The results of `body` for 0 to `count - 1`, computed on all cores.
///
/// `body` runs several times at once, so it must be safe to call concurrently.
package func concurrently<Result>(_ count: Int, _ body: (Int) -> Result) -> [Result] {
  [Result](unsafeUninitializedCapacity: count) { results, initializedCount in
    withoutActuallyEscaping(body) { body in
      // Each index is written once, and read after all are done; for `body` see above.
      nonisolated(unsafe) let results = results
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: count) { index in
        results.initializeElement(at: index, to: body(index))
      }
    }
    initializedCount = count
  }
}

/// The results of `body` for pieces that make up `0..<count`, in their order,
/// computed on all cores.
///
/// `body` runs several times at once, so it must be safe to call concurrently.
package func concurrently<Result>(
  count: Int,
  piece: Int,
  _ body: (Range<Int>) -> Result
) -> [Result] {
  concurrently((count + piece - 1) / piece) { index in
    body(index * piece..<min(count, (index + 1) * piece))
  }
}
