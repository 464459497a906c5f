import Model

/// The API's two forms of a contact.
///
/// Source: "Add and update contact", 201 and 200; "Get Many Contacts", 200.
struct ContactAnswer {
  let teamId: String

  /// The answer to an upsert; `companyLinked` and `companyId` refer to this call's company (guess).
  func upsert(_ outcome: ContactStore.Outcome) -> WireValue {
    let contact = outcome.contact
    let data = WireValue.object([
      "_id": .string(contact.id),
      "teamId": .string(teamId),
      "emails": emails(contact),
      "linkedinUrl": contact.linkedinUrl.map { .string($0) },
      "linkedinUrlSalesNav": contact.linkedinUrlSalesNav.map { .string($0) },
      "fields": .object(contact.visibleFields),
      "ownerId": .string(contact.ownerId),
      "source": .string(contact.source),
      "createdAt": .string(contact.createdAt.iso8601),
      "createdBy": .string(contact.createdBy),
      "unsubscribed": false,
      "created": .bool(outcome.isCreated),
      "updated": outcome.isCreated ? nil : true,
      "companyLinked": .bool(outcome.isCompanyLinked),
      "companyId": outcome.isCompanyLinked ? contact.companyId.map { .string($0) } : nil,
    ])
    return .object([
      "success": true,
      "data": data,
      "warnings": outcome.isCompanyMissing ? .array([Self.missingCompany]) : nil,
    ])
  }

  /// The answer to a read.
  ///
  /// Beyond the documented members it has identifiers, company and source (guess).
  func read(_ contact: ContactRecord) -> WireValue {
    let computed = WireValue.Member(name: FieldRegistry.computedField, value: false)
    return .object([
      "_id": .string(contact.id),
      "teamId": .string(teamId),
      "fullName": contact.fullName.map { .string($0) },
      "email": contact.email.map { .string($0) },
      "emails": emails(contact),
      "linkedinUrl": contact.linkedinUrl.map { .string($0) },
      "linkedinUrlSalesNav": contact.linkedinUrlSalesNav.map { .string($0) },
      "fields": .object(contact.visibleFields + [computed]),
      "campaigns": .array([]),
      "companyId": contact.companyId.map { .string($0) },
      "ownerId": .string(contact.ownerId),
      "source": .string(contact.source),
      "createdAt": .string(contact.createdAt.iso8601),
      "createdBy": .string(contact.createdBy),
      "unsubscribed": false,
      "fieldRejections": .array([]),
    ])
  }

  private func emails(_ contact: ContactRecord) -> WireValue {
    let all = (contact.email.map { [$0] } ?? []) + contact.additionalEmails
    return .array(all.map { .object(["value": .string($0)]) })
  }

  /// A warning that the company was not found.
  ///
  /// The description has optional warnings, such as of company resolution issues; code and
  /// text are a guess.
  private static let missingCompany = WireValue.object([
    "code": "COMPANY_NOT_FOUND",
    "message": "No company matches the given companyId, companyDomain or companyLinkedinUrl",
  ])
}
