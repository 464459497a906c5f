package import JSONText
package import Model

/// A contact as the CRM holds it, read or answered.
package struct RemoteContact: Equatable, Sendable {
  package let id: ContactID
  package let team: TeamID?
  /// The main one first.
  package let emails: [String]
  /// Its fields, custom ones among them, with the CRM's values.
  package let fields: [String: JSONValue]
  package let owner: UserID?
  package let company: CompanyID?
  package let source: String?
  /// Values that the CRM refused to write on it.
  package let fieldRejections: [FieldRejection]

  package init(
    id: ContactID,
    team: TeamID? = nil,
    emails: [String] = [],
    fields: [String: JSONValue] = [:],
    owner: UserID? = nil,
    company: CompanyID? = nil,
    source: String? = nil,
    fieldRejections: [FieldRejection] = []
  ) {
    self.id = id
    self.team = team
    self.emails = emails
    self.fields = fields
    self.owner = owner
    self.company = company
    self.source = source
    self.fieldRejections = fieldRejections
  }

  /// The text that it holds in a field; `nil` when the CRM does not say, or holds no text there.
  package func text(_ field: Field) -> String? { fields[field.name]?.string }
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
