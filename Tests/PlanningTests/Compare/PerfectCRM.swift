import Model
import Planning
import Testing

/// Applies plans as a service would that does everything it is asked: the planner's counterpart in tests.
enum PerfectCRM {
  static func apply(_ plan: Plan, to prior: PriorState) -> PriorState {
    apply(Array(plan.changes), of: plan, to: prior)
  }

  /// The contacts of a state in memory.
  private static func all(of prior: PriorState) -> [PriorContact] {
    do {
      return try prior.contacts.all()
    } catch {
      preconditionFailure("a contact of a state in memory cannot be decoded: \(error)")
    }
  }

  /// In the order given.
  static func apply(_ changes: [Change], of plan: Plan, to prior: PriorState) -> PriorState {
    var contacts: [Address: PriorContact] = [:]
    for contact in all(of: prior) { contacts[contact.address] = contact }
    var arrived: [PriorContact] = []
    for change in changes {
      contacts[change.previousAddress ?? change.address] = nil
      guard let after = change.after else { continue }
      arrived.append(
        PriorContact(
          address: change.address,
          id: change.contactID ?? ContactID("ctc_\(change.address.key)"),
          attributes: after,
          isProtected: change.isProtected
        )
      )
    }
    for contact in arrived { contacts[contact.address] = contact }
    return PriorState(
      lineage: prior.lineage,
      serial: prior.serial.next,
      endpoint: plan.basis.endpoint,
      team: prior.team,
      contacts: contacts.values.sorted { $0.address < $1.address }
    )
  }
}
