import Model
package import Planning

/// The order in which a plan's changes are applied.
///
/// 1. What only changes the state: it cannot fail at the service, and it frees addresses.
/// 2. Renames and re-identifications with a request, so that an identifier is free in the CRM before
///    another contact takes it: the other way round the API would fold the two into one. Where one frees
///    what another takes, the first goes first.
/// 3. Creations and updates.
/// 4. Deletions, last: what cannot be undone happens only when all else was tried.
package enum ApplyOrder {
  /// The plan's changes by their index, in waves: those of one wave may run at once, the next begins when it is over.
  ///
  /// Of what `isCreation` knows as a creation, no change is made.
  package static func waves<Changes: RandomAccessCollection>(
    _ changes: Changes,
    isCreation: (Int) -> Bool = { _ in false }
  ) -> [[Int]] where Changes.Element == Change, Changes.Index == Int {
    var stateOnly: [Int] = []
    var moving: [Int] = []
    var upserts: [Int] = []
    var deletions: [Int] = []
    for index in changes.indices {
      guard !isCreation(index) else {
        upserts.append(index)
        continue
      }
      let change = changes[index]
      switch change.request {
      case nil: stateOnly.append(index)
      case .delete: deletions.append(index)
      case .upsert where change.previousAddress != nil || change.action == .reidentify:
        moving.append(index)
      case .upsert: upserts.append(index)
      }
    }
    return ([stateOnly] + movingWaves(moving, changes) + [upserts, deletions])
      .filter { !$0.isEmpty }
  }

  /// Orders the moves so that a contact gives an identifier up before another takes it; a cycle stays in one wave.
  private static func movingWaves<Changes: RandomAccessCollection>(
    _ moving: [Int],
    _ changes: Changes
  ) -> [[Int]] where Changes.Element == Change, Changes.Index == Int {
    var holder: [NormalizedIdentifier: Int] = [:]
    for index in moving {
      for identifier in changes[index].before?.normalizedIdentifiers ?? [] {
        holder[identifier] = index
      }
    }
    var waitsFor: [Int: Set<Int>] = [:]
    for index in moving {
      let wanted = (changes[index].after?.normalizedIdentifiers ?? []).compactMap { holder[$0] }
      waitsFor[index] = Set(wanted.filter { $0 != index })
    }
    var waves: [[Int]] = []
    var rest = moving
    var done: Set<Int> = []
    while !rest.isEmpty {
      let ready = rest.filter { waitsFor[$0, default: []].isSubset(of: done) }
      let wave = ready.isEmpty ? rest : ready
      waves.append(wave)
      done.formUnion(wave)
      rest.removeAll { done.contains($0) }
    }
    return waves
  }
}
