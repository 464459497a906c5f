import Model

/// Compares declared contacts with the state's, one by one, and collects the changes.
struct Comparisons {
  private(set) var changes: [Change] = []
  private(set) var unchanged = 0
  private(set) var fixedFields = FixedFieldWarnings()
  /// The indices of declared contacts of which a value changes.
  private(set) var edited: Set<Int> = []

  private let desired: DesiredState
  private let drifted: DriftedState

  init(_ desired: DesiredState, _ drifted: DriftedState) {
    (self.desired, self.drifted) = (desired, drifted)
  }

  /// Compares the declared contact at that index with the same contact in the state.
  mutating func add(_ index: Int, _ known: PriorContact) {
    let contact = desired.contacts[index]
    guard !drifted.isGone(known) else { return create(contact, again: known) }
    let held = drifted.held(known, declared: contact.attributes)
    let comparison = ContactChange(contact, held)
    for field in comparison.overridden { fixedFields.add(field, index, contact) }
    let reason = drifted.reason(for: known, after: comparison.after)
    guard let change = comparison.change(desired, because: reason) else {
      unchanged += 1
      return
    }
    if !change.changedKeys.isEmpty { edited.insert(index) }
    changes.append(change)
  }

  /// Plans to create a contact again that somebody deleted in the CRM.
  private mutating func create(_ contact: DesiredContact, again known: PriorContact) {
    changes.append(Creation.change(of: contact, desired, because: .drift))
    guard contact.address != known.address else { return }
    changes.append(Removal.forgetting(known, because: .drift))
  }
}
