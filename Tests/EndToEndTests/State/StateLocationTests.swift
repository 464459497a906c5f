import Foundation
import TestSupport
import Testing

/// A manifest has one state, whatever way and from wherever it is named; the sandbox is beside it.
@Suite struct StateLocationTests {
  private static let people = "contacts:\n  a@example.com: {firstName: A}\n"

  private func run(
    _ files: [String: String],
    _ script: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation,
    _ check: (RunOutput) throws -> Void
  ) async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path + "/work")
      for (name, text) in files { try workspace.write(text, to: name) }
      let output = try await workspace.shell(
        """
        apply() { roster apply --sandbox --auto-approve --quiet "$@" | tail -1; }
        plan() { roster plan --sandbox "$@" 2>&1 | tail -1 | cut -d. -f1; }
        states() { find "$OLD" -name 'roster.state.jsonl' -o -name sandbox.sqlite | sed "s|^$OLD/||" | sort; }
        OLD=$PWD

        """ + script
      )
      #expect(output.standardError == "", sourceLocation: sourceLocation)
      try check(output)
    }
  }

  @Test func `a folder with roster.yaml has one state, however it is spelled`() async throws {
    try await run(
      ["crm/roster.yaml": Self.people],
      """
      ln -s crm link; apply crm > /dev/null
      plan crm; plan ./crm/; plan link; plan link/roster.yaml; plan "$PWD/crm"; plan crm/../crm/roster.yaml
      cd crm; plan; plan .; plan ./; plan "$PWD"; plan ../crm; plan roster.yaml; plan ../link
      mkdir sub; cd sub; plan ..; plan ../roster.yaml; cd ../../link; plan; plan .; cd /; plan "$OLD/link"
      states
      """
    ) { output in
      let lines = output.standardOutput.split(separator: "\n")
      #expect(lines.prefix(18).allSatisfy { $0 == "No changes" } && lines.count == 20, "\(output)")
      #expect(lines.suffix(2) == ["crm/.roster/sandbox.sqlite", "crm/roster.state.jsonl"])
    }
  }

  @Test func `a state below the folder that is named is spoken of`() async throws {
    try await run(
      ["t/a/roster.yaml": Self.people, "t/b/more.yaml": "contacts: {c@example.com: {}}\n"],
      """
      apply t/a > /dev/null; apply t/b > /dev/null; roster plan --sandbox t 2> said; echo $?; cat said
      plan t/a; plan --state new.jsonl t
      """
    ) { output in
      let lines = output.standardOutput.split(separator: "\n")
      #expect(lines.contains("1") && output.standardOutput.contains("R2045"), "\(output)")
      #expect(output.standardOutput.contains("t/a/roster.state.jsonl"), "\(output)")
      #expect(
        lines.suffix(2) == [
          "No changes",
          "Plan: 2 to create, 0 to update, 0 to rename, 0 to forget, 0 to delete; 0 unchanged",
        ],
        "\(output)"
      )
    }
  }

  @Test func `a state deep below the folder that is named is spoken of`() async throws {
    try await run(
      ["t/a/b/c/d/roster.yaml": Self.people],
      "apply t/a/b/c/d > /dev/null; roster plan --sandbox t 2>&1; roster plan --sandbox t/a/b/c/d/ | tail -1"
    ) { output in
      #expect(output.standardOutput.contains("R2045"), "\(output)")
      #expect(output.standardOutput.contains("t/a/b/c/d/roster.state.jsonl"), "\(output)")
      #expect(output.lastLine.hasPrefix("No changes"), "\(output)")
    }
  }

  @Test func `a folder contacts has its state beside it, from within and from outside`()
    async throws
  {
    try await run(
      ["contacts/a.yaml": Self.people],
      """
      cd contacts; apply . > /dev/null; plan .; plan a.yaml; plan ../contacts; cd ..
      plan; plan contacts; plan contacts/; plan contacts/*.yaml; plan contacts/.; roster state list
      cd contacts; roster state list; mkdir deep; cd deep; plan ../../contacts; states
      """
    ) { output in
      let lines = output.standardOutput.split(separator: "\n")
      let expected =
        Array(repeating: "No changes", count: 8)
        + ["contact.a@example.com", "contact.a@example.com", "No changes"]
        + [".roster/sandbox.sqlite", "roster.state.jsonl"]
      #expect(lines.map(String.init) == expected, "\(output)")
    }
  }

  @Test func `any other folder holds its state, and never the one above`() async throws {
    try await run(
      ["people.yaml": Self.people, "more/b.yaml": "contacts: {b@example.com: {}}\n"],
      """
      mv more ..; apply . > /dev/null; plan "$PWD"; plan people.yaml; cd ../more; apply "$PWD" > /dev/null
      plan .; plan b.yaml; cd ..; plan more; ls more work
      """
    ) { output in
      let lines = output.standardOutput.split(separator: "\n")
      #expect(lines.prefix(5).allSatisfy { $0 == "No changes" }, "\(output)")
      #expect(lines.filter { $0 == "roster.state.jsonl" }.count == 2, "\(output)")
    }
  }

  @Test func `manifests of several folders share the state of the folder that has them all`()
    async throws
  {
    let one = { (name: String) in "contacts:\n  \(name)@example.com: {firstName: \(name)}\n" }
    try await run(
      ["teams/b/c.yaml": one("b"), "teams/g/c.yaml": one("g"), "a.yaml": one("a")],
      """
      apply teams/*/c.yaml > /dev/null; mkdir teams/a; mv a.yaml teams/a/c.yaml
      plan teams/*/c.yaml; plan teams/g/c.yaml teams/a teams/b/c.yaml; cd teams; plan */c.yaml; plan g b; states
      """
    ) { output in
      #expect(
        output.standardOutput
          == """
          Plan: 1 to create, 0 to update, 0 to rename, 0 to forget, 0 to delete; 2 unchanged
          Plan: 1 to create, 0 to update, 0 to rename, 0 to forget, 0 to delete; 2 unchanged
          Plan: 1 to create, 0 to update, 0 to rename, 0 to forget, 0 to delete; 2 unchanged
          No changes
          teams/.roster/sandbox.sqlite
          teams/roster.state.jsonl

          """,
        "\(output)"
      )
    }
  }

  @Test func `a state in one of the folders is found, and one of two is asked for`() async throws {
    try await run(
      ["b/c.yaml": Self.people, "a/c.yaml": "contacts: {b@example.com: {}}\n"],
      """
      apply b/c.yaml > /dev/null; plan a/c.yaml b/c.yaml; apply a > /dev/null
      roster plan --sandbox b a 2>&1; roster plan --sandbox a b --state b/roster.state.jsonl 2>&1 | tail -1
      """
    ) { output in
      #expect(output.standardOutput.hasPrefix("Plan: 1 to create"), "\(output)")
      #expect(
        output.standardOutput.contains("R2045") && output.standardOutput.contains("--state b/")
      )
      #expect(
        output.lastLine.hasPrefix("Plan: 1 to create") && output.lastLine.hasSuffix("1 unchanged.")
      )
    }
  }

  @Test func `a state one folder up, or beside a link, is said`() async throws {
    try await run(
      ["people/eu/a.yaml": Self.people],
      """
      apply people > /dev/null; roster plan --sandbox people/eu 2>&1; cd people; roster plan --sandbox eu/a.yaml 2>&1
      roster plan --sandbox eu/a.yaml --state roster.state.jsonl | tail -1
      roster plan --sandbox eu/a.yaml --state eu/roster.state.jsonl 2>/dev/null | tail -1
      mkdir ../other; mv eu/a.yaml ../other; ln -s ../../other/a.yaml eu/a.yaml; mv roster.state.jsonl eu
      roster plan --sandbox eu/a.yaml 2>&1
      """
    ) { output in
      let text = output.standardOutput
      #expect(text.ranges(of: "error[R2045]").count == 3, "\(output)")
      #expect(text.contains("--state people/roster.state.jsonl"))
      #expect(text.contains("--state eu/roster.state.jsonl"))
      #expect(text.contains("No changes. 1 ") && text.contains("Plan: 1 to create"), "\(output)")
    }
  }

  @Test func `a folder with roster.yaml in one that has another is planned for itself`()
    async throws
  {
    try await run(
      ["roster.yaml": Self.people, "demo/roster.yaml": "contacts: {b@example.com: {}}\n"],
      "apply > /dev/null; plan demo; cd demo; plan; apply; plan ../roster.yaml; plan"
    ) { output in
      #expect(output.standardOutput.ranges(of: "Plan: 1 to create").count == 2, "\(output)")
      #expect(output.standardOutput.ranges(of: "No changes\n").count == 2, "\(output)")
    }
  }

  @Test(arguments: [
    "drift --sandbox", "state list", "state show a", "state rm a", "state mv a b", "state repair",
    "plan --sandbox --detailed-exitcode",
  ])
  func `a state that was named has to be there`(_ command: String) async throws {
    try await run(
      ["roster.yaml": Self.people],
      "roster \(command) --state s.jsonl 2>&1; echo $?; ROSTER_STATE=s.jsonl roster \(command) 2>&1; echo $?"
    ) { output in
      #expect(output.standardOutput.ranges(of: "error[R2043]").count == 2, "\(output)")
      #expect(output.standardOutput.ranges(of: "\n1\n").count == 2, "\(output)")
    }
  }

  @Test func `a first state may be named for plan and apply, with a word`() async throws {
    try await run(
      ["roster.yaml": Self.people],
      """
      roster plan --sandbox --state s.jsonl 2>&1 | grep -c 'warning.R2043'; apply --state s.jsonl 2>&1 | tail -1
      roster plan --sandbox --state s.jsonl 2>&1 --detailed-exitcode
      """
    ) { output in
      #expect(output.standardOutput.hasPrefix("1\nApply complete: 1 created"), "\(output)")
      #expect(output.standardOutput.contains("No changes. 1"))
    }
  }

  @Test(arguments: [
    "drift --sandbox", "drift --sandbox --format json", "state list", "state list '*'",
    "state show a",
    "state rm a", "state mv a b", "state repair", "state repair --merge crm/roster.state.jsonl",
  ])
  func `without a state nothing is compared or shown, and states nearby are named`(
    _ command: String
  ) async throws {
    try await run(
      ["crm/roster.yaml": Self.people],
      """
      roster \(command) 2>&1; echo $?; cd crm; apply > /dev/null; cd ..; roster \(command) 2>&1; echo $?
      ls; cd crm; cp roster.state.jsonl ../other.state.jsonl; mkdir sub; cd sub; roster \(command) 2>&1
      """
    ) { output in
      let text = output.standardOutput
      #expect(
        text.ranges(of: "error[R2043]").count + text.ranges(of: "error[R2045]").count == 3,
        "\(output)"
      )
      #expect(
        text.ranges(of: "\n1\n").count == 2 && text.contains("the first `roster apply` makes")
      )
      #expect(text.contains("--state crm/roster.state.jsonl\n1\ncrm\n"), "\(output)")
      #expect(text.contains("--state ../roster.state.jsonl"))
    }
  }

  @Test func `a pull from a sandbox that is not here makes none`() async throws {
    try await run(
      ["readme": ""],
      "roster pull --sandbox 2>&1; echo $?; [ -e .roster ] && echo made"
    ) {
      output in
      #expect(output.standardOutput.hasPrefix("error[R0014]"), "\(output)")
      #expect(output.lastLine == "1")
    }
  }

  @Test func `a saved plan is applied with its state and sandbox, from wherever`() async throws {
    try await run(
      ["crm/roster.yaml": Self.people],
      """
      cd crm; roster plan --sandbox --out plan.json --quiet > /dev/null; cd ..; apply crm/plan.json; states
      sed -i 's/A}/B}/' crm/roster.yaml; mkdir plans away; cd crm
      roster plan --sandbox --quiet --out ../plans/p.json | tail -1; cd ../away
      echo '# later' >> ../crm/roster.yaml
      roster apply ../plans/p.json 2>&1 | grep -o R0007; plan ../crm
      sed -i 's/B}/C}/' ../crm/roster.yaml; cd ..; roster plan --sandbox crm --quiet --out plans/q.json > /dev/null
      mv "$OLD" "$OLD-moved"; cd "$OLD-moved/crm"; apply ../plans/q.json; cd "$OLD-moved"; mv "$OLD-moved" "$OLD"; states
      """
    ) { output in
      #expect(
        output.standardOutput
          == """
          Apply complete: 1 created, 0 updated, 0 renamed, 0 forgotten, 0 deleted; 0 failed, 0 findings.
          crm/.roster/sandbox.sqlite
          crm/roster.state.jsonl
          Plan: 0 to create, 1 to update, 0 to rename, 0 to forget, 0 to delete; 0 unchanged.
          R0007
          No changes
          Apply complete: 0 created, 1 updated, 0 renamed, 0 forgotten, 0 deleted; 0 failed, 0 findings.
          crm/.roster/sandbox.sqlite
          crm/roster.state.jsonl

          """,
        "\(output)"
      )
    }
  }

  @Test func `a plan that was moved alone is applied from its folder, or says where it looked`()
    async throws
  {
    try await run(
      ["crm/roster.yaml": Self.people],
      """
      cd crm; apply > /dev/null; sed -i 's/A}/B}/' roster.yaml; mkdir ../far
      roster plan --sandbox --quiet --out p.json > /dev/null; mv p.json ../far; (cd ../far; roster apply p.json 2>&1; echo $?)
      (cd ../far; ls); apply ../far/p.json
      """
    ) { output in
      #expect(output.standardOutput.contains("error[R0015]"), "\(output)")
      #expect(
        output.standardOutput.contains("--state FILE\n")
          && output.standardOutput.contains("\n1\np.json\n")
      )
      #expect(output.lastLine.hasPrefix("Apply complete: 0 created, 1 updated"), "\(output)")
    }
  }

  @Test func `a state without its sandbox is told apart from one without changes`() async throws {
    try await run(
      ["crm/roster.yaml": Self.people],
      """
      cd crm; apply > /dev/null; mkdir ../clone; cp roster.* ../clone; cd ../clone
      roster plan --sandbox 2>&1; sed -i 's/A}/B}/' roster.yaml; roster apply --sandbox --auto-approve 2>&1; echo $?
      roster drift --sandbox 2>&1; echo $?; [ -e .roster ] && echo made
      cp roster.yaml roster.keep; mkdir .roster; touch .roster/sandbox.sqlite; roster apply --sandbox --auto-approve 2>&1
      """
    ) { output in
      let text = output.standardOutput
      #expect(
        text.contains("warning[R0014]") && text.ranges(of: "error[R0014]").count == 2,
        "\(output)"
      )
      #expect(!text.contains("made\n") && !text.contains("API key"))
      #expect(text.contains("This sandbox is not the state's"), "\(output)")
    }
  }

  @Test func `settings beside a folder of people are read together`() async throws {
    try await run(
      [
        "roster.yaml": "settings: {onRemove: forget}\nfields: {tier: text}\n",
        "contacts/a.yaml": Self.people,
      ],
      """
      apply; plan; plan roster.yaml contacts; roster state list; echo 'contacts: {b@example.com: {}}' >> roster.yaml
      roster validate 2>&1; roster plan --sandbox 2>&1 | grep -e 'roster plan'
      """
    ) { output in
      let text = output.standardOutput
      #expect(text.hasPrefix("Apply complete: 1 created"), "\(output)")
      #expect(text.ranges(of: "No changes\n").count == 2)
      #expect(text.contains("warning[R0013]"))
      #expect(text.contains("roster plan --sandbox roster.yaml contacts"), "\(output)")
    }
  }
}
