import Foundation
import Testing

/// What people do to a manifest, and what plan and apply make of it.
@Suite struct LifecycleTests {
  private static let team = """
    companies:
      acme: {domain: acme.example}
      globex: {id: cpn_Globex00000000001}
    contacts:
      jane-smith:
        email: jane.smith@example.com
        firstName: Jane
        jobTitle: PM
        company: acme
      bob@example.com:
        firstName: Bob
        phone: +33123456789
    """

  private func edited(_ old: String, _ new: String) -> String {
    Self.team.replacingOccurrences(of: old, with: new)
  }

  /// Applies the team, then edits it, plans and applies that, and checks that it converged.
  private func afterEdit(
    _ old: String,
    _ new: String,
    _ body: (Scenario, RunOutput, [String]) async throws -> Void
  ) async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.team)
      let plan = try await scenario.plan(edited(old, new))
      #expect(plan.status == 0, "\(plan)")
      let before = scenario.requestCount
      try await scenario.apply(edited(old, new))
      try await body(scenario, plan, scenario.writes(after: before))
      try await scenario.expectConverged()
    }
  }

  @Test func `a new manifest is created with one request a contact, and converges`() async throws {
    try await Scenario.run { scenario in
      let plan = try await scenario.plan(Self.team)
      #expect(
        plan.lastLine
          == "Plan: 2 to create, 0 to update, 0 to rename, 0 to forget, 0 to delete; 0 unchanged."
      )
      #expect(scenario.requestCount == 0)
      let apply = try await scenario.apply(Self.team)
      #expect(
        apply.lastLine
          == "Apply complete: 2 created, 0 updated, 0 renamed, 0 forgotten, 0 deleted; 0 failed, 0 findings."
      )
      #expect(scenario.writes().count == 2)
      try await scenario.expectConverged()
      let jane = try await scenario.contact("jane.smith@example.com")
      #expect(jane.fields["firstName"] as? String == "Jane")
    }
  }

  @Test func `an edited field is shown at its line and sent alone with one identifier`()
    async throws
  {
    try await afterEdit("firstName: Bob", "firstName: Robert") { _, plan, writes in
      #expect(plan.standardOutput.contains("contact.bob@example.com"))
      #expect(plan.standardOutput.contains("\"Bob\" → \"Robert\""))
      #expect(plan.standardOutput.contains("11"), "the line of the field")
      #expect(writes == [#"POST /api/contacts {"email":"bob@example.com","firstName":"Robert"}"#])
    }
  }

  @Test func `a removed field is no longer managed and costs no request`() async throws {
    try await afterEdit("\n    phone: +33123456789", "") { scenario, plan, writes in
      #expect(plan.standardOutput.contains("no longer managed"))
      #expect(writes.isEmpty)
      let bob = try await scenario.contact("bob@example.com")
      #expect(bob.fields["phone"] as? String == "+33123456789")
    }
  }

  @Test func `a removed contact is forgotten without a request`() async throws {
    let bob = "  bob@example.com:\n    firstName: Bob\n    phone: +33123456789"
    try await afterEdit(bob, "") { scenario, plan, writes in
      #expect(plan.lastLine.contains("1 to forget"))
      #expect(writes.isEmpty)
      let bob = try await scenario.contact("bob@example.com")
      #expect(bob["_id"] is String)
    }
  }

  @Test func `a renamed key moves in the state without a request`() async throws {
    try await afterEdit("  jane-smith:", "  jane:") { _, plan, writes in
      #expect(plan.lastLine.contains("1 to rename"))
      #expect(writes.isEmpty)
    }
  }

  @Test func `a changed email is sent by the id that the state knows`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.team)
      let id = try await scenario.contact("jane.smith@example.com")["_id"] as? String ?? "?"
      let before = scenario.requestCount
      try await scenario.apply(edited("jane.smith@example.com", "jane.miller@example.com"))
      #expect(
        scenario.writes(after: before) == [
          #"POST /api/contacts {"contactId":"\#(id)","email":"jane.miller@example.com"}"#
        ]
      )
      try await scenario.expectConverged()
      #expect(try await scenario.contact("jane.miller@example.com")["_id"] as? String == id)
    }
  }

  @Test func `a changed company travels with the job`() async throws {
    try await afterEdit("company: acme", "company: globex") { _, _, writes in
      #expect(
        writes == [
          #"POST /api/contacts {"email":"jane.smith@example.com","jobTitle":"PM","companyId":"cpn_Globex00000000001"}"#
        ]
      )
    }
  }

  @Test func `a saved plan is applied as it was reviewed, or not at all, and only once`()
    async throws
  {
    try await Scenario.run { scenario in
      let workspace = scenario.workspace
      try workspace.write(Self.team)
      #expect(try await workspace.run("plan", "--out", "p.json").status == 0)
      try workspace.write(edited("firstName: Bob", "firstName: Robert"))
      let refused = try await workspace.run("apply", "p.json")
      #expect(refused.status == 1, "\(refused)")
      #expect(refused.standardError.contains("`change.after.firstName` of"), "\(refused)")
      #expect(scenario.requestCount == 0)
      try workspace.write(Self.team)
      let apply = try await workspace.run("apply", "p.json")
      #expect(apply.status == 0, "\(apply)")
      #expect(try await scenario.contact("bob@example.com").fields["firstName"] as? String == "Bob")
      let before = scenario.requestCount
      let again = try await workspace.run("apply", "p.json")
      #expect(again.status == 1, "\(again)")
      #expect(again.standardError.contains("serial 0"), "\(again)")
      #expect(scenario.requestCount == before)
    }
  }

  @Test func `what a saved plan shows is sent byte for byte`() async throws {
    try await Scenario.run { scenario in
      let workspace = scenario.workspace
      let text = #"{firstName: "Zoë \"Z\"", summary: "two\nlines <b> \\ 🙂", phone: 0123}"#
      try workspace.write(
        "contacts:\n  zoe@example.com: \(text)\n  bob@example.com: {firstName: B}\n"
      )
      #expect(try await workspace.run("plan", "--out", "p.json").status == 0)
      let planned = try workspace.read("p.json").split(separator: "\n").compactMap { line in
        line.firstMatch(
          of: /"request":\{"method":"POST","path":"\/contacts","body":(\{.*?\})\},"source"/
        )
        .map { "POST /api/contacts " + $0.output.1 }
      }
      #expect(planned.count == 2)
      #expect(try await workspace.run("apply", "p.json").status == 0)
      #expect(Set(scenario.writes()) == Set(planned))
      try await scenario.expectConverged()
    }
  }

  @Test func `onRemove delete needs an explicit limit and then deletes in the CRM`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply("settings: {onRemove: delete}\n" + Self.team)
      let bob = "  bob@example.com:\n    firstName: Bob\n    phone: +33123456789"
      let without = "settings: {onRemove: delete}\n" + edited(bob, "")
      let refused = try await scenario.apply(without, expecting: 1)
      #expect(refused.standardError.contains("--max-deletes"), "\(refused)")
      let before = scenario.requestCount
      let done = try await scenario.apply(without, "--max-deletes", "1")
      #expect(done.lastLine.contains("1 deleted"))
      #expect(scenario.writes(after: before).count == 1)
      try await scenario.expectConverged()
    }
  }

  @Test func `detailed exit codes tell changes from none`() async throws {
    try await Scenario.run { scenario in
      #expect(try await scenario.plan(Self.team, "--detailed-exitcode").status == 2)
      try await scenario.apply(Self.team)
      #expect(try await scenario.plan(Self.team, "--detailed-exitcode").status == 0)
    }
  }
}
