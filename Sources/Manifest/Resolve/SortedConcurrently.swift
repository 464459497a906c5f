import ParallelWork

extension Array {
  /// The elements in order, sorted on all cores; equal ones stay in theirs.
  ///
  /// - Parameter areInIncreasingOrder: Whether the first comes before the second; runs several
  ///   times at once.
  /// - Returns: The elements in that order.
  func sortedConcurrently(
    by areInIncreasingOrder: (Element, Element) -> Bool
  ) -> [Element] {
    let piece = Swift.max(1 << 16, (count + ReadingWidth.cores - 1) / ReadingWidth.cores)
    let runs = concurrently(count: count, piece: piece) { range in
      self[range].sorted(by: areInIncreasingOrder)
    }
    // Merges the runs: sorting keeps what is in order already.
    return Array(runs.joined()).sorted(by: areInIncreasingOrder)
  }
}
