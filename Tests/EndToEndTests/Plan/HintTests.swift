import Foundation
import TestSupport
import Testing

/// Commands in hints are what has to be typed: with the options of the command that was run, quoted for a shell.
@Suite struct HintTests {
  private static let manifest = "contacts:\n  a@example.com: {firstName: A}\n"

  @Test func `a run without a terminal is told its own command`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.manifest, to: "my people/it's.yaml")
      let output = try await workspace.shell(
        """
        roster apply --sandbox --state 'my state.jsonl' --only 'a*' --max-creates 5 'my people' > out 2> hint; echo $?
        sed -n 's/^ *\\(roster .*\\)/\\1/p' hint > typed; cat typed; sed -n 1p typed > first; sed -n 2p typed > second
        bash first 2>&1 | tail -1; rm 'my state.jsonl'; bash second 2>&1 | tail -1
        """
      )
      #expect(
        output.standardOutput.hasPrefix(
          "1\nroster plan --sandbox --state 'my state.jsonl' --only 'a*'"
        ),
        "\(output)"
      )
      #expect(output.standardOutput.ranges(of: "Apply complete: 1 created").count == 2, "\(output)")
    }
  }

  @Test func `what a hint says to type works`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.manifest, to: "a b/ü $x.yaml")
      try workspace.write("email\nc@example.com\n", to: "crm.csv")
      let output = try await workspace.shell(
        """
        typed() { sed -n 's/^ *\\(roster .*\\)/\\1/p' "$1" | head -1; }
        roster plan --sandbox 'a b' --out 'p 1.json' > out 2> hint; typed hint; bash -c "$(typed hint)" 2>&1 | tail -1
        roster import crm.csv --out $'new\\nfile.yaml' 2> hint; typed hint; bash -c "$(typed hint)"
        roster import crm.csv --out ./-x.yaml 2> hint; bash -c "$(typed hint)"
        cd 'a b'; sed -i '1s/^/\\xEF\\xBB\\xBF/' roster.state.jsonl; cd ..
        roster plan --sandbox 'a b' > out 2> hint; typed hint; bash -c "$(typed hint)" | tail -1
        """
      )
      #expect(
        output.standardOutput.contains("roster apply --sandbox 'p 1.json'\nApply complete: 1"),
        "\(output)"
      )
      #expect(output.standardOutput.contains(#"roster validate $'new\nfile.yaml'"#))
      #expect(
        output.standardOutput.ranges(of: "Valid: 1 contact in 1 file.").count == 2,
        "\(output)"
      )
      #expect(
        output.standardOutput.contains("roster state repair --state 'a b/roster.state.jsonl'"),
        "\(output)"
      )
      #expect(output.lastLine.hasPrefix("Repaired: "), "\(output)")
    }
  }

  @Test func `no hint names what cannot be read again`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.manifest)
      try workspace.write("email\nc@example.com\n", to: "crm.csv")
      let output = try await workspace.shell(
        """
        mkfifo pipe; cat pipe > /dev/null &
        for out in /dev/stdout /dev/fd/1 /dev/null pipe; do
          roster plan --sandbox --out "$out" 2>&1 > /dev/null
          [ "$out" = pipe ] || roster import crm.csv --out "$out" 2>&1 > /dev/null | grep -e Written -e roster
        done
        roster plan --sandbox --out >(cat > /dev/null) 2>&1 > /dev/null
        roster import crm.csv --out >(cat > /dev/null) 2>&1 > /dev/null | grep -e Written -e roster
        roster plan --sandbox --detailed-exitcode --out /dev/null > /dev/null 2>&1; echo $?
        roster plan --api-key-file <(echo key-0123456789) --out plan.json 2>&1 > /dev/null
        roster apply --api-key-file <(echo key-0123456789) 2>&1 > /dev/null < /dev/null | grep roster
        """
      )
      #expect(!output.standardOutput.contains("roster apply --sandbox"), "\(output)")
      #expect(!output.standardOutput.contains("roster validate"))
      #expect(output.standardOutput.ranges(of: "The plan was written to ").count == 5)
      #expect(output.standardOutput.ranges(of: "Written to ").count == 4)
      #expect(output.standardOutput.contains("\n2\nThe plan was saved."), "\(output)")
      #expect(output.standardOutput.contains("  roster apply --api-key-file FILE plan.json\n"))
      #expect(output.standardOutput.contains("  roster apply --api-key-file FILE --auto-approve\n"))
    }
  }

  @Test func `a state of another endpoint names the option of its own`() async throws {
    try await Scenario.run { scenario in
      let workspace = scenario.workspace
      try workspace.write(Self.manifest)
      let output = try await workspace.shell(
        """
        option() { sed -n 's/^ *\\(--[se][a-z].*\\)/\\1/p' hint | sed -n "$1p"; }
        roster apply --sandbox --auto-approve -q > out
        roster plan > out 2> hint; echo $?; tail -1 out; option 1
        eval "roster plan $(option 1)" | tail -1; eval "roster plan $(option 2)" 2> hint2 | tail -1
        rm roster.state.jsonl; roster apply --auto-approve -q > out; roster plan --sandbox > out 2> hint; option 1
        eval "roster plan $(option 1)" | tail -1
        """
      )
      let text = output.standardOutput
      #expect(text.hasPrefix("1\nNo plan could be made.\n--sandbox\nNo changes."), "\(output)")
      #expect(text.contains("Plan: 1 to create") && text.contains("--endpoint http://127.0.0.1:"))
      #expect(output.lastLine.hasPrefix("No changes."), "\(output)")
    }
  }

  @Test func `drift says how to undo it with the same options`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.manifest)
      let output = try await workspace.shell(
        """
        roster apply --sandbox --auto-approve -q --state s.jsonl > out 2>&1
        sed 's/A}/B}/' roster.yaml > b.yaml
        roster apply b.yaml --sandbox --auto-approve --adopt -q --state t.jsonl > out 2>&1
        roster drift --sandbox --state s.jsonl | grep -o 'roster .*'
        """
      )
      #expect(output.lastLine == "roster apply --refresh --sandbox --state s.jsonl", "\(output)")
    }
  }
}
