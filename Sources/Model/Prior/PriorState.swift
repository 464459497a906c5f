/// A contact as the state file records it.
package struct PriorContact: Hashable, Sendable {
  package let address: Address
  /// The fingerprint of `attributes`; kept because the file has it and comparing it is cheap.
  package let fingerprint: Fingerprint
  package let id: ContactID
  /// The attributes that were declared when the contact was last applied.
  package let attributes: Attributes
  /// The owner in the CRM's last answer; `nil` when it named none.
  package let owner: UserID?
  /// The linked company in the CRM's last answer; `nil` when none is linked.
  package let company: CompanyID?
  /// What has not converged, in the order in which it was found.
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

  /// Creates a contact whose fingerprint is already known, as when it is read from a verified file.
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

/// What was last applied according to the state file, with its journal applied.
package struct PriorState: Equatable, Sendable {
  /// The state's identity; `nil` before the first write.
  package let lineage: Lineage?
  package let serial: Serial
  /// The endpoint that holds the contacts; `nil` before the first write.
  package let endpoint: String?
  /// The team that holds the contacts; `nil` until the service has named it.
  package let team: TeamID?
  package let contacts: PriorContacts
  /// Addresses without a contact whose creation was sent but whose answer was never recorded.
  ///
  /// The CRM may hold them already, created by roster itself. They are sorted,
  /// and none occurs twice.
  package let unsettled: [Address]

  /// The state before anything was applied.
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

  /// Creates a state with these contacts, which must be sorted by address.
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
