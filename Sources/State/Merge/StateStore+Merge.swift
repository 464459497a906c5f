import Diagnostics
package import Model

extension StateStore {
  /// The result of a merge.
  package struct Merge: Equatable, Sendable {
    /// The serials of the state in place, of the other one, and of the common origin
    /// if it was given.
    package let serials: (ours: Serial, theirs: Serial, base: Serial?)
    package let result: StateMerge
    /// The serial of the merged state; `nil` when nothing was written.
    package let serial: Serial?

    package static func == (left: Merge, right: Merge) -> Bool {
      left.serials == right.serials && left.result == right.result && left.serial == right.serial
    }
  }

  /// Merges this state with another of the same origin, such as the two sides of a git merge.
  ///
  /// The rules are those of `StateMerge`. The new serial is one above both, and the previous
  /// state is kept as the backup. The other files are only read. If the other state adds
  /// nothing, nothing is written.
  ///
  /// - Parameters:
  ///   - other: The path of the other state.
  ///   - base: The path of the common origin; `nil` when it is not available.
  ///   - holder: The holder, as for `withExclusiveLock`.
  ///   - timeout: The timeout, as for `withExclusiveLock`.
  ///   - confirm: Called with the result; `false` leaves everything as it is.
  /// - Returns: What was found and done.
  /// - Throws: `StateError` when a state is missing, is damaged, or has another lineage, endpoint
  ///   or team than the others; and what `withExclusiveLock` throws.
  package func merge(
    _ other: String,
    base: String?,
    holder: LockHolder,
    timeout: Duration = .zero,
    confirm: (Merge) async throws -> Bool
  ) async throws -> Merge {
    try await withExclusiveLock(holder: holder, timeout: timeout) { session in
      let ours = session.snapshot.prior
      let theirs = try await state(at: other)
      var old: PriorState?
      if let base { old = try await state(at: base) }
      guard ours.lineage != nil else { throw StateError.noState(path) }
      try require(other, theirs, toBelongTo: ours)
      if let base, let old { try require(base, old, toBelongTo: ours) }
      let found = Merge(
        serials: (ours.serial, theirs.serial, old?.serial),
        result: try StateMerge(ours: ours, theirs: theirs, base: old),
        serial: nil
      )
      let header = try header(of: found.result, ours, theirs)
      let isNew =
        try found.result.contacts != ours.contacts.all() || header.unsettled != ours.unsettled
        || theirs.serial > ours.serial
      guard try await confirm(found), isNew else { return found }
      try await session.replace(header, found.result.contacts)
      return Merge(serials: found.serials, result: found.result, serial: header.serial)
    }
  }

  private func header(
    of merge: StateMerge,
    _ ours: PriorState,
    _ theirs: PriorState
  ) throws(StateError) -> StateHeader {
    guard let lineage = ours.lineage, let endpoint = ours.endpoint else { throw .noState(path) }
    let highest = max(ours.serial, theirs.serial)
    try highest.requireNext(path)
    let known = Set(merge.contacts.map(\.address))
    return StateHeader(
      lineage: lineage,
      serial: highest.next,
      endpoint: endpoint,
      team: ours.team ?? theirs.team,
      count: merge.contacts.count,
      unsettled: Set(ours.unsettled + theirs.unsettled).subtracting(known).sorted()
    )
  }

  /// A state that is only read, with its journal applied.
  private func state(at path: String) async throws(StateError) -> PriorState {
    let prior = try await LoadedState(storage(of: path), inMemory: false).prior()
    guard prior.lineage != nil else { throw .noState(path) }
    return prior
  }

  private func require(
    _ path: String,
    _ other: PriorState,
    toBelongTo ours: PriorState
  ) throws(StateError) {
    if other.lineage != ours.lineage {
      throw .unmergeable(
        "The state \(path) has the lineage \(other.lineage?.rawValue ?? "?"), and \(self.path) has "
          + "\(ours.lineage?.rawValue ?? "?"): they did not grow from one state."
      )
    }
    if other.endpoint != ours.endpoint {
      throw .unmergeable(
        "The state \(path) belongs to \(other.endpoint ?? "?"), and \(self.path) to "
          + "\(ours.endpoint ?? "?")."
      )
    }
    if let team = other.team, let ourTeam = ours.team, team != ourTeam {
      throw .unmergeable(
        "The state \(path) belongs to team \(team), and \(self.path) to team \(ourTeam)."
      )
    }
  }
}

extension StateError {
  fileprivate static func unmergeable(_ message: String) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateUnmergeable,
        message,
        detail: "Ids of one mean nothing in the other, so the two cannot be merged.",
        hint:
          "Keep one of them: what the other applied is then found in the CRM and said as adopted."
      )
    )
  }
}
