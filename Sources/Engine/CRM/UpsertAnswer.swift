/// What the CRM says about an upsert.
package struct UpsertAnswer: Equatable, Sendable {
  /// What it holds by then.
  package let contact: RemoteContact
  /// Whether this call, as far as the CRM knows, made the contact.
  package let created: Bool
  /// Whether the contact is linked to a company, be it one that the answer does not name.
  package let companyLinked: Bool
  package let warnings: [ServiceWarning]
  /// How often it was sent; at least 1.
  package let attempts: Int
  /// An earlier attempt of this call may have reached the CRM, its answer lost.
  ///
  /// Then `created: false` does not mean that the contact existed before the call.
  package let mayRepeatEarlierAttempt: Bool

  package init(
    _ contact: RemoteContact,
    created: Bool,
    companyLinked: Bool = false,
    warnings: [ServiceWarning] = [],
    attempts: Int = 1,
    mayRepeatEarlierAttempt: Bool = false
  ) {
    self.contact = contact
    self.created = created
    self.companyLinked = companyLinked
    self.warnings = warnings
    self.attempts = attempts
    self.mayRepeatEarlierAttempt = mayRepeatEarlierAttempt
  }
}

/// Something that the CRM says beside a success.
package struct ServiceWarning: Hashable, Sendable {
  /// A word of the CRM's own; empty when it gave none.
  package let code: String
  /// One line, at most 200 characters.
  package let message: String

  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
