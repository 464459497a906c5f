import Model
import Testing

@Suite struct ResourceTypeTests {
  @Test func `the table's rows stand in the order of their numbers`() {
    for type in [ResourceType.contact, .company, .list] {
      #expect(!type.identifiers.isEmpty)
      for (index, field) in type.fields.enumerated() {
        #expect(Int(field.number) == index)
        #expect(field.name == "\(field)")
        #expect(type.field(named: field.name) == field)
        #expect(!field.summary.isEmpty && !field.example.isEmpty)
      }
    }
  }

  /// Source: "Add and update contact", the body's fields.
  @Test func `the table holds just the fields of the endpoint's page`() {
    #expect(
      ResourceType.contact.fields.map(\.name) == [
        "email", "linkedinUrl", "linkedinUrlSalesNav", "additionalEmails", "firstName", "lastName",
        "phone", "jobTitle", "jobDescription", "picture", "timezone", "industry", "languages",
        "location", "skills", "summary", "tagline", "contactOwner", "source", "companyId",
        "companyDomain", "companyLinkedinUrl",
      ]
    )
    #expect(ResourceType.contact.identifiers == [.email, .linkedinUrl, .linkedinUrlSalesNav])
    #expect(ResourceType.contact.references == [.companyId, .companyDomain, .companyLinkedinUrl])
    #expect(ResourceType.contact.jobData == [.jobTitle, .jobDescription])
    #expect(ResourceType.contact.fields.filter { $0.role.contains(.creationOnly) } == [.source])
  }

  /// Source: "Create or update company", the body's fields but for `companyId`.
  @Test func `a company has just the fields of the endpoint's page`() {
    #expect(
      ResourceType.company.fields.map(\.name) == [
        "name", "domain", "linkedinUrl", "linkedinUrlSalesNav", "companyOwner", "industry",
        "location", "size", "specialties", "tagline", "type", "description", "foundedOn",
        "headquarters", "picture", "source",
      ]
    )
    #expect(ResourceType.company.creationOnly.map(\.name) == ["source"])
    #expect(ResourceType.company.owners.map(\.name) == ["companyOwner"])
  }

  @Test func `names are exact`() {
    #expect(ResourceType.contact.field(named: "firstname") == nil)
    #expect(ResourceType.contact.field(named: "contactId") == nil)
  }
}
