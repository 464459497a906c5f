package import Model

extension Plan {
  /// What the CRM held differently from what was last applied, reconstructed from
  /// a saved plan's changes.
  ///
  /// It is empty for a plan that did not read the CRM. It cannot decide who is who: no contact is
  /// ever planned with a declared contact's identifier as what the CRM held before, so a plan that
  /// claims so cannot be reproduced.
  ///
  /// - Throws: An error of the state when a contact of the plan cannot be decoded.
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
