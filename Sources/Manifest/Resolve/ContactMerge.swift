import YAMLEvents
import Diagnostics
import Model

/// Finds the order of all files' contacts by their addresses, and addresses that are taken twice.
struct ContactMerge {
  private(set) var problems = ProblemList()
  /// Indices, as given, of those that another takes the place of.
  private(set) var leftOut: Set<Int> = []
  /// Indices of the others, in the order of their addresses; `nil` when they are in order.
  private var order: [UInt32]?

  /// - Parameters:
  ///   - given: in the order of the files.
  ///   - merged: indices of those that merge keys brought in.
  init(_ given: DesiredContacts, merged: Set<Int>) {
    guard !AddressOrder.isSorted(given) else { return }
    var hasEqualKeys = false
    let all = AddressOrder.order(given, hasEqualKeys: &hasEqualKeys)
    guard hasEqualKeys else {
      order = all
      return
    }
    var kept: [UInt32] = []
    kept.reserveCapacity(all.count)
    var start = 0
    while start < all.count {
      var end = start + 1
      while end < all.count, AddressOrder.areEqual(Int(all[end]), Int(all[start]), given) {
        end += 1
      }
      kept.append(end - start == 1 ? all[start] : choose(all[start..<end], given, merged))
      start = end
    }
    order = kept
  }

  /// The contacts that were given, sorted by address, none twice.
  func sorted(_ given: DesiredContacts) -> DesiredContacts { order.map(given.selecting) ?? given }

  /// Of contacts with one address: one that is written out, else the first; all others are in its
  /// way.
  private mutating func choose(
    _ indices: ArraySlice<UInt32>,
    _ given: DesiredContacts,
    _ merged: Set<Int>
  ) -> UInt32 {
    let first = indices.first { !merged.contains(Int($0)) } ?? indices[indices.startIndex]
    let winner = Int(first)
    var reported = 0
    for index in indices.lazy.map(Int.init) where index != winner {
      leftOut.insert(index)
      if merged.contains(index), given.position(index).file == given.position(winner).file {
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
    return first
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
