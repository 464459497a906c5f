import Model
import Testing

@Suite struct ContactFieldTests {
  @Test func `the table's rows stand in the order of their raw values`() {
    for (index, field) in ContactField.allCases.enumerated() {
      #expect(Int(field.rawValue) == index)
      #expect(field.name == "\(field)")
      #expect(ContactField(name: field.name) == field)
      #expect(!field.definition.summary.isEmpty && !field.definition.example.isEmpty)
    }
  }

  /// Source: "Add and update contact", the body's fields.
  @Test func `the table holds just the fields of the endpoint's page`() {
    #expect(
      ContactField.allCases.map(\.name) == [
        "email", "linkedinUrl", "linkedinUrlSalesNav", "additionalEmails", "firstName", "lastName",
        "phone", "jobTitle", "jobDescription", "picture", "timezone", "industry", "languages",
        "location", "skills", "summary", "tagline", "contactOwner", "source", "companyId",
        "companyDomain", "companyLinkedinUrl",
      ]
    )
    #expect(ContactField.identifiers == [.email, .linkedinUrl, .linkedinUrlSalesNav])
    #expect(ContactField.companyLinks == [.companyId, .companyDomain, .companyLinkedinUrl])
    #expect(ContactField.jobData == [.jobTitle, .jobDescription])
    #expect(ContactField.allCases.filter { $0.role.contains(.creationOnly) } == [.source])
  }

  @Test func `names are exact`() {
    #expect(ContactField(name: "firstname") == nil)
    #expect(ContactField(name: "contactId") == nil)
  }
}
