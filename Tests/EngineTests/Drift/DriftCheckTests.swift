import Engine
import JSONText
import Model
import Planning
import Testing

@Suite struct DriftCheckTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var fields: [String: JSONValue] = [
      "jobTitle": .string("PM"), "tier": .string("gold"), "seats": .number("5"),
      "vip": .boolean(true),
    ]
    var emails = ["Jane@example.com", "j2@example.com"]
    var linkedinUrl: String?
    var owner: String? = "usr_1"
    var company: String? = "cpn_1"
    var findings: [Finding] = []
    /// What the CRM holds otherwise, by key.
    var expected: [String: AttributeValue?] = [:]
  }

  private static let sound: [String: JSONValue] = Case(testDescription: "").fields

  private static func fields(_ changes: [String: JSONValue?]) -> [String: JSONValue] {
    var fields = sound
    for (name, value) in changes { fields[name] = value }
    return fields
  }

  static let cases: [Case] = [
    Case(testDescription: "as applied, in another case"),
    Case(
      testDescription: "another title",
      fields: fields(["jobTitle": .string("Boss")]),
      expected: ["jobTitle": .string("Boss")]
    ),
    // It may be with the job at the company.
    Case(testDescription: "no title, and a company", fields: fields(["jobTitle": nil])),
    Case(
      testDescription: "an emptied custom field",
      fields: fields(["tier": nil]),
      expected: ["custom.tier": nil]
    ),
    Case(
      testDescription: "another number, written as text",
      fields: fields(["seats": .string("7")]),
      expected: ["custom.seats": .number(7)]
    ),
    Case(testDescription: "the number as text", fields: fields(["seats": .string("5.0")])),
    Case(
      testDescription: "another flag",
      fields: fields(["vip": .boolean(false)]),
      expected: ["custom.vip": .boolean(false)]
    ),
    Case(
      testDescription: "another main email",
      emails: ["new@example.com", "j2@example.com"],
      expected: ["email": .string("new@example.com")]
    ),
    Case(
      testDescription: "further emails gone",
      emails: ["jane@example.com"],
      expected: ["additionalEmails": nil]
    ),
    Case(testDescription: "a LinkedIn URL that is not said", linkedinUrl: nil),
    Case(
      testDescription: "another LinkedIn URL",
      linkedinUrl: "https://www.linkedin.com/in/other",
      expected: ["linkedinUrl": .string("https://www.linkedin.com/in/other")]
    ),
    Case(
      testDescription: "another owner",
      owner: "usr_2",
      expected: ["contactOwner": .string("usr_2")]
    ),
    Case(
      testDescription: "a company that is not said, and the title with it",
      fields: fields(["jobTitle": nil]),
      company: nil
    ),
    Case(
      testDescription: "another company",
      company: "cpn_2",
      expected: ["companyDomain": .string("cpn_2")]
    ),
    Case(
      testDescription: "what had not converged is no drift",
      fields: fields(["tier": .string("lost")]),
      findings: [Finding(.fieldNotKept, key: .custom("tier"))]
    ),
  ]

  private static func prior(_ findings: [Finding]) throws -> PriorContact {
    PriorContact(
      address: try #require(Address(key: "jane")),
      id: ContactID("ctc_1"),
      attributes: Attributes([
        (.field(.email), .string("jane@example.com")),
        (.field(.linkedinUrl), .string("https://linkedin.com/in/jane")),
        (.field(.additionalEmails), .list(["j2@example.com"])),
        (.field(.jobTitle), .string("PM")), (.field(.contactOwner), .string("ada@example.com")),
        (.field(.source), .string("fair")), (.field(.companyDomain), .string("acme.example")),
        (.custom("tier"), .string("gold")), (.custom("seats"), .number(5)),
        (.custom("vip"), .boolean(true)),
      ]),
      owner: UserID("usr_1"),
      company: CompanyID("cpn_1"),
      findings: findings
    )
  }

  @Test(arguments: cases)
  func `what the CRM holds is compared with what was applied`(_ item: Case) throws {
    var fields = item.fields
    if let url = item.linkedinUrl { fields["linkedinUrl"] = .string(url) }
    let remote = RemoteContact(
      id: ContactID("ctc_1"),
      emails: item.emails,
      fields: fields,
      owner: item.owner.map { UserID($0) },
      company: item.company.map { CompanyID($0) },
      source: "api"
    )
    let drift = DriftCheck.drift(of: try Self.prior(item.findings), remote: remote)
    let held = Dictionary(
      (drift?.fields ?? []).map { ($0.key.description, $0.held) }
    ) { first, _ in first }
    #expect(held == item.expected)
    #expect(drift == nil || drift?.isGone == false)
  }

  @Test func `a contact that is not in the CRM is gone`() throws {
    let drift = DriftCheck.drift(of: try Self.prior([]), remote: nil)
    #expect(drift?.isGone == true)
  }
}
