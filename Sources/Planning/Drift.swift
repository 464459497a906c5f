package import Model

/// What the CRM holds of a contact otherwise than it was last applied.
package struct Drift: Hashable, Sendable {
  /// One attribute that somebody changed.
  package struct Field: Hashable, Sendable {
    package let key: AttributeKey
    package let applied: AttributeValue
    /// For an owner or a company their id; `nil` when the CRM holds nothing.
    package let held: AttributeValue?

    package init(key: AttributeKey, applied: AttributeValue, held: AttributeValue?) {
      self.key = key
      self.applied = applied
      self.held = held
    }
  }

  package let address: Address
  package let id: ContactID
  /// In canonical order; `nil` when the contact is not in the CRM any more.
  package let fields: [Field]?

  /// `fields` are at least one, or `nil` for a contact that is gone.
  package init(address: Address, id: ContactID, fields: [Field]?) {
    self.address = address
    self.id = id
    self.fields = fields
  }

  package var isGone: Bool { fields == nil }
}

/// The prior state as the CRM holds it by now: what plans with `--refresh` compare with.
struct RefreshedState {
  /// Without the declared contacts that are gone, and with the values that the CRM holds.
  let prior: PriorState
  /// As last applied, of the contacts that have drifted and are still there.
  private let applied: [Address: Attributes]
  private let gone: Set<Address>

  init(_ prior: PriorState, _ drift: [Drift], _ desired: DesiredState) {
    guard !drift.isEmpty else {
      (self.prior, applied, gone) = (prior, [:], [])
      return
    }
    let drifts = Dictionary(drift.map { ($0.address, $0) }) { first, _ in first }
    var declared: [Address: Attributes] = [:]
    for contact in desired.contacts where drifts[contact.address] != nil {
      declared[contact.address] = contact.attributes
    }
    var applied: [Address: Attributes] = [:]
    var gone: Set<Address> = []
    var contacts: [PriorContact] = []
    contacts.reserveCapacity(prior.contacts.count)
    for contact in prior.contacts {
      guard let drift = drifts[contact.address], let wanted = declared[contact.address] else {
        contacts.append(contact)
        continue
      }
      guard let fields = drift.fields else {
        gone.insert(contact.address)
        continue
      }
      applied[contact.address] = contact.attributes
      contacts.append(contact.holding(fields, wanted: wanted))
    }
    self.applied = applied
    self.gone = gone
    self.prior = PriorState(
      lineage: prior.lineage,
      serial: prior.serial,
      endpoint: prior.endpoint,
      team: prior.team,
      contacts: contacts,
      unsettled: prior.unsettled
    )
  }

  /// Why there is a change that asks for `after`, when the manifest itself may ask for nothing new.
  func reason(of address: Address, after: Attributes?) -> ChangeReason? {
    if gone.contains(address) { return .drift }
    guard let applied = applied[address], applied == after else { return nil }
    return .drift
  }
}

extension PriorContact {
  /// The same with the values that the CRM holds.
  ///
  /// One that the CRM holds as it is declared by now is left as last applied, so that it is sent and the
  /// state learns of it.
  fileprivate func holding(_ fields: [Drift.Field], wanted: Attributes) -> PriorContact {
    var attributes = self.attributes
    for field in fields where field.held == nil || field.held != wanted[field.key] {
      attributes = attributes.setting(field.key, to: field.held)
    }
    return PriorContact(
      address: address,
      id: id,
      attributes: attributes,
      owner: owner,
      company: company,
      findings: findings,
      isProtected: isProtected
    )
  }
}
