import Foundation
import Testing

/// What the API does silently otherwise than asked, and what roster says of it.
@Suite struct FindingTests {
  @Test
  func `a company that the CRM lacks is said, kept, planned again, and linked once it exists`()
    async throws
  {
    try await Scenario.run { scenario in
      let manifest = """
        companies: {initech: {domain: initech.example}}
        contacts:
          a@example.com: {firstName: A, jobTitle: CTO, company: initech}
        """
      let first = try await scenario.apply(manifest, expecting: 3)
      #expect(first.standardError.contains("initech.example"), "the preflight's warning: \(first)")
      #expect(first.standardOutput.contains("not linked"), "\(first)")
      #expect(first.lastLine.hasSuffix("0 failed, 1 findings."), "\(first)")
      let plan = try await scenario.workspace.run("plan")
      #expect(plan.standardOutput.contains("trying again"), "\(plan)")
      #expect(plan.lastLine.contains("1 to update"), "\(plan)")
      var before = scenario.requestCount
      try await scenario.apply(manifest, expecting: 3)
      #expect(
        scenario.writes(after: before) == [
          #"POST /api/contacts {"email":"a@example.com","jobTitle":"CTO","companyDomain":"initech.example"}"#
        ]
      )
      _ = try await scenario.curl(
        "-sS",
        "-H",
        "Content-Type: application/json",
        scenario.url + "/companies",
        "-d",
        #"{"name":"Initech","domain":"initech.example"}"#
      )
      before = scenario.requestCount
      try await scenario.apply(manifest)
      try await scenario.expectConverged()
    }
  }

  @Test func `an unknown owner stops the run before the first write`() async throws {
    try await Scenario.run { scenario in
      let manifest = "contacts:\n  a@example.com:\n    contactOwner: nobody@sales.example.com"
      let output = try await scenario.apply(manifest, expecting: 1)
      #expect(output.standardError.contains("roster.yaml:3:19"), "\(output)")
      let excerpt = """
         3 |     contactOwner: nobody@sales.example.com
           |                   ^^^^^^^^^^^^^^^^^^^^^^^^
        """
      #expect(output.standardError.contains(excerpt), "\(output)")
      #expect(scenario.writes().isEmpty)
      #expect(!scenario.workspace.exists("roster.state.jsonl"))
    }
  }

  @Test func `an owner that was ignored is a finding when the preflight was skipped`() async throws
  {
    try await Scenario.run { scenario in
      let manifest = "contacts:\n  a@example.com:\n    contactOwner: nobody@sales.example.com"
      let output = try await scenario.apply(manifest, "--no-preflight", expecting: 3)
      #expect(output.standardOutput.contains("owner"), "\(output)")
      let plan = try await scenario.workspace.run("plan", "--detailed-exitcode")
      #expect(plan.status == 2, "\(plan)")
      try await scenario.apply(
        "contacts:\n  a@example.com:\n    contactOwner: grace@sales.example.com"
      )
      try await scenario.expectConverged()
    }
  }

  @Test func `an unregistered custom field stops the run with a suggestion`() async throws {
    try await Scenario.run { scenario in
      let manifest = "contacts:\n  a@example.com:\n    custom: {teir: gold}"
      let output = try await scenario.apply(manifest, expecting: 1)
      #expect(output.standardError.contains("tier"), "\(output)")
      #expect(scenario.writes().isEmpty)
    }
  }

  @Test func `a field that was not kept is a finding and is sent again`() async throws {
    try await Scenario.run { scenario in
      let manifest = "contacts:\n  a@example.com:\n    firstName: A\n    custom: {teir: gold}"
      try await scenario.apply(manifest, "--no-preflight", expecting: 3)
      let before = scenario.requestCount
      try await scenario.apply(manifest, "--no-preflight", expecting: 3)
      #expect(
        scenario.writes(after: before) == [
          #"POST /api/contacts {"email":"a@example.com","teir":"gold"}"#
        ]
      )
    }
  }

  @Test func `two declared people that the CRM holds as one are both named`() async throws {
    try await Scenario.run { scenario in
      _ = try await scenario.curl(
        "-sS",
        "-H",
        "Content-Type: application/json",
        scenario.url + "/contacts",
        "-d",
        #"{"email":"one@example.com","linkedinUrl":"https://www.linkedin.com/in/one-example"}"#
      )
      let manifest = """
        contacts:
          by-email: {email: one@example.com, firstName: A}
          by-linkedin: {linkedinUrl: https://www.linkedin.com/in/one-example, lastName: B}
        """
      let output = try await scenario.apply(manifest, expecting: 3)
      let report = output.standardOutput
      #expect(report.contains("contact.by-email") && report.contains("contact.by-linkedin"))
      #expect(report.contains("one contact in the CRM"), "\(output)")
      let plan = try await scenario.workspace.run("plan")
      #expect(plan.status == 1 && plan.standardError.contains("R1033"), "\(plan)")
    }
  }

  /// An answer that speaks of somebody whom nobody asked for.
  private static func strangersAnswer(to requests: String) -> String {
    """
    rules:
      - {path: /contacts, method: POST, requests: \(requests), status: 200, contentType: application/json, \
    text: '{"success":true,"data":{"_id":"ctc_Stranger000000001","emails":[{"value":"stranger@example.com"}],\
    "fields":{},"created":false,"updated":true}}'}
    """
  }

  @Test func `an answer about another contact leaves no trace, and the contact is sent again`()
    async throws
  {
    try await Scenario.run(faults: Self.strangersAnswer(to: "[2, 3]")) { scenario in
      try await scenario.apply("contacts:\n  a@example.com: {phone: '1'}")
      let both = "contacts:\n  a@example.com: {phone: '2'}\n  b@example.com: {phone: '3'}"
      let output = try await scenario.apply(both, "--parallelism", "1", expecting: 1)
      for text in ["R3120", "ctc_Stranger000000001, stranger@example.com", "2 failed, 0 findings"] {
        #expect(output.description.contains(text), "\(output)")
      }
      #expect(!(try scenario.workspace.read("roster.state.jsonl")).contains("ctc_Stranger"))
      let again = try await scenario.apply(both)
      #expect(again.lastLine.hasPrefix("Apply complete: 1 created, 1 updated"), "\(again)")
      #expect(again.lastLine.hasSuffix("0 failed, 0 findings."), "\(again)")
      #expect(!scenario.writes().contains { $0.contains("contactId") })
      try await scenario.expectConverged()
      #expect(try await scenario.contact("a@example.com").fields["phone"] as? String == "2")
    }
  }

  @Test
  func `after another id than the state's, a new email goes to the contact that had the old one`()
    async throws
  {
    let answer = """
      rules:
        - {path: /contacts, method: POST, requests: [1], status: 201, after: true, \
      contentType: application/json, text: '{"success":true,"data":{"_id":"ctc_Stranger000000001",\
      "emails":[{"value":"a@example.com"}],"fields":{"firstName":"A"},"created":true}}'}
      """
    try await Scenario.run(faults: answer) { scenario in
      func person(_ email: String, _ name: String) -> String {
        "contacts:\n  a: {email: \(email), firstName: \(name)}"
      }
      try await scenario.apply(person("a@example.com", "A"))
      let differs = try await scenario.apply(person("a@example.com", "B"), expecting: 3)
      #expect(differs.standardOutput.contains("about another contact"), "\(differs)")
      let id = try await scenario.contact("a@example.com")["_id"] as? String
      let moved = try await scenario.apply(person("b@example.com", "B"))
      #expect(!moved.description.contains("was gone"), "\(moved)")
      #expect(try await scenario.contact("b@example.com")["_id"] as? String == id)
      try await scenario.expectConverged()
    }
  }

  @Test(arguments: [[], ["--max-deletes", "5"]])
  func `of two that are one contact in the CRM, the one that stays gets its values back`(
    deletion: [String]
  ) async throws {
    try await Scenario.run { scenario in
      _ = try await scenario.curl(
        "-sS",
        "-H",
        "Content-Type: application/json",
        scenario.url + "/contacts",
        "-d",
        #"{"email":"x@example.com","linkedinUrl":"https://linkedin.com/in/y"}"#
      )
      let settings = deletion.isEmpty ? "" : "settings: {onRemove: delete}\n"
      let x = settings + "contacts:\n  x: {email: x@example.com, firstName: X}\n"
      let y = "  y: {linkedinUrl: 'https://www.linkedin.com/in/y', firstName: Y, phone: '2'}\n"
      let first = try await scenario.apply(
        x + y,
        "--adopt",
        "--parallelism",
        "1",
        expecting: 3
      )
      #expect(first.standardOutput.contains("are one contact in the CRM"), "\(first)")
      #expect(try await scenario.contact("x@example.com").fields["firstName"] as? String == "Y")
      let plan = try await scenario.plan(x)
      #expect(
        plan.lastLine.contains("1 to update") && plan.lastLine.contains("1 to forget"),
        "\(plan)"
      )
      try scenario.workspace.write(x)
      let saved = try await scenario.workspace.run(["plan", "--out", "plan.json"] + deletion)
      #expect(saved.status == 0, "\(saved)")
      let output = try await scenario.workspace.run(["apply", "plan.json"])
      #expect(output.status == 0, "\(output)")
      #expect(try await scenario.contact("x@example.com").fields["firstName"] as? String == "X")
      try await scenario.expectConverged()
    }
  }
}
