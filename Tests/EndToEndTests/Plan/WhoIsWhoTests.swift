import Foundation
import Testing

/// A key is a name, an identifier is a person: with the built program, over the wire.
@Suite struct WhoIsWhoTests {
  private static let people = """
    contacts:
      alice: {email: alice@example.com, firstName: Alice, phone: "+1"}
      bob: {email: bob@example.com, firstName: Bob, phone: "+2"}

    """
  private static let keysSwapped = people.replacing("alice:", with: "tmp:")
    .replacing("bob:", with: "alice:").replacing("tmp:", with: "bob:")
  private static let emailsSwapped = people.replacing("alice@", with: "tmp@")
    .replacing("bob@", with: "alice@").replacing("tmp@", with: "bob@")

  /// What the CRM holds of both, by id.
  private func held(_ scenario: Scenario) async throws -> [String: String] {
    var held: [String: String] = [:]
    for email in ["alice@example.com", "bob@example.com"] {
      let contact = try await scenario.contact(email)
      let id = try #require(contact["_id"] as? String)
      held[id] = "\(email) \(contact.fields["firstName"] ?? "") \(contact.fields["phone"] ?? "")"
    }
    return held
  }

  @Test func `keys that are swapped cost no request, and each contact keeps its record`()
    async throws
  {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.people)
      let before = try await held(scenario)
      let requests = scenario.requestCount
      try scenario.workspace.write(Self.keysSwapped)
      let plan = try await scenario.workspace.run("plan", "--out", "p.json")
      #expect(plan.lastLine.contains(" 2 to rename,"), "\(plan)")
      let apply = try await scenario.workspace.run("apply", "p.json")
      #expect(apply.status == 0, "\(apply)")
      #expect(scenario.writes(after: requests).isEmpty)
      #expect(try await held(scenario) == before)
      try await scenario.expectConverged()
    }
  }

  @Test func `emails that are swapped change the other fields, and the plan says so`() async throws
  {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.people)
      let before = try await held(scenario)
      let plan = try await scenario.plan(Self.emailsSwapped, "--out", "p.json")
      #expect(plan.status == 0 && plan.standardError.contains("R1030"), "\(plan)")
      let apply = try await scenario.workspace.run("apply", "p.json")
      #expect(apply.status == 0, "\(apply)")
      let after = try await held(scenario)
      #expect(after.mapValues { $0.prefix(4) } == before.mapValues { $0.prefix(4) })
      #expect(after.values.sorted() == ["alice@example.com Bob +2", "bob@example.com Alice +1"])
      try await scenario.expectConverged()
      try await scenario.apply(Self.people)
      #expect(try await held(scenario) == before)
      try await scenario.expectConverged()
    }
  }

  @Test func `the key of a contact that goes is taken by another, saved plan or not`() async throws
  {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.people)
      let before = try await held(scenario)
      let requests = scenario.requestCount
      let manifest =
        "settings: {onRemove: delete, limits: {delete: 1}}\n"
        + "contacts:\n  bob: {email: alice@example.com, firstName: Alice, phone: \"+1\"}\n"
      try scenario.workspace.write(manifest)
      let plan = try await scenario.workspace.run("plan", "--out", "p.json")
      #expect(plan.lastLine.contains(" 1 to rename, 0 to forget, 1 to delete;"), "\(plan)")
      let apply = try await scenario.workspace.run("apply", "p.json")
      #expect(apply.status == 0, "\(apply)")
      let alice = try #require(before.first { $0.value.hasPrefix("alice") })
      let bob = try #require(before.first { $0.value.hasPrefix("bob") })
      #expect(scenario.writes(after: requests) == ["DELETE /api/contacts/\(bob.key)"])
      let state = try scenario.workspace.read("roster.state.jsonl")
      #expect(state.contains(alice.key) && !state.contains(bob.key))
      try await scenario.expectConverged()
    }
  }

  @Test func `LinkedIn URLs that are swapped while emails stay are an error with the way out`()
    async throws
  {
    try await Scenario.run { scenario in
      let url = "https://www.linkedin.com/in"
      let people = """
        contacts:
          a: {email: a@example.com, linkedinUrl: \(url)/one}
          b: {email: b@example.com, linkedinUrl: \(url)/two}
        """
      try await scenario.apply(people)
      let requests = scenario.requestCount
      let swapped = people.replacing("/one", with: "/tmp").replacing("/two", with: "/one")
        .replacing("/tmp", with: "/two")
      let refused = try await scenario.apply(swapped, expecting: 1)
      #expect(refused.standardError.contains("R1031"), "\(refused)")
      #expect(scenario.writes(after: requests).isEmpty)
      // The way out that it names.
      try await scenario.apply(
        people.replacing("/one", with: "/three").replacing("/two", with: "/one")
      )
      try await scenario.apply(swapped)
      try await scenario.expectConverged()
    }
  }

  @Test func `an email that was not given up is not sent for another`() async throws {
    let faults = "rules: [{method: POST, path: /contacts, body: moved@, status: 400, text: no}]"
    try await Scenario.run(faults: faults) { scenario in
      try await scenario.apply(Self.people)
      let before = try await held(scenario)
      let edited =
        Self.people.replacing("email: alice@", with: "email: moved@")
        + "  new: {email: alice@example.com, firstName: New}\n"
      let output = try await scenario.apply(edited, expecting: 1)
      #expect(output.standardOutput.contains("Not attempted:"), "\(output)")
      #expect(output.lastLine.hasSuffix("1 failed, 0 findings, 1 not attempted."), "\(output)")
      let only = try await scenario.apply(edited, "--only", "contact.new", expecting: 1)
      #expect(only.standardError.contains("R1032"), "\(only)")
      #expect(try await held(scenario) == before)
    }
  }

  @Test func `an email that the CRM did not replace is not sent for another`() async throws {
    let faults = "rules: [{method: POST, path: /contacts, body: moved@, ignoreField: email}]"
    try await Scenario.run(faults: faults) { scenario in
      try await scenario.apply(Self.people)
      let before = try await held(scenario)
      let edited =
        Self.people.replacing("email: alice@", with: "email: moved@")
        + "  new: {email: alice@example.com, firstName: New}\n"
      for _ in 1...2 {
        let output = try await scenario.apply(edited, expecting: 1)
        #expect(
          output.standardOutput.contains("the CRM did not give contact.alice another one"),
          "\(output)"
        )
        #expect(output.lastLine.hasSuffix("0 failed, 1 findings, 1 not attempted."), "\(output)")
        #expect(try await held(scenario) == before)
      }
    }
  }

  @Test(arguments: [
    (["--exclude", "contact.n"], 0), (["--only", "contact.alice"], 1),
    (["--only", "contact.n"], 1),
    (["--only", "contact.n", "--only", "bob"], 1),
  ])
  func `a filter deletes nobody who is still declared, and says who is held back`(
    _ filter: [String],
    _ status: Int
  ) async throws {
    try await Scenario.run { scenario in
      let settings = "settings: {onRemove: delete, limits: {delete: 5}}\n"
      try await scenario.apply(settings + Self.people)
      let requests = scenario.requestCount
      try scenario.workspace.write(settings + Self.people.replacing("alice:", with: "n:"))
      let output = try await scenario.workspace.run(["apply", "--auto-approve"] + filter)
      #expect(output.status == Int32(status) && output.standardError.contains("R1008"), "\(output)")
      #expect(output.standardOutput.contains("No changes.") == (status == 0), "\(output)")
      #expect(scenario.writes(after: requests).isEmpty)
    }
  }

  @Test func `what one contact overwrote of another is sent again once it is gone`() async throws {
    try await Scenario.run { scenario in
      let url = "https://www.linkedin.com/in/one-example"
      _ = try await scenario.curl(
        "-sS",
        "-H",
        "Content-Type: application/json",
        scenario.url + "/contacts",
        "-d",
        #"{"email":"one@example.com","linkedinUrl":"\#(url)"}"#
      )
      let x = "contacts:\n  x: {email: one@example.com, firstName: X}\n"
      try await scenario.apply(
        x + "  y: {linkedinUrl: \(url), firstName: Y}\n",
        "--parallelism",
        "1",
        expecting: 3
      )
      let both = try await scenario.workspace.run("plan")
      #expect(both.status == 1 && both.standardError.contains("R1033"), "\(both)")
      try await scenario.apply(x)
      #expect(try await scenario.contact("one@example.com").fields["firstName"] as? String == "X")
      try await scenario.expectConverged()
    }
  }

  @Test func `a contact that was forgotten and is declared again is settled in one apply`()
    async throws
  {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.people)
      try await scenario.apply(
        "contacts:\n  bob: {email: bob@example.com, firstName: Bob, phone: \"+2\"}\n"
      )
      let again = try await scenario.apply(Self.people)
      #expect(again.standardOutput.contains("was in the CRM already"), "\(again)")
      try await scenario.expectConverged()
    }
  }

  @Test func `a state that went back is said beside its plan`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.people)
      let old = try scenario.workspace.read("roster.state.jsonl")
      try await scenario.apply(Self.people + "  kim: {email: kim@example.com}\n")
      try scenario.workspace.write(old, to: "roster.state.jsonl")
      let plan = try await scenario.plan(Self.people, "--report", "markdown=plan.md")
      #expect(plan.lastLine.hasPrefix("No changes."), "\(plan)")
      #expect(plan.standardError.contains("R2060"), "\(plan)")
      #expect(try scenario.workspace.read("plan.md").contains("R2060"))
    }
  }

  /// A kill at any write to the state's files leaves both contacts, each with its own record.
  @Test func `a swap survives a kill at every write to the state`() async throws {
    var count = 0
    try await Scenario.run { scenario in
      try await scenario.apply(Self.people)
      var workspace = scenario.workspace
      workspace.environment["LD_PRELOAD"] = Workspace.crashPoints
      workspace.environment["CRASH_POINTS_FILES_ONLY"] = "1"
      workspace.environment["CRASH_POINTS_LOG"] = workspace.path + "/calls"
      try workspace.write(Self.emailsSwapped)
      #expect(try await workspace.run("apply", "--auto-approve").status == 0)
      count = try workspace.read("calls").split(separator: "\n").count
    }
    #expect(count > 10)
    for point in 1...max(1, count) {
      try await Scenario.run { scenario in
        try await scenario.apply(Self.people)
        let before = try await held(scenario)
        var workspace = scenario.workspace
        workspace.environment["LD_PRELOAD"] = Workspace.crashPoints
        workspace.environment["CRASH_POINTS_FILES_ONLY"] = "1"
        workspace.environment["CRASH_POINTS_KILL_AT"] = "\(point)"
        workspace.environment["CRASH_POINTS_WHEN"] = point.isMultiple(of: 2) ? "before" : "after"
        try workspace.write(Self.emailsSwapped)
        _ = try await workspace.run("apply", "--auto-approve")
        try await scenario.apply(Self.emailsSwapped)
        let after = try await held(scenario)
        #expect(after.mapValues { $0.prefix(4) } == before.mapValues { $0.prefix(4) }, "\(point)")
        #expect(
          after.values.sorted() == ["alice@example.com Bob +2", "bob@example.com Alice +1"],
          "\(point)"
        )
        try await scenario.expectConverged()
      }
    }
  }
}
