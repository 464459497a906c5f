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

  @Test func `a key is found in every spelling that looks the same`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(
        "contacts:\n  jose\u{301}: {email: a@example.com}\n  \u{430}nna: {email: b@example.com}\n"
      )
      let shown = try await scenario.workspace.run("state", "show", "jos\u{E9}")
      #expect(shown.status == 0 && shown.standardOutput.contains("a@example.com"), "\(shown)")
      let listed = try await scenario.workspace.run("state", "list", "jos\u{E9}")
      #expect(listed.standardError == "" && listed.lastLine.hasPrefix("contact.jos"), "\(listed)")
      let near = try await scenario.workspace.run("state", "show", "anna")
      #expect(near.standardError.contains("It has U+0430, and you wrote U+0061."), "\(near)")

      let renamed = try await scenario.plan(
        "contacts:\n  jos\u{E9}: {email: a@example.com}\n  \u{430}nna: {email: b@example.com}\n",
        "--only",
        "jos\u{E9}"
      )
      let note = "the key looks the same; other code points: U+0065 U+0301 → U+00E9"
      #expect(renamed.status == 0 && renamed.standardOutput.contains(note), "\(renamed)")
      let moved = try await scenario.workspace.run("state", "mv", "jos\u{E9}", "jos\u{E9}")
      #expect(
        moved.standardOutput.contains("other code points: U+0065 U+0301 → U+00E9"),
        "\(moved)"
      )
      try await scenario.expectConverged()
    }
  }

  @Test func `a serial that cannot be raised stops before anything is sent`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.people)
      let before = scenario.requestCount
      let spent = try await scenario.workspace.shell(
        """
        sed -i 's/"serial":1,/"serial":9007199254740990,/' roster.state.jsonl
        sum=$(head -n -1 roster.state.jsonl | sha256sum | cut -d' ' -f1)
        sed -i "\\$s/[0-9a-f]\\{64\\}/$sum/" roster.state.jsonl
        roster plan --detailed-exitcode | tail -1; cp roster.state.jsonl kept
        echo '  c@example.com: {}' >> roster.yaml; sed -i 's/A}/B}/' roster.yaml
        roster apply --auto-approve 2>&1; echo $?; roster state rm a@example.com 2>&1; echo $?
        cmp kept roster.state.jsonl && ls -A
        """
      )
      #expect(spent.standardOutput.hasPrefix("No changes."), "\(spent)")
      #expect(spent.standardOutput.ranges(of: "error[R2050]").count == 2, "\(spent)")
      #expect(
        spent.standardOutput.ranges(of: "\n1\n").count == 2
          && !spent.standardOutput.contains("removed")
      )
      #expect(
        spent.standardOutput.hasSuffix("roster.yaml\n")
          && !spent.standardOutput.contains(".journal")
      )
      #expect(scenario.writes(after: before).isEmpty)
      let repaired = try await scenario.workspace.run("state", "repair")
      #expect(repaired.standardOutput.contains("A new lineage begins"), "\(repaired)")
      let apply = try await scenario.workspace.run("apply", "--auto-approve")
      #expect(apply.lastLine.hasPrefix("Apply complete: 1 created, 1 updated"), "\(apply)")
      try await scenario.expectConverged()
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

  @Test(arguments: [
    ("update", #"sed -i s/Bob/Rob/ roster.yaml"#),
    (
      "deletion",
      #"printf 'settings: {onRemove: delete}\ncontacts:\n  ada@example.com: {}\n' > roster.yaml"#
    ),
  ])
  func `nothing is sent with an id that two contacts of a state have`(
    _ change: String,
    _ edit: String
  ) async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(
        "contacts:\n  ada@example.com: {firstName: Ada}\n  bob@example.com: {firstName: Bob}\n"
      )
      let output = try await scenario.workspace.shell(
        """
        id=$(grep -o '"id":"[^"]*"' roster.state.jsonl | head -1); cp roster.state.jsonl sound.jsonl
        sed 's/"id":"[^"]*"/'"$id"'/' sound.jsonl | head -n -1 > roster.state.jsonl
        echo "{\\"count\\":2,\\"sha256\\":\\"$(sha256sum < roster.state.jsonl | cut -c1-64)\\"}" >> roster.state.jsonl
        \(edit)
        roster apply --auto-approve; echo "status $?"; roster state repair --dry-run; roster state repair
        roster plan | tail -1
        """
      )
      #expect(output.standardOutput.contains("status 1"), "\(output)")
      #expect(output.standardError.ranges(of: "R2071").count == 3, "\(output)")
      #expect(
        output.standardOutput.contains("contact.bob@example.com shares its contact"),
        "\(output)"
      )
      #expect(output.lastLine.contains("to create"), "\(output)")
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
