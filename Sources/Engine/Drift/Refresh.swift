import Diagnostics
package import Model
package import Planning

/// Reads from the CRM what has become of the contacts in the state.
package enum Refresh {
  /// How many of the reading requests are in flight at once.
  private static let width = 8

  /// What the CRM holds otherwise than it was last applied, sorted by address.
  ///
  /// A request reads a hundred contacts, by their ids; the team is read first, because the contacts
  /// of another team would all seem to be gone.
  ///
  /// - Parameters:
  ///   - prior: The state; one without contacts costs no request.
  ///   - crm: The one that the state's contacts are in.
  ///   - isSelected: Which contacts to read.
  /// - Returns: none for contacts that are as last applied.
  /// - Throws: `CRMError`, or `DiagnosticsError` when the key is another team's.
  package static func drift(
    of prior: PriorState,
    crm: any CRM,
    isSelected: (Address) -> Bool = { _ in true }
  ) async throws -> [Drift] {
    let contacts = try prior.contacts.all().filter { isSelected($0.address) }
    guard !contacts.isEmpty else { return [] }
    if let expected = prior.team {
      let team = try await crm.readTeam()
      if let problem = Preflight.teamProblem(
        team,
        expected: expected,
        endpoint: prior.endpoint
      ) {
        throw DiagnosticsError(problem)
      }
    }
    let batches = stride(from: 0, to: contacts.count, by: crm.lookupSize).map {
      contacts[$0..<min($0 + crm.lookupSize, contacts.count)]
    }
    return try await withThrowingTaskGroup(of: (Int, [Drift]).self) { group in
      var next = 0
      func startOne() {
        guard next < batches.count else { return }
        let (index, batch) = (next, batches[next])
        next += 1
        group.addTask { (index, try await drift(of: batch, in: prior.team, crm)) }
      }
      for _ in 0..<width { startOne() }
      var found = [[Drift]](repeating: [], count: batches.count)
      while let (index, drift) = try await group.next() {
        found[index] = drift
        startOne()
      }
      return found.flatMap(\.self)
    }
  }

  private static func drift(
    of contacts: ArraySlice<PriorContact>,
    in team: TeamID?,
    _ crm: any CRM
  ) async throws -> [Drift] {
    let remote = try await crm.lookUp(contacts.map { .id($0.id) })
    if let team, let stranger = remote.first(where: { $0.team != nil && $0.team != team }) {
      throw DiagnosticsError(Preflight.strangerProblem(stranger, team))
    }
    let byID = Dictionary(remote.map { ($0.id, $0) }) { first, _ in first }
    return contacts.compactMap { DriftCheck.drift(of: $0, remote: byID[$0.id]) }
  }
}
