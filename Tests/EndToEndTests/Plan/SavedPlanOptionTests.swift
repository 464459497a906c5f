import Foundation
import Testing

/// What the command line says beside a saved plan holds for it, or is wrong use.
@Suite struct SavedPlanOptionTests {
  private static let applied = """
    settings: {onRemove: delete, limits: {delete: 5}}
    contacts:
      ann: {email: ann@example.com, firstName: Ann}
      bob: {email: bob@example.com}
      gone: {email: gone@example.com}
    """

  private static func withPlan(
    _ body: (Scenario) async throws -> Void
  ) async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(applied)
      let plan = try await scenario.plan(
        applied.replacingOccurrences(of: "firstName: Ann", with: "firstName: Anna")
          .replacingOccurrences(of: "  gone: {email: gone@", with: "  zoe: {email: zoe@"),
        "--out",
        "p.json"
      )
      #expect(plan.status == 0, "\(plan)")
      try await body(scenario)
    }
  }

  @Test(arguments: [
    ("--max-deletes", "0", "R1002"), ("--max-creates", "0", "R1001"),
    ("--max-updates", "0", "R1001"), ("--max-deletes", "0%", "R1002"),
  ])
  func `a limit holds for a saved plan`(_ option: String, _ value: String, _ code: String)
    async throws
  {
    try await Self.withPlan { scenario in
      let requests = scenario.requestCount
      let output = try await scenario.workspace.run("apply", "p.json", option, value)
      #expect(output.status == 1, "\(output)")
      #expect(output.standardError.contains("error[\(code)]"), "\(output)")
      #expect(scenario.requestCount == requests)
    }
  }

  @Test func `limits that are not exceeded let it pass`() async throws {
    try await Self.withPlan { scenario in
      let output = try await scenario.workspace.run(
        "apply",
        "p.json",
        "--max-deletes",
        "1",
        "--max-updates",
        "100%",
        "--max-creates",
        "1",
        "--max-forgets",
        "0"
      )
      #expect(output.status == 0, "\(output)")
      try await scenario.expectConverged()
    }
  }

  @Test(arguments: [
    ["--only", "contact.ann"], ["--exclude", "contact.ann"], ["--refresh"], ["--allow-empty"],
  ])
  func `an option that would change it is wrong use, and the message says why`(_ option: [String])
    async throws
  {
    try await Self.withPlan { scenario in
      let requests = scenario.requestCount
      let output = try await scenario.workspace.run(["apply", "p.json"] + option)
      #expect(output.status == 64, "\(output)")
      #expect(
        output.standardError.contains("\(option[0]) cannot be given with a saved plan"),
        "\(output)"
      )
      #expect(scenario.requestCount == requests)
    }
  }

  @Test(arguments: ["-1", "9223372036854775807"])
  func `a number of retries that nobody waits for is wrong use`(_ count: String) async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.applied)
      let output = try await scenario.workspace.run("apply", "--auto-approve", "--retries=\(count)")
      #expect(output.status == 64 && output.standardError.contains("--retries"), "\(output)")
      #expect(scenario.requestCount == 0)
    }
  }
}
