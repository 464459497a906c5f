import Foundation
import TestSupport
import Testing

/// Where reports go, how long they may be, and what a workflow is told.
@Suite struct ReportOptionTests {
  private static func people(_ count: Int, _ field: String = "firstName: A") -> String {
    "contacts:\n"
      + (0..<count).map { "  p\($0)@example.com: {\(field)}\n" }.joined()
  }

  @Test func `Markdown keeps to --max-bytes wherever it goes`() async throws {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      workspace.environment["GITHUB_STEP_SUMMARY"] = workspace.path + "/step.md"
      try workspace.write(Self.people(400))
      let limit = ["--max-bytes", "5000", "--report", "markdown=r.md", "--format", "markdown"]
      for arguments in [["plan", "--out", "p.json"], ["show", "p.json"], ["apply", "p.json"]] {
        try? FileManager.default.removeItem(atPath: workspace.path + "/step.md")
        let output = try await workspace.run(arguments + limit)
        #expect(output.status == 0, "\(output)")
        let report = try workspace.read("r.md")
        #expect(output.standardOutput == report)
        #expect((1...5000).contains(report.utf8.count), "\(arguments): \(report.utf8.count)")
        if arguments[0] != "show" {
          #expect(try workspace.read("step.md") == report)
        }
        if arguments[0] != "apply" {
          #expect(report.contains("of 400 changes are not shown here"), "\(report)")
        }
      }
      try await scenario.expectConverged()
      let tooSmall = try await workspace.run("plan", "--max-bytes", "10")
      #expect(tooSmall.status == 64 && tooSmall.standardError.contains("1000"), "\(tooSmall)")
    }
  }

  @Test func `the default is what a comment may be`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.people(3000, "firstName: 'A rather long first name'"))
      let output = try await workspace.run("plan", "--format", "markdown")
      #expect((50_000...60_000).contains(output.standardOutput.utf8.count))
      #expect(output.standardOutput.contains("3,000 changes are not shown here"))
    }
  }

  @Test func `reports of every form are written together, also on failure`() async throws {
    try await Scenario.run(
      faults: "rules:\n  - {path: /contacts, method: POST, status: 400, text: no}"
    ) { scenario in
      let reports = [
        "text=r.txt", "json=r.json", "markdown=r.md", "html=r.html", "json=again.json",
      ]
      .flatMap { ["--report", $0] }
      try scenario.workspace.write(Self.people(1))
      let output = try await scenario.workspace.run(["apply", "--auto-approve"] + reports)
      #expect(output.status == 1, "\(output)")
      for name in ["r.txt", "r.md", "r.html"] {
        #expect(try scenario.workspace.read(name).contains("Apply failed: 0 created"), "\(name)")
      }
      #expect(try scenario.workspace.read("r.json") == scenario.workspace.read("again.json"))
      #expect(try scenario.workspace.read("r.json").contains("\"happened\":\"failed\""))
    }
  }

  @Test func `a report that cannot be written is said before anything is sent`() async throws {
    try await Scenario.run { scenario in
      let output = try await scenario.apply(
        Self.people(1),
        "--report",
        "json=missing/r.json",
        expecting: 1
      )
      #expect(output.standardError.contains("Cannot write missing/r.json"), "\(output)")
      #expect(scenario.requestCount == 0)
    }
  }

  @Test func `a report that fails in the end keeps none of the others from being written`()
    async throws
  {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      workspace.environment["GITHUB_STEP_SUMMARY"] = "/dev/full"
      try workspace.write(Self.people(1))
      let output = try await workspace.run(
        "apply",
        "--auto-approve",
        "--report",
        "text=/dev/full",
        "--report",
        "json=r.json"
      )
      #expect(output.status == 4, "\(output)")
      #expect(output.standardError.ranges(of: "Cannot write /dev/full").count == 2, "\(output)")
      #expect(output.lastLine.hasPrefix("Apply complete: 1 created"), "\(output)")
      #expect(try workspace.read("r.json").contains("\"status\":\"complete\""))
      #expect(try await workspace.run("plan").lastLine.hasPrefix("No changes."))
    }
  }

  @Test func `in a GitHub workflow every error is an annotation, and elsewhere none is`()
    async throws
  {
    try await Scenario.run(
      faults: "rules:\n  - {path: /contacts, method: POST, status: 400, text: no}"
    ) { scenario in
      var workspace = scenario.workspace
      try workspace.write("contacts:\n  a@example.com: {firstName: '%0A::error::x'}\n")
      let elsewhere = try await workspace.run("apply", "--auto-approve")
      #expect(elsewhere.status == 1 && !elsewhere.standardError.contains("::error"), "\(elsewhere)")
      workspace.environment["GITHUB_ACTIONS"] = "true"
      let apply = try await workspace.run("apply", "--auto-approve")
      let lines = apply.standardError.split(separator: "\n").filter { $0.hasPrefix("::") }
      #expect(lines.count == 1, "\(apply)")
      #expect(lines.first?.hasPrefix("::error file=roster.yaml,line=2,col=3,title=R") == true)
      #expect(!apply.standardOutput.contains("\n::"), "results stay what they are: \(apply)")
      try workspace.write("contacts:\n  a@example.com: {firstname: A}\n")
      let plan = try await workspace.run("plan")
      #expect(
        plan.standardError.contains("\n::error file=roster.yaml,line=2,col=19,title=R0203::"),
        "\(plan)"
      )
    }
  }
}
