import Foundation
import Testing

/// What somebody else changed in the CRM: `drift` shows it, `--refresh` undoes it.
@Suite struct DriftTests {
  private static let people = """
    fields: {tier: text, score: number}
    contacts:
      jane: {email: jane@example.com, jobTitle: PM, companyDomain: acme.example, \
    contactOwner: ada@sales.example.com, custom: {tier: gold, score: 5}}
      bob: {email: bob@example.com, phone: "123"}
      eve: {email: eve@example.com, firstName: Eve}
      zoe: {email: zoe@example.com, firstName: Zoe}
    """

  /// Applies, and edits the CRM behind roster's back: jane and bob changed, eve deleted.
  private func edited(_ scenario: Scenario) async throws {
    try await scenario.apply(Self.people)
    for body in [
      #"{"email":"jane@example.com","jobTitle":"Boss","score":7,"contactOwner":"grace@sales.example.com","companyDomain":"globex.example"}"#,
      #"{"email":"bob@example.com","phone":"999","firstName":"Bob"}"#,
    ] {
      let answer = try await scenario.curl(
        "-sS",
        "-H",
        "Content-Type: application/json",
        "-d",
        body,
        scenario.url + "/contacts"
      )
      #expect(answer.contains("\"success\":true"), "\(answer)")
    }
    let answer = try await scenario.curl(
      "-sS",
      "-X",
      "DELETE",
      scenario.url + "/contacts/eve@example.com"
    )
    #expect(answer.contains("\"success\":true"), "\(answer)")
  }

  @Test func `drift says what was changed, and changes nothing`() async throws {
    try await Scenario.run { scenario in
      try await edited(scenario)
      let state = try scenario.workspace.read("roster.state.jsonl")
      let requests = scenario.requestCount
      let output = try await scenario.workspace.run("drift", "--detailed-exitcode")
      #expect(output.status == 2, "\(output)")
      for text in [
        "\"PM\" → \"Boss\"", "custom.score", "5 → 7", "\"123\" → \"999\"", "contactOwner",
        "companyDomain", "contact.eve", "not in the CRM any more",
      ] {
        #expect(
          output.standardOutput.replacing(#/ +→ +/#, with: " → ").contains(text),
          "\(text): \(output)"
        )
      }
      #expect(!output.standardOutput.contains("zoe"), "\(output)")
      #expect(output.lastLine == "Drift: 2 changed, 1 gone; 1 as applied.")
      #expect(scenario.writes(after: requests).isEmpty)
      #expect(scenario.requestCount - requests == 2, "the team, and all contacts in one request")
      #expect(try scenario.workspace.read("roster.state.jsonl") == state)
      let json = try await scenario.workspace.run("drift", "bob", "--format", "json")
      #expect(json.standardOutput.contains(#""held":{"phone":"999"}"#), "\(json)")
    }
  }

  @Test func `a plan without refresh trusts the state, one with it undoes the drift`() async throws
  {
    try await Scenario.run { scenario in
      try await edited(scenario)
      #expect(try await scenario.workspace.run("plan").lastLine.hasPrefix("No changes."))
      let refused = try await scenario.workspace.run("plan", "--refresh")
      #expect(refused.status == 1 && refused.standardError.contains("R1035"), "\(refused)")
      let options = ["--refresh", "--max-creates", "1"]
      let plan = try await scenario.workspace.run(["plan", "--out", "p.json"] + options)
      #expect(plan.lastLine.hasPrefix("Plan: 1 to create, 2 to update"), "\(plan)")
      #expect(plan.lastLine.hasSuffix("; 1 of those to create was deleted in the CRM."), "\(plan)")
      #expect(plan.standardError.contains("R1034"), "\(plan)")
      let words = plan.standardOutput.split { $0.isWhitespace }.joined(separator: " ")
      #expect(
        words.contains("it was deleted in the CRM since the last apply; it would be created again")
      )
      #expect(try scenario.workspace.read("p.json").contains(#""action_reason":"drift""#))
      let requests = scenario.requestCount
      let output = try await scenario.workspace.run("apply", "p.json")
      #expect(output.status == 0, "\(output)")
      #expect(output.lastLine.hasPrefix("Apply complete: 1 created, 2 updated"), "\(output)")
      let bob = scenario.writes(after: requests).filter { $0.contains("bob@") }
      #expect(bob == [#"POST /api/contacts {"email":"bob@example.com","phone":"123"}"#])
      let jane = try await scenario.contact("jane@example.com")
      #expect(jane.fields["jobTitle"] as? String == "PM")
      // What roster does not manage stays as colleagues left it.
      #expect(try await scenario.contact("bob@example.com").fields["firstName"] as? String == "Bob")
      let again = try await scenario.workspace.run("drift", "--detailed-exitcode")
      #expect(again.status == 0 && again.lastLine.hasPrefix("No drift. 4 contacts"), "\(again)")
      try await scenario.expectConverged()
    }
  }

  @Test func `apply --refresh does so in one step, within --only`() async throws {
    try await Scenario.run { scenario in
      try await edited(scenario)
      let output = try await scenario.apply(Self.people, "--refresh", "--only", "contact.bob")
      #expect(output.lastLine.hasPrefix("Apply complete: 0 created, 1 updated"), "\(output)")
      let drift = try await scenario.workspace.run("drift")
      #expect(drift.lastLine == "Drift: 1 changed, 1 gone; 2 as applied.", "\(drift)")
    }
  }

  @Test func `more contacts than a request holds are all read`() async throws {
    try await Scenario.run { scenario in
      let many =
        "contacts:\n" + (1...250).map { "  p\($0)@example.com: {firstName: P}\n" }.joined()
      try await scenario.apply(many)
      let requests = scenario.requestCount
      let output = try await scenario.workspace.run("drift")
      #expect(output.lastLine == "No drift. 250 contacts are in the CRM as last applied.")
      #expect(scenario.requestCount - requests == 4)
    }
  }

  @Test func `a key of another team, and another endpoint, are refused`() async throws {
    let faults =
      "rules:\n  - {path: /team, from: 2, setField: {path: _id, value: tea_Other000000000001}}"
    try await Scenario.run(faults: faults) { scenario in
      try await scenario.apply(Self.people)
      let output = try await scenario.workspace.run("drift")
      #expect(output.status == 1, "\(output)")
      #expect(output.standardError.contains("tea_Other000000000001"), "\(output)")
      let elsewhere = try await scenario.workspace.run(
        "drift",
        "--endpoint",
        "http://127.0.0.1:1/api"
      )
      #expect(elsewhere.status == 1, "\(elsewhere)")
      #expect(elsewhere.standardError.contains(scenario.url), "\(elsewhere)")
    }
  }
}
