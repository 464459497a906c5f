package import Model

/// What a plan with `--refresh` knows of the CRM: the contacts that differ from
/// what was last applied.
struct DriftedState {
  private let drifts: [Address: Drift]

  init(_ drift: [Drift]) {
    drifts = Dictionary(drift.map { ($0.address, $0) }) { first, _ in first }
  }

  /// Whether the contact of the state with that address has drifted.
  func isKnown(of address: @autoclosure () -> Address) -> Bool {
    !drifts.isEmpty && drifts[address()] != nil
  }

  /// Whether somebody deleted the contact in the CRM.
  func isGone(_ contact: PriorContact) -> Bool {
    !drifts.isEmpty && drifts[contact.address]?.isGone == true
  }

  /// The contact with the values that the CRM holds.
  ///
  /// A contact that already is in the CRM as it is declared keeps its last applied values, so that
  /// it is sent and the state learns of it.
  func held(_ contact: PriorContact, declared: Attributes) -> PriorContact {
    guard !drifts.isEmpty, let fields = drifts[contact.address]?.fields else { return contact }
    var attributes = contact.attributes
    for field in fields where field.held == nil || field.held != declared[field.key] {
      attributes = attributes.setting(field.key, to: field.held)
    }
    return PriorContact(
      address: contact.address,
      id: contact.id,
      attributes: attributes,
      owner: contact.owner,
      company: contact.company,
      findings: contact.findings,
      isProtected: contact.isProtected
    )
  }

  /// The reason for a change to `after` when the manifest itself asks for nothing
  /// new; `nil` without drift.
  func reason(for contact: PriorContact, after: Attributes) -> ChangeReason? {
    isKnown(of: contact.address) && contact.attributes == after ? .drift : nil
  }

  /// The identifiers under which the CRM holds the contact, as far as they are known.
  ///
  /// They are those last applied, except where the CRM kept another or has received one since.
  func identifiers(of contact: PriorContact) -> [WrittenIdentifier] {
    let drifted = drifts.isEmpty ? [] : drifts[contact.address]?.fields ?? []
    return contact.address.type.identifiers.compactMap { field in
      guard var value = contact.attributes.string(field) else { return nil }
      let kept = contact.findings.lazy.compactMap(\.keptIdentifier).first { $0.field == field }
      if let kept { value = kept.value }
      if let drift = drifted.first(where: { $0.key == .field(field) }) {
        guard let held = drift.held?.string else { return nil }
        value = held
      }
      return WrittenIdentifier(field: field, value: value)
    }
  }
}

extension Finding {
  /// The identifier that the CRM kept when another was sent; `nil` for any other finding.
  package var keptIdentifier: WrittenIdentifier? {
    guard kind == .fieldNotKept, let field = key?.field, field.role.contains(.identifier),
      let held = actual, !held.isEmpty
    else { return nil }
    // The main address comes first.
    let main = field == .email ? held.prefix { $0 != "," } : held[...]
    return WrittenIdentifier(field: field, value: String(main))
  }
}
