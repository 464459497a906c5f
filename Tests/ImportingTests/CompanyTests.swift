import Importing
import Manifest
import Model
import Testing

@Suite struct CompanyTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let source: ImportOptions.CompanySource?
    let rows: String
    /// For each contact, by its email: the company's name and what it links by.
    let expected: [String: String]
  }

  static let cases: [Case] = [
    Case(
      testDescription: "a domain column is named after the company",
      source: nil,
      rows: "a@x.example,Acme Labs,acme.example,",
      expected: ["a@x.example": "acme-labs acme.example"]
    ),
    Case(
      testDescription: "a named company is linked by the email's domain",
      source: nil,
      rows: "a@x.example,Acme Labs,,\nb@x.example,,,",
      expected: ["a@x.example": "acme-labs x.example"]
    ),
    Case(
      testDescription: "with domain, every email's domain is a company",
      source: .domain,
      rows: "a@acme.co.uk,Acme Labs,,\nb@mail.x.example,,,\nc@yahoo.example,,,",
      expected: ["a@acme.co.uk": "acme acme.co.uk", "b@mail.x.example": "mail-x mail.x.example"]
    ),
    Case(
      testDescription: "with name, the most frequent domain counts for all of a name",
      source: .name,
      rows: "a@x.example,Acme,,\nb@y.example,ACME,,\nc@y.example,Acme,,\nd@y.example,,,",
      expected: [
        "a@x.example": "acme y.example", "b@y.example": "acme y.example",
        "c@y.example": "acme y.example",
      ]
    ),
    Case(
      testDescription: "with name, two names keep two entries",
      source: .name,
      rows: "a@x.example,Acme,x.example,\nb@x.example,Globex,x.example,",
      expected: ["a@x.example": "acme x.example", "b@x.example": "globex x.example"]
    ),
    Case(
      testDescription: "free-mail domains are no companies",
      source: nil,
      rows: "a@yahoo.example,Acme,,\nb@yahoo.example,Globex,yahoo.example,",
      expected: [:]
    ),
    Case(
      testDescription: "a LinkedIn page links, and by its domain where another row says it",
      source: nil,
      rows: """
        a@x.example,Acme,,linkedin.com/company/acme
        b@x.example,Globex,globex.example,linkedin.com/company/globex
        c@x.example,Globex,,linkedin.com/company/globex
        """,
      expected: [
        "a@x.example": "acme https://www.linkedin.com/company/acme",
        "b@x.example": "globex globex.example", "c@x.example": "globex globex.example",
      ]
    ),
    Case(
      testDescription: "two companies of one name get numbers, the same in any order",
      source: nil,
      rows: "a@z.example,Acme,z.example,\nb@y.example,Acme,y.example,",
      expected: ["a@z.example": "acme-2 z.example", "b@y.example": "acme y.example"]
    ),
    Case(
      testDescription: "names in other scripts stay",
      source: nil,
      rows: "a@x.example,東京商事,x.example,\nb@y.example,!!!,y.example,",
      expected: ["a@x.example": "東京商事 x.example", "b@y.example": "y y.example"]
    ),
  ]

  @Test(arguments: cases)
  func `companies become named entries`(_ example: Case) throws {
    var options = ImportOptions()
    options.companyFrom = example.source
    let text = "email,company,domain,company linkedin url\n" + example.rows
    let result = Importer.importFiles([csv(text)], options: options)
    let read = readManifest(try #require(result.manifest))
    #expect(read.diagnostics == [])
    var found: [String: String] = [:]
    for contact in try #require(read.desired?.contacts) {
      guard let name = contact.companyName, let email = contact.attributes.string(.email) else {
        continue
      }
      let link =
        contact.attributes.string(.companyDomain) ?? contact.attributes.string(.companyLinkedinUrl)
      found[email] = "\(name) \(link ?? "")"
    }
    #expect(found == example.expected)
  }

  @Test func `a company that nothing links is reported`() {
    let result = Importer.importFiles([csv("email,company\na@yahoo.example,Acme\n")])
    #expect(
      result.report.rows.flatMap(\.notes) == [
        ImportReport.Note(
          column: "company",
          value: "Acme",
          reason: "nothing links it: it has neither a domain nor a LinkedIn URL"
        )
      ]
    )
  }

  @Test func `a company's id stands alone`() throws {
    let text = "email,company,domain,companyId\na@x.example,Acme,acme.example,cpn_a1\n"
    let contact = try #require(try contacts(Importer.importFiles([csv(text)])).values.first)
    #expect(contact.string(.companyId) == "cpn_a1")
    #expect(contact.string(.companyDomain) == nil)
  }
}
