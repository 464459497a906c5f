package import Model

extension Plan {
  /// What the CRM held otherwise than it was last applied, as the plan's changes tell it; empty for a plan that has not
  /// read the CRM.
  ///
  /// It lets nobody choose who is who: a contact is never planned with the identifier of a declared one as what the CRM
  /// held before, so that a plan which says so does not come out again.
  ///
  /// - Throws: an error of the state, when a contact in it cannot be decoded.
  package func drift(from prior: PriorState) throws -> [Drift] {
    guard basis.isRefreshed else { return [] }
    let left = Set(changes.others.filter { $0.action != .create }.map(\.origin))
    var told: [Change] = []
    var places: [Int] = []
    for change in changes.others {
      if change.action == .create, change.reason != .drift || left.contains(change.address) {
        continue
      }
      let (index, isPresent) = prior.contacts.position(of: change.origin)
      guard isPresent else { continue }
      told.append(change)
      places.append(index)
    }
    return zip(told, try prior.contacts.contacts(at: places)).compactMap(Self.drift)
  }

  private static func drift(_ change: Change, _ known: PriorContact) -> Drift? {
    let isGone = change.reason == .drift && (change.action == .create || change.action == .forget)
    if isGone { return Drift(address: known.address, id: known.id, fields: nil) }
    guard let before = change.before, before != known.attributes else { return nil }
    let fields = known.attributes.compactMap { entry -> Drift.Field? in
      let held = before[entry.key]
      guard held != entry.value else { return nil }
      return Drift.Field(key: entry.key, applied: entry.value, held: held)
    }
    return fields.isEmpty ? nil : Drift(address: known.address, id: known.id, fields: fields)
  }
}
