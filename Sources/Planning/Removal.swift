import Diagnostics
import Model

/// What becomes of contacts that are no longer declared.
struct Removal {
  private(set) var changes: [Change] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameters:
  ///   - removed: Indices into the state's contacts, in any order.
  ///   - prior: The state.
  ///   - drift: What the CRM holds otherwise.
  ///   - shared: Contacts that stay, and have a record of these as well.
  ///   - policy: What becomes of them.
  init(
    _ removed: [Int],
    _ prior: PriorState,
    _ drift: DriftedState,
    sharing shared: SharedRecords,
    policy: RemovalPolicy
  ) {
    switch policy {
    case .forget:
      for index in removed {
        forget(prior.contacts[index], isGone: drift.isGone(prior.contacts[index]))
      }
    case .delete:
      var kept = Self.idsKept(removed, prior)
      for contact in shared.contacts.values { kept[contact.id] = contact.address }
      var deleted: Set<ContactID> = []
      for index in removed {
        let contact = prior.contacts[index]
        if drift.isGone(contact) {
          forget(contact, isGone: true)
        } else if let other = kept[contact.id] {
          forget(contact)
          diagnostics.append(Self.shared(contact.address, other))
        } else if deleted.insert(contact.id).inserted {
          delete(contact)
        } else {
          forget(contact)
        }
      }
    }
  }

  /// Of the ids to be deleted, those that a contact which stays has too, with its address.
  private static func idsKept(_ removed: [Int], _ prior: PriorState) -> [ContactID: Address] {
    guard !removed.isEmpty else { return [:] }
    let indices = Set(removed)
    let ids = Set(removed.map { prior.contacts[$0].id })
    var kept: [ContactID: Address] = [:]
    for index in prior.contacts.indices where !indices.contains(index) {
      let id = prior.contacts[index].id
      if ids.contains(id) { kept[id] = prior.contacts[index].address }
    }
    return kept
  }

  private mutating func forget(_ contact: PriorContact, isGone: Bool = false) {
    changes.append(Self.forgetting(contact, because: isGone ? .drift : .manifest))
  }

  /// The change by which the state drops a contact.
  static func forgetting(_ contact: PriorContact, because reason: ChangeReason) -> Change {
    Change(
      address: contact.address,
      action: .forget,
      reason: reason,
      contactID: contact.id,
      before: contact.attributes,
      wasProtected: contact.isProtected
    )
  }

  private mutating func delete(_ contact: PriorContact) {
    changes.append(
      Change(
        address: contact.address,
        action: .delete,
        contactID: contact.id,
        before: contact.attributes,
        request: .delete(contact.id),
        wasProtected: contact.isProtected
      )
    )
  }

  private static func shared(_ address: Address, _ other: Address) -> Diagnostic {
    Diagnostic(
      .warning,
      .sharedContactKept,
      "\(address) is forgotten, not deleted: \(other) has the same contact in the CRM.",
      address: address.description
    )
  }
}
