package import Diagnostics
package import Model

/// The reason for a change.
package enum ChangeReason: String, CaseIterable, Hashable, Sendable {
  /// The manifest differs from what was last applied.
  case manifest
  /// Something had not converged at the last apply, and nothing else changed.
  case retry
  /// The CRM differs from what was last applied.
  case drift
}

/// The request that a change sends.
package enum PlannedRequest: Hashable, Sendable {
  /// A `POST` to the type's path.
  case upsert(ContactUpsert)
  /// A `DELETE` of the resource's own path.
  case delete(ContactID)
}

/// One entry of a plan: what happens to one resource.
package struct Change: Hashable, Sendable {
  package let address: Address
  /// The address in the state when the key changed; `nil` otherwise.
  package let previousAddress: Address?
  package let action: Action
  package let reason: ChangeReason
  /// The CRM's id from the state; `nil` for a creation.
  package let contactID: ContactID?
  /// All attributes as last applied; `nil` for a creation.
  package let before: Attributes?
  /// All attributes as recorded after success; `nil` when the contact is forgotten or deleted.
  package let after: Attributes?
  /// Keys whose value is added or differs, in canonical order.
  package let changedKeys: [AttributeKey]
  /// Keys that are no longer declared, in canonical order; the CRM keeps their values.
  package let releasedKeys: [AttributeKey]
  /// What had not converged and is tried again or acknowledged.
  package let retriedFindings: [Finding]
  /// The request to send; `nil` when only the state changes.
  package let request: PlannedRequest?
  /// Where the resource is declared; `nil` when it no longer is.
  package let location: SourceLocation?
  /// Where each key of `after` was written; empty when that is unknown.
  package let keyLocations: KeyLocations
  /// The name under `companies` by which the link is declared, for reports.
  package let companyName: String?
  /// Whether the state records the resource as protected.
  package let wasProtected: Bool
  /// Whether the state will record it as protected after success.
  package let isProtected: Bool

  package init(
    address: Address,
    previousAddress: Address? = nil,
    action: Action,
    reason: ChangeReason = .manifest,
    contactID: ContactID? = nil,
    before: Attributes? = nil,
    after: Attributes? = nil,
    changedKeys: [AttributeKey] = [],
    releasedKeys: [AttributeKey] = [],
    retriedFindings: [Finding] = [],
    request: PlannedRequest? = nil,
    location: SourceLocation? = nil,
    keyLocations: KeyLocations = KeyLocations(),
    companyName: String? = nil,
    wasProtected: Bool = false,
    isProtected: Bool = false
  ) {
    self.address = address
    self.previousAddress = previousAddress
    self.action = action
    self.reason = reason
    self.contactID = contactID
    self.before = before
    self.after = after
    self.changedKeys = changedKeys
    self.releasedKeys = releasedKeys
    self.retriedFindings = retriedFindings
    self.request = request
    self.location = location
    self.keyLocations = keyLocations
    self.companyName = companyName
    self.wasProtected = wasProtected
    self.isProtected = isProtected
  }

  /// The address in the state; for a creation, the new address.
  package var origin: Address { previousAddress ?? address }
}
