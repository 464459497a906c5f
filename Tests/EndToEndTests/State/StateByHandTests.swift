import Foundation
import Testing

/// Changing the state by hand: under the lock, with a backup, and never in the CRM.
@Suite struct StateByHandTests {
  private static let people =
    "contacts:\n  a@example.com: {firstName: A}\n  b@example.com: {firstName: B}\n"

  @Test func `mv moves the record, and the manifest's new key then finds it`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.people)
      let before = scenario.requestCount
      let dry = try await scenario.workspace.run(
        "state",
        "mv",
        "contact.a@example.com",
        "ann",
        "--dry-run"
      )
      #expect(dry.status == 0 && dry.lastLine == "Nothing was changed.", "\(dry)")
      let moved = try await scenario.workspace.run("state", "mv", "contact.a@example.com", "ann")
      #expect(moved.status == 0, "\(moved)")
      #expect(scenario.workspace.exists("roster.state.jsonl.backup"))
      #expect(scenario.requestCount == before)
      try scenario.workspace.write(
        "contacts:\n  ann: {email: a@example.com, firstName: A}\n  b@example.com: {firstName: B}\n"
      )
      try await scenario.expectConverged()
    }
  }

  @Test func `an address with hidden characters is printed with them shown`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply("contacts:\n  \"a\\u202Eb\": {email: a@example.com}\n")
      let moved = try await scenario.workspace.run("state", "mv", "a\u{202E}b", "c\u{202E}d")
      #expect(
        moved.status == 0 && moved.standardOutput.contains(#"contact.a\u{202E}b → "#),
        "\(moved)"
      )
      #expect(!moved.standardOutput.unicodeScalars.contains("\u{202E}"))
      let removed = try await scenario.workspace.run("state", "rm", "c\u{202E}d")
      #expect(
        removed.status == 0 && removed.standardOutput.contains(#"c\u{202E}d removed"#),
        "\(removed)"
      )
    }
  }

  @Test func `rm forgets the record, and the CRM keeps the contact`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.people)
      let before = scenario.requestCount
      let removed = try await scenario.workspace.run("state", "rm", "contact.a@example.com")
      #expect(removed.status == 0, "\(removed)")
      #expect(scenario.requestCount == before)
      #expect(try await scenario.workspace.run("state", "list").lastLine == "contact.b@example.com")
      let a = try await scenario.contact("a@example.com")
      #expect(a["_id"] is String)
    }
  }

  @Test(arguments: [
    (["state", "mv", "contact.nobody", "x"], "contact.nobody"),
    (["state", "mv", "contact.a@example.com", "b@example.com"], "already"),
    (["state", "rm", "contact.a@exmple.com"], "contact.a@example.com"),
    (["state", "show", "nobody"], "nobody"),
  ])
  func `a wrong address is explained and changes nothing`(
    _ arguments: [String],
    _ word: String
  ) async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.people)
      let before = try scenario.workspace.read("roster.state.jsonl")
      let output = try await scenario.workspace.run(arguments)
      #expect(output.status == 1, "\(output)")
      #expect(output.standardError.contains(word), "\(output)")
      #expect(try scenario.workspace.read("roster.state.jsonl") == before)
    }
  }

  @Test func `repair explains what it found, keeps the damaged file and leaves a sound state`()
    async throws
  {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.people)
      var lines = try scenario.workspace.read("roster.state.jsonl").split(separator: "\n")
      lines[1] = "damaged"
      let damaged = lines.joined(separator: "\n") + "\n"
      try scenario.workspace.write(damaged, to: "roster.state.jsonl")
      #expect(try await scenario.workspace.run("plan").status == 1)
      let dry = try await scenario.workspace.run("state", "repair", "--dry-run")
      #expect(dry.standardOutput.contains("roster.state.jsonl:2"), "\(dry)")
      #expect(try scenario.workspace.read("roster.state.jsonl") == damaged)
      let repair = try await scenario.workspace.run("state", "repair")
      #expect(
        repair.status == 0 && repair.standardOutput.contains("1 contact is sound"),
        "\(repair)"
      )
      #expect(try scenario.workspace.read("roster.state.jsonl.damaged") == damaged)
      let plan = try await scenario.workspace.run("plan")
      #expect(plan.lastLine.contains("1 to create"), "\(plan)")
    }
  }

  @Test func `a changed manifest is named when its saved plan is applied`() async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.people, to: "team/roster.yaml")
      #expect(
        try await scenario.workspace.run("plan", "team/roster.yaml", "--out", "p.json").status == 0
      )
      try scenario.workspace.write(Self.people + "# edited\n", to: "team/roster.yaml")
      let output = try await scenario.workspace.run("apply", "p.json")
      #expect(output.status == 0, "\(output)")
      #expect(output.standardError.contains("team/roster.yaml"), "\(output)")
      #expect(scenario.workspace.exists("team/roster.state.jsonl"))
    }
  }
}
