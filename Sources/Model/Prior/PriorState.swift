/// A contact as the state file records it.
package struct PriorContact: Hashable, Sendable {
  package let address: Address
  /// Always `attributes.fingerprint`; kept because the file has it and comparing it is cheap.
  package let fingerprint: Fingerprint
  package let id: ContactID
  /// As last applied: what was declared then.
  package let attributes: Attributes
  /// As the CRM last answered; `nil` when it did not say.
  package let owner: UserID?
  /// The linked company as the CRM last answered; `nil` when none is linked.
  package let company: CompanyID?
  /// What has not converged, in the order found.
  package let findings: [Finding]
  /// Whether it was declared as protected, and so may be neither removed nor re-identified.
  package let isProtected: Bool

  package init(
    address: Address,
    id: ContactID,
    attributes: Attributes,
    owner: UserID? = nil,
    company: CompanyID? = nil,
    findings: [Finding] = [],
    isProtected: Bool = false
  ) {
    self.init(
      address: address,
      fingerprint: attributes.fingerprint,
      id: id,
      attributes: attributes,
      owner: owner,
      company: company,
      findings: findings,
      isProtected: isProtected
    )
  }

  /// With a fingerprint that is known already, as when read from a file that was verified.
  package init(
    address: Address,
    fingerprint: Fingerprint,
    id: ContactID,
    attributes: Attributes,
    owner: UserID?,
    company: CompanyID?,
    findings: [Finding],
    isProtected: Bool = false
  ) {
    self.address = address
    self.fingerprint = fingerprint
    self.id = id
    self.attributes = attributes
    self.owner = owner
    self.company = company
    self.findings = findings
    self.isProtected = isProtected
  }
}

/// What the state file says was last applied, its journal folded in.
package struct PriorState: Equatable, Sendable {
  /// `nil` before the first write.
  package let lineage: Lineage?
  package let serial: Serial
  /// The endpoint that the contacts are in; `nil` before the first write.
  package let endpoint: String?
  /// `nil` until the service has said it.
  package let team: TeamID?
  package let contacts: PriorContacts
  /// Addresses without a contact whose creation was sent, and whose answer was never recorded.
  ///
  /// The CRM may hold them already, made by roster itself. Sorted, none twice.
  package let unsettled: [Address]

  /// No state yet.
  package static let empty = PriorState(
    lineage: nil,
    serial: .none,
    endpoint: nil,
    team: nil,
    contacts: PriorContacts([])
  )

  package init(
    lineage: Lineage?,
    serial: Serial,
    endpoint: String?,
    team: TeamID?,
    contacts: PriorContacts,
    unsettled: [Address] = []
  ) {
    self.lineage = lineage
    self.serial = serial
    self.endpoint = endpoint
    self.team = team
    self.contacts = contacts
    self.unsettled = unsettled
  }

  /// With these contacts, sorted by address.
  package init(
    lineage: Lineage?,
    serial: Serial,
    endpoint: String?,
    team: TeamID?,
    contacts: [PriorContact],
    unsettled: [Address] = []
  ) {
    self.init(
      lineage: lineage,
      serial: serial,
      endpoint: endpoint,
      team: team,
      contacts: PriorContacts(contacts),
      unsettled: unsettled
    )
  }
}
