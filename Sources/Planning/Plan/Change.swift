package import Diagnostics
package import Model

/// Why there is a change.
package enum ChangeReason: String, CaseIterable, Hashable, Sendable {
  /// The manifest asks for something else than was last applied.
  case manifest
  /// Something had not converged at the last apply, and nothing else changed.
  case retry
  /// The CRM holds something else than was last applied.
  case drift
}

/// What a change sends.
package enum PlannedRequest: Hashable, Sendable {
  /// A `POST` to the type's path.
  case upsert(ContactUpsert)
  /// A `DELETE` of the resource's own path.
  case delete(ContactID)
}

/// One entry of a plan: what becomes of one resource.
package struct Change: Hashable, Sendable {
  package let address: Address
  /// The address in the state when the key changed; `nil` otherwise.
  package let previousAddress: Address?
  package let action: Action
  package let reason: ChangeReason
  /// The CRM's id from the state; `nil` for a creation.
  package let contactID: ContactID?
  /// As last applied, whole; `nil` for a creation.
  package let before: Attributes?
  /// As the state will record it after success, whole; `nil` when it is forgotten or deleted.
  package let after: Attributes?
  /// Keys whose value is added or differs, in canonical order.
  package let changedKeys: [AttributeKey]
  /// Keys no longer declared, in canonical order: the CRM keeps their values.
  package let releasedKeys: [AttributeKey]
  /// What had not converged and is tried again or acknowledged.
  package let retriedFindings: [Finding]
  /// `nil` when only the state changes.
  package let request: PlannedRequest?
  /// Where it is declared; `nil` when it is not any more.
  package let location: SourceLocation?
  /// Where each key of `after` was written; empty when not known.
  package let keyLocations: KeyLocations
  /// The name under `companies` by which the link is declared, for reports.
  package let companyName: String?
  /// Whether the state has it as protected.
  package let wasProtected: Bool
  /// Whether the state will have it as protected after success.
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

  /// Where the state has the contact, unless it is a creation.
  package var origin: Address { previousAddress ?? address }
}
