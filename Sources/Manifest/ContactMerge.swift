import YAMLEvents
import Diagnostics
import Model

/// Finds the order of all files' contacts by their addresses, and addresses that are taken twice.
struct ContactMerge {
  private(set) var problems = ProblemList()
  /// Indices, as given, of those that another takes the place of.
  private(set) var leftOut: Set<Int> = []
  /// Indices of the others, in the order of their addresses; `nil` when they are in order.
  private var order: [Int]?

  /// - Parameters:
  ///   - given: in the order of the files.
  ///   - merged: indices of those that merge keys brought in.
  init(_ given: [DesiredContact], merged: Set<Int>) {
    guard !Self.isSorted(given) else { return }
    let all = Self.order(given)
    var kept: [Int] = []
    kept.reserveCapacity(all.count)
    var start = 0
    while start < all.count {
      var end = start + 1
      while end < all.count, given[all[end]].address == given[all[start]].address { end += 1 }
      kept.append(end - start == 1 ? all[start] : choose(all[start..<end], given, merged))
      start = end
    }
    order = kept
  }

  /// The contacts that were given, sorted by address, none twice.
  func sorted(_ given: consuming [DesiredContact]) -> [DesiredContact] {
    guard var order else { return given }
    guard order.count == given.count else { return order.map { given[$0] } }
    // In place, along the circles of the permutation, as moving costs less than copying.
    for start in order.indices where order[start] != start {
      var index = start
      while order[index] != start {
        let next = order[index]
        given.swapAt(index, next)
        order[index] = index
        index = next
      }
      order[index] = index
    }
    return given
  }

  private static func isSorted(_ contacts: [DesiredContact]) -> Bool {
    for index in contacts.indices.dropFirst()
    where !(contacts[index - 1].address < contacts[index].address) {
      return false
    }
    return true
  }

  /// Compares the first eight bytes as one number, and the rest only where they are equal.
  private static func order(_ contacts: [DesiredContact]) -> [Int] {
    var keys: [(prefix: UInt64, index: Int)] = []
    keys.reserveCapacity(contacts.count)
    for (index, contact) in contacts.enumerated() {
      var prefix: UInt64 = 0
      var count = 0
      for byte in contact.address.key.utf8.prefix(8) {
        prefix = prefix << 8 | UInt64(byte)
        count += 1
      }
      keys.append((prefix << UInt64(8 * (8 - count)), index))
    }
    keys.sort { left, right in
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      let (one, other) = (contacts[left.index].address, contacts[right.index].address)
      return one == other ? left.index < right.index : one < other
    }
    return keys.map(\.index)
  }

  /// Of contacts with one address: one that is written out, else the first; all others are in its way.
  private mutating func choose(
    _ indices: ArraySlice<Int>,
    _ given: [DesiredContact],
    _ merged: Set<Int>
  ) -> Int {
    let winner = indices.first { !merged.contains($0) } ?? indices[indices.startIndex]
    var reported = 0
    for index in indices where index != winner {
      leftOut.insert(index)
      if merged.contains(index), given[index].position.file == given[winner].position.file {
        continue
      }
      reported += 1
      if reported <= ManifestLimits.diagnostics {
        report(given[index], first: given[winner])
      } else {
        // More stand before it than are listed.
        problems.countError()
      }
    }
    return winner
  }

  private mutating func report(_ contact: DesiredContact, first: DesiredContact) {
    let isSameFile = contact.position.file == first.position.file
    let length = contact.address.key.unicodeScalars.count
    var problem = Problem(
      .error,
      isSameFile ? .yamlDuplicateKey : .contactTwice,
      isSameFile
        ? "The key \(quoted(contact.address.key)) stands twice in one mapping."
        : "`\(contact.address)` is declared in two files.",
      hint: "Remove or rename one of the two.",
      address: contact.address.description,
      place: Place(contact.position, length: length),
      related: [
        .init(
          message: isSameFile ? "it stands here first" : "it is declared here first",
          place: Place(first.position, length: length)
        )
      ]
    )
    problem.endIsGuess = true
    problems.append(problem)
  }
}
