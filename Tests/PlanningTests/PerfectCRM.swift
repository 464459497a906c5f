import Model
import Planning
import Testing

/// Applies plans as a service would that does everything it is asked: the planner's counterpart in tests.
enum PerfectCRM {
  static func apply(_ plan: Plan, to prior: PriorState) -> PriorState {
    apply(Array(plan.changes), of: plan, to: prior)
  }

  /// In the order given.
  static func apply(_ changes: [Change], of plan: Plan, to prior: PriorState) -> PriorState {
    var contacts: [Address: PriorContact] = [:]
    for contact in prior.contacts { contacts[contact.address] = contact }
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
