import Engine
import JSONText
import Model
import Planning
import Testing

@Suite struct AnswerCheckTests {
  private static let address = Address(key: "jane")
  private static let id = ContactID("ctc_1")

  private static let facts = CRMFacts(
    team: Team(
      id: TeamID("tea_1"),
      name: "T",
      users: [
        TeamMember(id: UserID("usr_1"), name: nil, email: "ada@example.com", role: nil),
        TeamMember(id: UserID("usr_2"), name: nil, email: "Grace@example.com", role: nil),
      ]
    ),
    companies: [
      RemoteCompany(id: CompanyID("cpn_1"), name: nil, domain: "acme.example", linkedinUrl: nil)
    ]
  )

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let sent: [(String, AttributeValue)]
    let answer: UpsertAnswer
    var knownID: ContactID?
    var shared: String?
    var expected: [Finding.Kind] = []
    var actual: String?
  }

  private static func answer(
    id: String = "ctc_1",
    emails: [String] = ["jane@example.com"],
    linkedinUrl: String? = nil,
    fields: [String: JSONValue] = [:],
    owner: String? = "usr_1",
    source: String? = "api",
    created: Bool = true,
    companyLinked: Bool = false,
    company: String? = nil,
    mayRepeat: Bool = false
  ) -> UpsertAnswer {
    var fields = fields
    if let linkedinUrl { fields["linkedinUrl"] = .string(linkedinUrl) }
    return UpsertAnswer(
      RemoteContact(
        id: ContactID(id),
        emails: emails,
        fields: fields,
        owner: owner.map { UserID($0) },
        company: company.map { CompanyID($0) },
        source: source
      ),
      created: created,
      companyLinked: companyLinked,
      mayRepeatEarlierAttempt: mayRepeat
    )
  }

  static let cases: [Case] = [
    Case(
      testDescription: "all as asked",
      sent: [("email", .string("Jane@Example.com")), ("firstName", .string("Jane"))],
      answer: answer(fields: ["firstName": .string("Jane")])
    ),
    Case(
      testDescription: "an existing contact where a creation was planned",
      sent: [("email", .string("jane@example.com"))],
      answer: answer(created: false),
      expected: [.adopted],
      actual: "ctc_1"
    ),
    Case(
      testDescription: "an update after an attempt that may have landed is no adoption",
      sent: [("email", .string("jane@example.com"))],
      answer: answer(created: false, mayRepeat: true)
    ),
    Case(
      testDescription: "another contact than the state's",
      sent: [("email", .string("jane@example.com"))],
      answer: answer(id: "ctc_9", created: false),
      knownID: id,
      expected: [.contactDiffers],
      actual: "ctc_9"
    ),
    Case(
      testDescription: "a new contact where the state knows one",
      sent: [("email", .string("jane@example.com"))],
      answer: answer(id: "ctc_9"),
      knownID: id,
      expected: [.recreated],
      actual: "ctc_9"
    ),
    Case(
      testDescription: "a contact that another address has",
      sent: [("email", .string("jane@example.com"))],
      answer: answer(),
      shared: "other",
      expected: [.contactShared],
      actual: "ctc_1"
    ),
    Case(
      testDescription: "a company that is not linked",
      sent: [("companyDomain", .string("acme.example"))],
      answer: answer(),
      expected: [.companyNotLinked]
    ),
    Case(
      testDescription: "the company meant is linked",
      sent: [("companyDomain", .string("https://www.acme.example/"))],
      answer: answer(companyLinked: true, company: "cpn_1")
    ),
    Case(
      testDescription: "another company is linked",
      sent: [("companyDomain", .string("acme.example"))],
      answer: answer(companyLinked: true, company: "cpn_9"),
      expected: [.companyDiffers],
      actual: "cpn_9"
    ),
    Case(
      testDescription: "another company than the id is linked",
      sent: [("companyId", .string("cpn_1")), ("companyDomain", .string("other.example"))],
      answer: answer(companyLinked: true, company: "cpn_9"),
      expected: [.companyDiffers],
      actual: "cpn_9"
    ),
    Case(
      testDescription: "a link to a company that is not named",
      sent: [("companyDomain", .string("acme.example"))],
      answer: answer(companyLinked: true),
      expected: [.companyDiffers]
    ),
    Case(
      testDescription: "an update that says that it created the contact",
      sent: [("email", .string("jane@example.com"))],
      answer: answer(),
      knownID: id,
      expected: [.recreated],
      actual: "ctc_1"
    ),
    Case(
      testDescription: "an email that is not the main one any more",
      sent: [("email", .string("jane@example.com"))],
      answer: answer(emails: ["j@example.org", "jane@example.com"]),
      expected: [.fieldNotKept],
      actual: "j@example.org"
    ),
    Case(
      testDescription: "an email in another case and with its domain in ASCII",
      sent: [("email", .string("Jane@bücher.example"))],
      answer: answer(emails: ["jane@xn--bcher-kva.example", "j@example.org"])
    ),
    Case(
      testDescription: "no link was asked for",
      sent: [("firstName", .string("J"))],
      answer: answer(fields: ["firstName": .string("J")])
    ),
    Case(
      testDescription: "the owner meant, by email in another case",
      sent: [("contactOwner", .string("grace@example.com"))],
      answer: answer(owner: "usr_2")
    ),
    Case(
      testDescription: "an ignored owner",
      sent: [("contactOwner", .string("grace@example.com"))],
      answer: answer(owner: "usr_1"),
      expected: [.ownerIgnored],
      actual: "usr_1"
    ),
    Case(
      testDescription: "an owner who is no member",
      sent: [("contactOwner", .string("nobody@example.com"))],
      answer: answer(),
      expected: [.ownerIgnored],
      actual: "usr_1"
    ),
    Case(
      testDescription: "a field with another value",
      sent: [("firstName", .string("Jane"))],
      answer: answer(fields: ["firstName": .string("Old")]),
      expected: [.fieldNotKept],
      actual: "Old"
    ),
    Case(
      testDescription: "a field that is missing",
      sent: [("custom.tier", .string("gold"))],
      answer: answer(),
      expected: [.fieldNotKept]
    ),
    Case(
      testDescription: "a number in another notation",
      sent: [("custom.score", .number(12))],
      answer: answer(fields: ["score": .number("12.0")])
    ),
    Case(
      testDescription: "another number",
      sent: [("custom.score", .number(12))],
      answer: answer(fields: ["score": .number("13")]),
      expected: [.fieldNotKept],
      actual: "13"
    ),
    Case(
      testDescription: "a Boolean as text",
      sent: [("custom.vip", .boolean(true))],
      answer: answer(fields: ["vip": .string("true")])
    ),
    Case(
      testDescription: "a day answered as an instant",
      sent: [("custom.renewal", .string("2027-03-31"))],
      answer: answer(fields: ["renewal": .string("2027-03-31T00:00:00.000Z")])
    ),
    Case(
      testDescription: "another day",
      sent: [("custom.renewal", .string("2027-03-31"))],
      answer: answer(fields: ["renewal": .string("2027-04-01T00:00:00.000Z")]),
      expected: [.fieldNotKept],
      actual: "2027-04-01T00:00:00.000Z"
    ),
    Case(
      testDescription: "a missing additional email",
      sent: [("additionalEmails", .list(["j@example.org"]))],
      answer: answer(),
      expected: [.fieldNotKept],
      actual: "jane@example.com"
    ),
    Case(
      testDescription: "a normalised LinkedIn URL",
      sent: [("linkedinUrl", .string("https://linkedin.com/in/jane"))],
      answer: answer(linkedinUrl: "https://www.linkedin.com/in/jane")
    ),
    Case(
      testDescription: "a LinkedIn URL that the answer does not have",
      sent: [("linkedinUrl", .string("https://linkedin.com/in/jane"))],
      answer: answer()
    ),
    Case(
      testDescription: "another LinkedIn URL",
      sent: [("linkedinUrl", .string("https://linkedin.com/in/jane"))],
      answer: answer(linkedinUrl: "https://www.linkedin.com/in/june"),
      expected: [.fieldNotKept],
      actual: "https://www.linkedin.com/in/june"
    ),
    Case(
      testDescription: "the source of a new contact",
      sent: [("source", .string("fair"))],
      answer: answer(source: "api"),
      expected: [.fieldNotKept],
      actual: "api"
    ),
    Case(
      testDescription: "a job title that went to the linked company's job",
      sent: [("jobTitle", .string("CTO")), ("companyId", .string("cpn_1"))],
      answer: answer(companyLinked: true, company: "cpn_1")
    ),
    Case(
      testDescription: "a job title that is lost",
      sent: [("jobTitle", .string("CTO"))],
      answer: answer(),
      expected: [.fieldNotKept]
    ),
  ]

  @Test(arguments: cases)
  func `an answer is compared with what was asked`(_ item: Case) throws {
    let address = try #require(Self.address)
    let attributes = Attributes(
      try item.sent.map { (try #require(AttributeKey($0.0)), $0.1) }
    )
    let change = Change(
      address: address,
      action: item.knownID == nil ? .create : .update,
      contactID: item.knownID,
      after: attributes
    )
    let findings = AnswerCheck(facts: Self.facts).findings(
      for: change,
      sent: ContactUpsert(attributes: attributes),
      answer: item.answer,
      sharedWith: item.shared.flatMap { Address(key: $0) }
    )
    #expect(findings.map(\.kind) == item.expected)
    #expect(findings.first?.actual == item.actual)
  }

  @Test func `an expected adoption is no finding`() throws {
    let address = try #require(Self.address)
    let change = Change(address: address, action: .create, after: Attributes())
    let check = AnswerCheck(facts: Self.facts, adoptsExisting: true)
    let answer = Self.answer(created: false)
    let upsert = ContactUpsert(attributes: Attributes())
    #expect(
      check.findings(for: change, sent: upsert, answer: answer, sharedWith: nil).isEmpty
    )
    #expect(check.effect(of: change, answer: answer) == .adopted)
  }

  @Test func `an owner cannot be judged when the team is not known`() throws {
    let address = try #require(Self.address)
    let attributes = Attributes([(.field(.contactOwner), .string("grace@example.com"))])
    let change = Change(address: address, action: .create, after: attributes)
    let findings = AnswerCheck(facts: CRMFacts(team: nil, companies: [])).findings(
      for: change,
      sent: ContactUpsert(attributes: attributes),
      answer: Self.answer(),
      sharedWith: nil
    )
    #expect(findings.isEmpty)
  }
}
