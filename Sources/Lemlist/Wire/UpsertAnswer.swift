package import JSONText
package import Model

/// What the service says about an upsert.
package struct UpsertAnswer: Equatable, Sendable {
  package let id: ContactID
  package let team: TeamID?
  /// The main one first, as the service has them.
  package let emails: [String]
  /// As the service normalised it.
  package let linkedinUrl: String?
  package let linkedinUrlSalesNav: String?
  /// The contact's fields, custom ones among them, with the service's values.
  package let fields: [String: JSONValue]
  package let owner: UserID?
  package let source: String?
  /// ISO 8601, as the service wrote it.
  package let createdAt: String?
  package let createdBy: UserID?
  package let unsubscribed: Bool?
  /// Whether this call, as far as the service knows, made the contact.
  package let created: Bool
  package let updated: Bool
  package let companyLinked: Bool
  package let company: CompanyID?
  package let warnings: [ServiceWarning]
  /// How often it was sent; at least 1.
  package let attempts: Int
  /// An earlier attempt of this call may have reached the CRM, its answer lost.
  ///
  /// Then `created: false` does not mean that the contact existed before the call.
  package let mayRepeatEarlierAttempt: Bool

  package init(
    id: ContactID,
    team: TeamID? = nil,
    emails: [String] = [],
    linkedinUrl: String? = nil,
    linkedinUrlSalesNav: String? = nil,
    fields: [String: JSONValue] = [:],
    owner: UserID? = nil,
    source: String? = nil,
    createdAt: String? = nil,
    createdBy: UserID? = nil,
    unsubscribed: Bool? = nil,
    created: Bool,
    updated: Bool,
    companyLinked: Bool = false,
    company: CompanyID? = nil,
    warnings: [ServiceWarning] = [],
    attempts: Int = 1,
    mayRepeatEarlierAttempt: Bool = false
  ) {
    self.id = id
    self.team = team
    self.emails = emails
    self.linkedinUrl = linkedinUrl
    self.linkedinUrlSalesNav = linkedinUrlSalesNav
    self.fields = fields
    self.owner = owner
    self.source = source
    self.createdAt = createdAt
    self.createdBy = createdBy
    self.unsubscribed = unsubscribed
    self.created = created
    self.updated = updated
    self.companyLinked = companyLinked
    self.company = company
    self.warnings = warnings
    self.attempts = attempts
    self.mayRepeatEarlierAttempt = mayRepeatEarlierAttempt
  }
}

/// Something that the service says beside a success.
package struct ServiceWarning: Hashable, Sendable {
  /// Such as `COMPANY_NOT_FOUND`; empty when the service gave none.
  package let code: String
  /// One line, at most 200 characters.
  package let message: String

  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
