import Foundation
import TestSupport
import Testing

/// States that version control took back, and contacts that the state has lost.
@Suite struct StateAgeTests {
  private static let one = "contacts:\n  ada: {email: ada@example.com, firstName: Ada}\n"
  private static let two = one + "  kim: {email: kim@example.com, firstName: Kim}\n"

  /// Runs `body` in an empty folder, with the embedded sandbox.
  private func inFolder(_ body: (Workspace) async throws -> Void) async throws {
    try await withTemporaryDirectory { path in try await body(Workspace(path: path)) }
  }

  private func apply(
    _ manifest: String,
    in workspace: Workspace,
    expecting status: Int32 = 0
  ) async throws -> RunOutput {
    try workspace.write(manifest)
    let output = try await workspace.run("apply", "--sandbox", "--auto-approve")
    #expect(output.status == status, "\(output)")
    return output
  }

  @Test func `the sandbox knows a state that went back, without a backup`() async throws {
    try await inFolder { workspace in
      _ = try await apply(Self.one, in: workspace)
      let old = try workspace.read("roster.state.jsonl")
      let sound = try await apply(Self.two, in: workspace)
      #expect(!sound.standardError.contains("R2060"), "\(sound)")
      try FileManager.default.removeItem(atPath: workspace.path + "/roster.state.jsonl.backup")
      try workspace.write(old, to: "roster.state.jsonl")
      try workspace.write(Self.one)
      for command in [["plan"], ["apply", "--auto-approve"], ["plan", "--report", "json=p.json"]] {
        let output = try await workspace.run(command + ["--sandbox"])
        #expect(output.status == 0, "\(output)")
        #expect(output.standardError.contains("R2060"), "\(output)")
        #expect(
          output.standardError.contains("is at serial 1")
            && output.standardError.contains("serial 2"),
          "\(output)"
        )
        #expect(output.lastLine.hasPrefix("No changes.") || command[0] == "apply", "\(output)")
      }
      #expect(try workspace.read("p.json").contains("R2060"))
      let drift = try await workspace.run("drift", "--sandbox")
      #expect(drift.status == 0 && drift.standardError.contains("R2060"), "\(drift)")
      // What was applied since is taken over, and the newer state is known again.
      let again = try await apply(Self.two, in: workspace)
      #expect(again.lastLine.hasSuffix("0 findings; 1 of the created was adopted."), "\(again)")
      _ = try await apply(Self.two + "  lou: {email: lou@example.com}\n", in: workspace)
      let plan = try await workspace.run("plan", "--sandbox")
      #expect(!plan.standardError.contains("R2060"), "\(plan)")
    }
  }

  @Test func `the state of another lineage is not taken for one that went back`() async throws {
    try await inFolder { workspace in
      _ = try await apply(Self.one, in: workspace)
      _ = try await apply(Self.two, in: workspace)
      let output = try await workspace.run(
        "apply",
        "--sandbox",
        "--auto-approve",
        "--state",
        "other.jsonl"
      )
      #expect(output.status == 0 && !output.standardError.contains("R2060"), "\(output)")
      let plan = try await workspace.run("plan", "--sandbox", "--state", "other.jsonl")
      #expect(!plan.standardError.contains("R2060"), "\(plan)")
    }
  }

  @Test func `a contact that was deleted since the state is said with that reason`() async throws {
    try await inFolder { workspace in
      let settings = "settings: {onRemove: delete, limits: {delete: 1}}\n"
      _ = try await apply(settings + Self.two, in: workspace)
      let old = try workspace.read("roster.state.jsonl")
      _ = try await apply(settings + Self.one, in: workspace)
      try FileManager.default.removeItem(atPath: workspace.path + "/roster.state.jsonl.backup")
      try workspace.write(old, to: "roster.state.jsonl")
      try workspace.write(settings + Self.two)
      let plan = try await workspace.run("plan", "--sandbox", "--refresh", "--max-creates", "1")
      #expect(plan.standardError.contains("R1034"), "\(plan)")
      #expect(plan.standardError.contains("git revert"), "\(plan)")
      #expect(plan.standardError.contains("R2060"), "\(plan)")
    }
  }

  @Test(arguments: [true, false])
  func `a contact that roster forgot is taken over without a finding`(byHand: Bool) async throws {
    try await inFolder { workspace in
      _ = try await apply(Self.two, in: workspace)
      if byHand {
        let removed = try await workspace.run("state", "rm", "contact.kim")
        #expect(removed.status == 0, "\(removed)")
      } else {
        _ = try await apply(Self.one, in: workspace)
      }
      let again = try await apply(Self.two, in: workspace)
      #expect(again.standardOutput.contains("was in the CRM already"), "\(again)")
      #expect(
        again.lastLine.hasSuffix("0 failed, 0 findings; 1 of the created was adopted."),
        "\(again)"
      )
      let plan = try await workspace.run("plan", "--sandbox", "--detailed-exitcode")
      #expect(plan.status == 0 && plan.lastLine.hasPrefix("No changes."), "\(plan)")
    }
  }

  @Test func `a repair that keeps only a part says so, and one that keeps nothing fails`()
    async throws
  {
    try await inFolder { workspace in
      _ = try await apply(Self.two, in: workspace)
      let sound = try workspace.read("roster.state.jsonl")
      let joined = sound.replacing("\n", with: " ")
      try workspace.write(joined.replacing("kim@", with: "kam@"), to: "roster.state.jsonl")
      let part = try await workspace.run("state", "repair")
      #expect(part.status == 0, "\(part)")
      #expect(part.standardOutput.contains("(contact.kim, ctc_"), "\(part)")
      #expect(part.lastLine.hasPrefix("Repaired, with 1 entry lost: "), "\(part)")
      let nothing = joined.replacing("@example.com", with: "@example.org")
      try workspace.write(nothing, to: "roster.state.jsonl")
      let failed = try await workspace.run("state", "repair")
      #expect(failed.status == 1 && failed.standardError.contains("R2070"), "\(failed)")
      #expect(!failed.standardOutput.contains("Repaired"), "\(failed)")
      for address in ["contact.ada", "contact.kim"] {
        #expect(failed.standardOutput.contains(address), "\(failed)")
      }
      #expect(try workspace.read("roster.state.jsonl") == nothing)
    }
  }
}
