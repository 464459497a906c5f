import ParallelWork

extension IdentityTable {
  /// Groups are found in so many shares at the same time, by the first bits of the hashes.
  private static let shareBits = 6

  /// Entries that have the same hash as others, each group in the order of the table.
  func entriesOfEqualHash() -> [[Entry]] {
    let shares = shares()
    return concurrently(shares.count - 1) { share in
      Self.groups(in: shares.entries[shares.starts[share]..<shares.starts[share + 1]])
    }.flatMap { $0 }
  }

  private struct Shares {
    var entries: [Entry]
    /// Where each share begins, and where the last one ends.
    var starts: [Int]

    var count: Int { starts.count }
  }

  /// The entries by their shares, in order within each.
  private func shares() -> Shares {
    let shift = Int.bitWidth - Self.shareBits
    func share(_ entry: Entry) -> Int { Int(UInt(bitPattern: entry.hash) >> UInt(shift)) }
    var starts = [Int](repeating: 0, count: 1 << Self.shareBits + 1)
    for entry in entries { starts[share(entry) + 1] += 1 }
    for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
    var next = starts
    let sorted = [Entry](unsafeUninitializedCapacity: entries.count) { buffer, count in
      for entry in entries {
        let share = share(entry)
        buffer.initializeElement(at: next[share], to: entry)
        next[share] += 1
      }
      count = entries.count
    }
    return Shares(entries: sorted, starts: starts)
  }

  private static func groups(in entries: ArraySlice<Entry>) -> [[Entry]] {
    let sorted = entries.sorted {
      $0.hash == $1.hash ? $0.contact < $1.contact : $0.hash < $1.hash
    }
    var groups: [[Entry]] = []
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end].hash == sorted[start].hash { end += 1 }
      if end - start > 1 { groups.append(Array(sorted[start..<end])) }
      start = end
    }
    return groups
  }
}
