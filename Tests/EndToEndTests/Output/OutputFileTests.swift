import Foundation
import TestSupport
import Testing

/// `--out` and `--report` write where they are told, and never over what a run reads or keeps.
@Suite struct OutputFileTests {
  private static let manifest = "contacts:\n  a@example.com: {firstName: A}\n"

  /// An applied manifest with a change, a folder of further ones, and other names for some of the files.
  private static let preparation = """
    roster apply --sandbox --auto-approve --quiet > /dev/null
    sed -i s/A}/B}/ roster.yaml
    mkdir people sub && cp roster.yaml people/b.yaml
    ln -s roster.yaml link.txt; ln roster.yaml hard.txt; ln -s . here; ln -s roster.state.jsonl state.txt
    ln -s roster.state.jsonl.journal journal.txt
    echo key > key.txt; echo 'team: {name: T}' > seed.yaml
    touch roster.state.jsonl.backup; cp roster.yaml before; cp roster.state.jsonl state-before

    """

  @Test(arguments: [
    "plan --out roster.yaml", "plan --out ./roster.yaml", "plan --out here/roster.yaml",
    "plan --out link.txt", "plan --out hard.txt", "plan --out $PWD/roster.yaml",
    "plan --out sub/../roster.yaml", "plan roster.yaml --report html=link.txt",
    "plan people --out people/b.yaml", "plan people --out people/new.yaml",
    "plan --out roster.state.jsonl", "plan --report text=state.txt",
    "plan --out roster.state.jsonl.backup", "plan --out roster.state.jsonl.journal",
    "plan --out journal.txt", "plan --out here/roster.state.jsonl.lock",
    "plan --report json=.roster/sandbox.sqlite", "plan --out .roster/serials.jsonl",
    "plan --api-key-file key.txt --out key.txt",
    "plan --seed seed.yaml --report markdown=./seed.yaml",
    "plan --out x.json --report json=./x.json",
    "plan --report json=x --report text=here/x", "plan --out people/../x --report html=x",
    "apply --auto-approve --report json=roster.state.jsonl",
    "apply --auto-approve --report html=roster.yaml",
    "apply --auto-approve --report text=roster.state.jsonl.journal",
    "plan >> roster.yaml", "plan >> hard.txt", "plan --format json >> state.txt",
    "plan --state s.jsonl --out s.jsonl", "plan --state s.jsonl --out ./s.jsonl.journal",
  ])
  func `what a run reads or keeps is refused before any work`(_ command: String) async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.manifest)
      let output = try await workspace.shell(
        Self.preparation + ": > said; \(command.contains(">>") ? "" : "> said ")"
          + "roster \(command) --sandbox 2> error; status=$?\n"
          + "cat error; cmp roster.yaml before && cmp roster.state.jsonl state-before && [ ! -s said ]"
          + " && [ -L link.txt ] && [ ! -e x ] && exit $status"
      )
      #expect(output.status == 1 && output.standardOutput.contains("R0010"), "\(output)")
    }
  }

  @Test func `a saved plan, its manifest and its state are kept`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.manifest, to: "crm/roster.yaml")
      let saved = try await workspace.shell("cd crm && roster plan --sandbox --out p.json")
      #expect(saved.status == 0, "\(saved)")
      let plan = try workspace.read("crm/p.json")
      for name in ["crm/p.json", "crm/roster.yaml", "crm/roster.state.jsonl.journal"] {
        let output = try await workspace.run("apply", "crm/p.json", "--report", "json=" + name)
        #expect(output.status == 1 && output.standardError.contains("R0010"), "\(name): \(output)")
        let shown = try await workspace.run("show", "crm/p.json", "--report", "json=" + name)
        #expect(shown.status == 1 && shown.standardError.contains("R0010"), "\(name): \(shown)")
      }
      #expect(try workspace.read("crm/p.json") == plan)
      #expect(!workspace.exists("crm/roster.state.jsonl"))
    }
  }

  @Test func `devices and pipes are written into, and links are followed`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.manifest)
      let output = try await workspace.shell(
        """
        mkfifo pipe; mkdir elsewhere; echo old > elsewhere/target
        ln -s elsewhere/target link; ln -s elsewhere/new dangling
        cat pipe > read & reader=$!
        roster plan --sandbox --quiet --out /dev/null --report markdown=pipe --report json=link \\
          --report html=dangling --report text=>(cat > through) --report text=/dev/stdout > said
        status=$?
        wait $reader
        [ -c /dev/null ] && [ -p pipe ] && [ -L link ] && [ -L dangling ] || echo replaced
        head -c 20 read; head -c 2 elsewhere/target; head -c 5 elsewhere/new
        until [ -s through ]; do :; done
        grep -c '^Plan: 1 to create' said through
        ls -a elsewhere
        exit $status
        """
      )
      #expect(output.status == 0, "\(output)")
      #expect(!output.standardOutput.contains("replaced"))
      #expect(output.standardOutput.contains("<!-- roster plan -->"))
      #expect(output.standardOutput.contains("said:2\nthrough:1"), "\(output)")
      #expect(output.standardOutput.contains(".\n..\nnew\ntarget\n"), "\(output)")
    }
  }

  @Test func `an import writes into a device, and to the target of a link that is not there yet`()
    async throws
  {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write("email\na@example.com\n", to: "crm.csv")
      let output = try await workspace.shell(
        """
        ln -s new.yaml link.yaml; ln -s crm.csv data.yaml
        roster import crm.csv --out /dev/null --quiet && roster import crm.csv --out link.yaml --quiet || exit 9
        roster validate link.yaml
        [ -L link.yaml ] && [ -c /dev/null ] || exit 9
        roster import crm.csv --out link.yaml; [ $? = 1 ] || exit 9
        roster import crm.csv --out data.yaml; [ $? = 1 ] || exit 9
        roster import crm.csv --out gone/x.yaml; [ $? = 1 ] || exit 9
        roster import crm.csv >> crm.csv; [ $? = 1 ] || exit 9
        """
      )
      #expect(output.status == 0 && output.standardOutput.contains("Valid: 1 contact"), "\(output)")
    }
  }

  @Test(arguments: [
    ["plan", "--out", "gone/p.json"], ["plan", "--report", "json=."],
    ["plan", "--report", "text=roster.yaml/x"],
    ["apply", "--auto-approve", "--report", "html=gone/r.html"],
  ])
  func `what cannot be written is found before the work`(_ arguments: [String]) async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.manifest)
      let output = try await scenario.workspace.run(arguments)
      #expect(output.status == 1 && output.standardError.contains("R0004"), "\(output)")
      #expect(output.standardOutput == "" && scenario.requestCount == 0)
    }
  }

  @Test func `a step summary that cannot be written stops an apply before it sends`() async throws {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      try workspace.write(Self.manifest)
      for summary in ["gone/summary.md", ".", "roster.yaml"] {
        workspace.environment["GITHUB_STEP_SUMMARY"] = summary
        let output = try await workspace.run("apply", "--auto-approve")
        #expect(output.status == 1 && scenario.requestCount == 0, "\(output)")
      }
      #expect(try workspace.read("roster.yaml") == Self.manifest)
    }
  }

  @Test(arguments: ["--report json=/dev/full", "--report text=/dev/full --report json=r.json"])
  func `an apply whose report fails at the end says that all was applied`(
    _ options: String
  ) async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.manifest)
      let output = try await scenario.workspace.shell("roster apply --auto-approve \(options)")
      #expect(output.status == 4, "\(output)")
      #expect(output.lastLine.hasPrefix("Apply complete: 1 created"))
      #expect(output.standardError.contains("R0004") && output.standardError.contains("R0012"))
      try await scenario.expectConverged()
      // What went wrong in the CRM counts more.
      let bad = Self.manifest + "  b@example.com: {companyDomain: nowhere.example}\n"
      try scenario.workspace.write(bad)
      let finding = try await scenario.workspace.shell("roster apply --auto-approve \(options)")
      #expect(finding.status == 3, "\(finding)")
    }
  }

  @Test
  func
    `an apply whose output fails at the end says so, and one that cannot show its plan sends nothing`()
    async throws
  {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.manifest)
      let shown = try await scenario.workspace.shell("roster apply --auto-approve > /dev/full")
      #expect(shown.status == 1 && scenario.requestCount == 0, "\(shown)")
      let late = try await scenario.workspace.shell(
        "roster apply --auto-approve --format html > /dev/full"
      )
      #expect(late.status == 4 && late.standardError.contains("R0011"), "\(late)")
      try await scenario.expectConverged()
    }
  }
}
