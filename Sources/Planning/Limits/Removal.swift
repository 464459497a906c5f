import Diagnostics
import Model

/// Decides what happens to contacts that are no longer declared.
struct Removal {
  private(set) var changes: [Change] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// Plans the changes for contacts that are no longer declared.
  ///
  /// - Parameters:
  ///   - removed: Indices into `known`, in any order.
  ///   - known: Contacts of the state.
  ///   - drift: What the CRM holds differently.
  ///   - shared: Contacts that stay and share a record with a removed one.
  ///   - policy: Whether the CRM keeps or deletes removed contacts.
  init(
    _ removed: [Int],
    _ known: [PriorContact],
    _ drift: DriftedState,
    sharing shared: SharedRecords,
    policy: RemovalPolicy
  ) {
    switch policy {
    case .forget:
      for index in removed {
        forget(known[index], isGone: drift.isGone(known[index]))
      }
    case .delete:
      var deleted: Set<ContactID> = []
      for index in removed {
        let contact = known[index]
        if drift.isGone(contact) {
          forget(contact, isGone: true)
        } else if let other = shared.keepers[contact.id] {
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
