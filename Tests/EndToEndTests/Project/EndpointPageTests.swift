import Foundation
import Testing

/// The endpoint's page, line by line: manifest, plan, request, CRM, answer, state.
@Suite struct EndpointPageTests {
  static let everything = """
    fields:
      tier: text
      score: number
      vip: boolean
      renewal: date
      seen: datetime
      direct: phone
    contacts:
      whole:
        email: whole@example.com
        linkedinUrl: https://linkedin.com/in/whole-example
        linkedinUrlSalesNav: https://www.linkedin.com/sales/lead/ACwAAWhole1
        additionalEmails: [other@example.com, third@example.org]
        firstName: Ada
        lastName: No
        phone: 0123
        jobTitle: 1e3
        jobDescription: 2024-01-01
        picture: https://pictures.example.com/ada.png
        timezone: Europe/Paris
        industry: "true"
        languages: French
        location: Paris, France
        skills: Swift
        summary: "Line one\\nline two"
        tagline: "~"
        contactOwner: grace@sales.example.com
        source: fair
        companyDomain: acme.example
        custom:
          tier: gold
          score: 12.5
          vip: true
          renewal: 2027-03-31
          seen: 2026-05-04T09:30:00Z
          direct: +33 1 23
    """

  @Test func `every field goes the whole way to the CRM and the state, and converges`()
    async throws
  {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.everything)
      #expect(
        scenario.writes() == [
          #"POST /api/contacts {"email":"whole@example.com","linkedinUrl":"https://linkedin.com/in/whole-example","#
            + #""linkedinUrlSalesNav":"https://www.linkedin.com/sales/lead/ACwAAWhole1","#
            + #""additionalEmails":["other@example.com","third@example.org"],"firstName":"Ada","lastName":"No","#
            + #""phone":"0123","jobTitle":"1e3","jobDescription":"2024-01-01","#
            + #""picture":"https://pictures.example.com/ada.png","timezone":"Europe/Paris","industry":"true","#
            + #""languages":"French","location":"Paris, France","skills":"Swift","summary":"Line one\nline two","#
            + #""tagline":"~","contactOwner":"grace@sales.example.com","source":"fair","companyDomain":"acme.example","#
            + #""direct":"+33 1 23","renewal":"2027-03-31","score":12.5,"seen":"2026-05-04T09:30:00Z","tier":"gold","vip":true}"#
        ]
      )
      let contact = try await scenario.contact("whole@example.com")
      let expected: [String: String] = [
        "firstName": "Ada", "lastName": "No", "phone": "0123", "jobTitle": "1e3",
        "jobDescription": "2024-01-01", "picture": "https://pictures.example.com/ada.png",
        "timezone": "Europe/Paris", "industry": "true", "languages": "French",
        "location": "Paris, France", "skills": "Swift", "summary": "Line one\nline two",
        "tagline": "~", "tier": "gold", "renewal": "2027-03-31", "direct": "+33 1 23",
      ]
      for (name, value) in expected {
        #expect(contact.fields[name] as? String == value, "\(name)")
      }
      #expect(contact.fields["score"] as? Double == 12.5)
      #expect(contact.fields["vip"] as? Bool == true)
      #expect(contact["ownerId"] as? String == "usr_Grace000000000001")
      let shown = try await scenario.workspace.run(
        "state",
        "show",
        "contact.whole",
        "--format",
        "json"
      )
      #expect(shown.status == 0, "\(shown)")
      for value in [
        "gold", "0123", "other@example.com", "cpn_Acme0000000000001", "usr_Grace000000000001",
      ] {
        #expect(shown.standardOutput.contains(value), "\(value) in \(shown)")
      }
      try await scenario.expectConverged()
    }
  }

  struct Matching: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let identifier: String
  }

  @Test(arguments: [
    Matching(testDescription: "email", identifier: "email: known@example.com"),
    Matching(
      testDescription: "LinkedIn URL",
      identifier: "linkedinUrl: http://linkedin.com/in/known-example/"
    ),
    Matching(
      testDescription: "Sales Navigator URL",
      identifier: "linkedinUrlSalesNav: https://www.linkedin.com/sales/lead/ACwAAKnown1"
    ),
  ])
  func `a match on any identifier updates, and the taken-over contact is called adopted`(
    _ matching: Matching
  ) async throws {
    try await Scenario.run { scenario in
      _ = try await scenario.curl(
        "-sS",
        "-H",
        "Content-Type: application/json",
        scenario.url + "/contacts",
        "-d",
        #"{"email":"known@example.com","linkedinUrl":"https://www.linkedin.com/in/known-example","linkedinUrlSalesNav":"https://www.linkedin.com/sales/lead/ACwAAKnown1","lastName":"Kept"}"#
      )
      let manifest = "contacts:\n  known:\n    \(matching.identifier)\n    firstName: New"
      let output = try await scenario.apply(manifest)
      #expect(output.standardOutput.contains("was in the CRM already"), "\(output)")
      let contact = try await scenario.contact("known@example.com")
      #expect(contact.fields["firstName"] as? String == "New")
      #expect(contact.fields["lastName"] as? String == "Kept")
      // It is said once: the state holds all that was sent.
      try await scenario.expectConverged()
    }
  }

  @Test(arguments: [
    ("companyId: cpn_Acme0000000000001", "cpn_Acme0000000000001"),
    ("companyDomain: acme.example", "cpn_Acme0000000000001"),
    ("companyLinkedinUrl: https://linkedin.com/company/globex", "cpn_Globex00000000001"),
    (
      "companyId: cpn_Acme0000000000001\n    companyDomain: globex.example",
      "cpn_Acme0000000000001"
    ),
    (
      "companyDomain: acme.example\n    companyLinkedinUrl: https://linkedin.com/company/globex",
      "cpn_Acme0000000000001"
    ),
  ])
  func `a company is linked by id, domain or LinkedIn URL, in that priority`(
    _ link: String,
    _ company: String
  ) async throws {
    try await Scenario.run { scenario in
      try await scenario.apply("contacts:\n  a@example.com:\n    \(link)")
      let shown = try await scenario.workspace.run("state", "show", "contact.a@example.com")
      #expect(shown.standardOutput.contains(company), "\(shown)")
      try await scenario.expectConverged()
    }
  }

  @Test(arguments: ["usr_Grace000000000001", "grace@sales.example.com", "GRACE@sales.example.com"])
  func `an owner is given by id or by email`(_ owner: String) async throws {
    try await Scenario.run { scenario in
      try await scenario.apply("contacts:\n  a@example.com: {contactOwner: \(owner)}")
      let contact = try await scenario.contact("a@example.com")
      #expect(contact["ownerId"] as? String == "usr_Grace000000000001")
      try await scenario.expectConverged()
    }
  }

  @Test func `a contact without an owner gets the key's`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply("contacts:\n  a@example.com: {firstName: A}")
      let contact = try await scenario.contact("a@example.com")
      #expect(contact["ownerId"] as? String == "usr_Ada00000000000001")
    }
  }

  @Test func `a changed source is a warning and never sent`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply("contacts:\n  a@example.com: {source: fair}")
      let plan = try await scenario.plan(
        "contacts:\n  a@example.com: {source: web}",
        "--detailed-exitcode"
      )
      #expect(plan.status == 0, "\(plan)")
      #expect(plan.standardError.contains("source"), "\(plan)")
      let before = scenario.requestCount
      try await scenario.apply("contacts:\n  a@example.com: {source: web, firstName: A}")
      #expect(
        scenario.writes(after: before) == [
          #"POST /api/contacts {"email":"a@example.com","firstName":"A"}"#
        ]
      )
    }
  }

  @Test func `what somebody else edited in the CRM stays`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply("contacts:\n  a@example.com: {firstName: A, lastName: B}")
      _ = try await scenario.curl(
        "-sS",
        "-H",
        "Content-Type: application/json",
        scenario.url + "/contacts",
        "-d",
        #"{"email":"a@example.com","lastName":"Edited"}"#
      )
      try await scenario.apply("contacts:\n  a@example.com: {firstName: Z, lastName: B}")
      let contact = try await scenario.contact("a@example.com")
      #expect(contact.fields["lastName"] as? String == "Edited")
      #expect(contact.fields["firstName"] as? String == "Z")
    }
  }
}
