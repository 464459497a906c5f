import Foundation
import TestSupport
import Testing

/// Two branches that both applied, and a real `git merge` of their states.
@Suite struct StateMergeTests {
  private static let start = """
    contacts:
      ann: {email: ann@example.com, jobTitle: PM}
      bob: {email: bob@example.com, jobTitle: PM}
      eve: {email: eve@example.com, jobTitle: PM}

    """

  private func git(_ scenario: Scenario, _ script: String) async throws -> RunOutput {
    var workspace = scenario.workspace
    workspace.environment = ["HOME": workspace.path, "GIT_CONFIG_NOSYSTEM": "1"]
    let process = try RunningProcess(
      workspace,
      ["-c", "set -e\n" + script],
      executable: "/bin/bash"
    )
    return try await process.wait()
  }

  private func commit(_ scenario: Scenario, _ script: String = "") async throws {
    let output = try await git(
      scenario,
      "git add roster.yaml roster.state.jsonl\ngit commit --quiet -m 'Apply'\n" + script
    )
    try #require(output.status == 0, "\(output)")
  }

  /// Leaves the folder in the middle of a merge of two branches that both applied.
  private func diverge(_ scenario: Scenario) async throws {
    let ready = try await git(
      scenario,
      """
      git init --quiet --initial-branch main .
      git config --global user.name Ada && git config --global user.email ada@example.com
      """
    )
    try #require(ready.status == 0, "\(ready)")
    try await scenario.apply(Self.start)
    try await commit(scenario, "git checkout --quiet -b other")
    // The other branch renames a key, changes one contact alone and one that main changes too, and adds one.
    let theirs = Self.start.replacing("  bob:", with: "  robert:")
      .replacing("ann@example.com, jobTitle: PM", with: "ann@example.com, jobTitle: Boss")
      .replacing("eve@example.com, jobTitle: PM", with: "eve@example.com, jobTitle: CEO")
    try await scenario.apply(theirs + "  zed: {email: zed@example.com}\n")
    try await commit(scenario, "git checkout --quiet main")
    let ours = Self.start
      .replacing("eve@example.com, jobTitle: PM", with: "eve@example.com, jobTitle: CTO")
    try await scenario.apply(ours + "  carl: {email: carl@example.com}\n")
    try await commit(scenario)
  }

  @Test func `a conflict is explained, and following the explanation makes one sound state`()
    async throws
  {
    try await Scenario.run { scenario in
      try await diverge(scenario)
      let merge = try await git(scenario, "git merge other || true")
      #expect(merge.standardOutput.contains("CONFLICT"), "\(merge)")
      let plan = try await scenario.workspace.run("state", "list")
      #expect(plan.status == 1 && plan.standardError.contains("R2003"), "\(plan)")
      // The commands that the hint names, as they are printed.
      let commands = plan.standardError.split(separator: "\n")
        .map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { $0.hasPrefix("git show") }
      #expect(commands.count == 3, "\(plan)")
      let shown = try await git(scenario, commands.joined(separator: "\n"))
      #expect(shown.status == 0, "\(shown)")
      let ours = try scenario.workspace.read("roster.state.jsonl")
      let before = scenario.requestCount

      let words = ["state", "repair", "--merge", "theirs.jsonl", "--base", "base.jsonl"]
      let dry = try await scenario.workspace.run(words + ["--dry-run"])
      #expect(dry.status == 0 && dry.lastLine == "Nothing was changed.", "\(dry)")
      #expect(try scenario.workspace.read("roster.state.jsonl") == ours)
      let repair = try await scenario.workspace.run(words)
      #expect(repair.status == 0, "\(repair)")
      for text in [
        "! contact.eve: both changed it; the next plan sends what differs again: jobTitle",
        "contact.ann: as theirs.jsonl has it, which alone changed it",
        "contact.bob: removed, as theirs.jsonl alone did",
        "contact.robert: as theirs.jsonl has it", "contact.carl: as roster.state.jsonl has it",
        "5 contacts: 0 the same in both, 5 changed in one, 1 in conflict.",
      ] {
        #expect(repair.standardOutput.contains(text), "\(text): \(repair)")
      }
      #expect(try scenario.workspace.read("roster.state.jsonl.backup") == ours)
      #expect(scenario.requestCount == before, "a repair never touches the CRM")

      // The merged manifest: only what both changed is sent, and nothing is made twice.
      try await scenario.apply(
        """
        contacts:
          ann: {email: ann@example.com, jobTitle: Boss}
          robert: {email: bob@example.com, jobTitle: PM}
          eve: {email: eve@example.com, jobTitle: CTO}
          zed: {email: zed@example.com}
          carl: {email: carl@example.com}

        """
      )
      #expect(scenario.writes(after: before).count == 1)
      #expect(try await scenario.contact("eve@example.com").fields["jobTitle"] as? String == "CTO")
      try await scenario.expectConverged()
    }
  }

  @Test func `two states that a union merge put into one file are explained too`() async throws {
    try await Scenario.run { scenario in
      try await diverge(scenario)
      let merge = try await git(
        scenario,
        "echo 'roster.* merge=union' >.git/info/attributes\ngit merge --quiet other"
      )
      #expect(merge.status == 0, "\(merge)")
      let list = try await scenario.workspace.run("state", "list")
      #expect(list.status == 1 && list.standardError.contains("R2003"), "\(list)")
      let commands = list.standardError.split(separator: "\n")
        .map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.hasPrefix("git show") }
      #expect(commands.count == 3, "\(list)")
      let shown = try await git(scenario, commands.joined(separator: "\n"))
      #expect(shown.status == 0, "\(shown)")
      let repair = try await scenario.workspace.run(
        ["state", "repair", "--merge", "theirs.jsonl", "--base", "base.jsonl"]
      )
      #expect(repair.status == 0, "\(repair)")
      #expect(repair.standardOutput.contains("1 in conflict"), "\(repair)")
    }
  }

  @Test func `a plain repair of a conflict keeps what both agree on`() async throws {
    try await Scenario.run { scenario in
      try await diverge(scenario)
      _ = try await git(scenario, "git merge other || true")
      let repair = try await scenario.workspace.run("state", "repair")
      #expect(repair.status == 0, "\(repair)")
      let plan = try await scenario.plan(
        """
        contacts:
          ann: {email: ann@example.com, jobTitle: Boss}
          robert: {email: bob@example.com, jobTitle: PM}
          eve: {email: eve@example.com, jobTitle: CTO}
          zed: {email: zed@example.com}
          carl: {email: carl@example.com}

        """
      )
      #expect(plan.status == 0 && plan.lastLine.contains("0 to delete"), "\(plan)")
      #expect(!plan.lastLine.contains("0 to create, 0 to update"), "\(plan)")
    }
  }

  @Test(arguments: [
    (["--base", "b.jsonl"], Int32(64), "--merge"),
    (["--merge", "nowhere.jsonl"], 1, "nowhere.jsonl"),
  ])
  func `a wrong use is refused`(_ options: [String], _ status: Int32, _ word: String) async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.start)
      let before = try scenario.workspace.read("roster.state.jsonl")
      let output = try await scenario.workspace.run(["state", "repair"] + options)
      #expect(output.status == status && output.standardError.contains(word), "\(output)")
      #expect(try scenario.workspace.read("roster.state.jsonl") == before)
    }
  }
}
