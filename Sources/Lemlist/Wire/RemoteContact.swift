package import JSONText
package import Model

/// A contact as the CRM holds it.
package struct RemoteContact: Equatable, Sendable {
  package let id: ContactID
  package let team: TeamID?
  package let fullName: String?
  /// The main one first.
  package let emails: [String]
  package let linkedinUrl: String?
  package let linkedinUrlSalesNav: String?
  /// Its fields, custom ones among them, with the service's values.
  package let fields: [String: JSONValue]
  package let owner: UserID?
  package let company: CompanyID?
  package let source: String?
  /// ISO 8601, as the service wrote it.
  package let createdAt: String?
  package let createdBy: UserID?
  package let unsubscribed: Bool?
  package let fieldRejections: [FieldRejection]

  /// The main one.
  package var email: String? { emails.first }

  package init(
    id: ContactID,
    team: TeamID? = nil,
    fullName: String? = nil,
    emails: [String] = [],
    linkedinUrl: String? = nil,
    linkedinUrlSalesNav: String? = nil,
    fields: [String: JSONValue] = [:],
    owner: UserID? = nil,
    company: CompanyID? = nil,
    source: String? = nil,
    createdAt: String? = nil,
    createdBy: UserID? = nil,
    unsubscribed: Bool? = nil,
    fieldRejections: [FieldRejection] = []
  ) {
    self.id = id
    self.team = team
    self.fullName = fullName
    self.emails = emails
    self.linkedinUrl = linkedinUrl
    self.linkedinUrlSalesNav = linkedinUrlSalesNav
    self.fields = fields
    self.owner = owner
    self.company = company
    self.source = source
    self.createdAt = createdAt
    self.createdBy = createdBy
    self.unsubscribed = unsubscribed
    self.fieldRejections = fieldRejections
  }
}

/// A value that the CRM refused to write on a contact.
package struct FieldRejection: Hashable, Sendable {
  package let field: String
  package let reason: String
  package let rejectedValue: String?

  package init(field: String, reason: String, rejectedValue: String?) {
    self.field = field
    self.reason = reason
    self.rejectedValue = rejectedValue
  }
}

/// One page of all contacts.
package struct ContactPage: Equatable, Sendable {
  package let contacts: [RemoteContact]
  /// Of all pages, at the time of the answer; `nil` when the service does not say.
  package let total: Int?

  package init(contacts: [RemoteContact], total: Int?) {
    self.contacts = contacts
    self.total = total
  }
}
