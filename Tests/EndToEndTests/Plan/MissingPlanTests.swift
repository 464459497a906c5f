import Foundation
import TestSupport
import Testing

/// Where errors leave no plan, the reports say so: none of an earlier plan stays in their place.
@Suite struct MissingPlanTests {
  private static let people = "contacts:\n  a@example.com: {firstName: A}\n"

  private static let reports = ["text=r.txt", "json=r.json", "markdown=r.md", "html=r.html"]
    .flatMap { ["--report", $0] }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var files: [String: String] = ["roster.yaml": MissingPlanTests.people]
    var arguments: [String] = []
    var endpoint = "https://api.lemlist.com/api"
    /// Of the first error.
    let code: String
  }

  static let cases: [Case] = [
    Case(
      testDescription: "the manifest has an error",
      files: ["roster.yaml": people.replacingOccurrences(of: "firstName", with: "firstname")],
      code: "R0203"
    ),
    Case(testDescription: "there is no manifest", files: [:], code: "R0001"),
    Case(
      testDescription: "the manifest is no YAML",
      files: ["roster.yaml": "contacts: {\n"],
      code: "R0101"
    ),
    Case(
      testDescription: "the state is none",
      files: ["roster.yaml": people, "roster.state.jsonl": "{}\n"],
      code: "R2005"
    ),
    Case(
      testDescription: "the endpoint is none",
      arguments: ["--endpoint", "ftp://example.com"],
      endpoint: "unknown",
      code: "R3001"
    ),
  ]

  @Test(arguments: cases)
  func `every report says why there is no plan`(_ test: Case) async throws {
    try await withTemporaryDirectory { path in
      var workspace = Workspace(path: path)
      workspace.environment["LEMLIST_API_KEY"] = ""
      workspace.environment["GITHUB_STEP_SUMMARY"] = path + "/step.md"
      for (name, text) in test.files { try workspace.write(text, to: name) }
      for name in ["r.txt", "r.json", "r.md", "r.html"] { try workspace.write("old\n", to: name) }
      let output = try await workspace.run(
        ["plan", "--detailed-exitcode", "--out", "p.json"] + test.arguments + Self.reports
      )
      #expect(output.status == 1, "\(output)")
      #expect(output.standardOutput == "No plan could be made.\n")
      #expect(output.standardError.hasPrefix("error[\(test.code)]: "), "\(output)")
      #expect(!FileManager.default.fileExists(atPath: path + "/p.json"))
      let text = try workspace.read("r.txt")
      #expect(text.hasPrefix("error[\(test.code)]: "), "\(text)")
      #expect(text.hasSuffix("\n\nNo plan could be made.\n"), "\(text)")
      for name in ["r.md", "r.html"] {
        let report = try workspace.read(name)
        #expect(report.contains("No plan could be made.") && report.contains(test.code), "\(name)")
        #expect(!report.contains("No changes") && !report.contains("old\n"), "\(name)")
      }
      #expect(try workspace.read("step.md") == workspace.read("r.md"))
      try await Self.expectDocument(workspace, test)
      let printed = try await workspace.run(["plan", "--format", "json"] + test.arguments)
      #expect(try printed.status == 1 && printed.standardOutput == workspace.read("r.json"))
    }
  }

  /// The one for machines fits the schema, can be shown, and cannot be applied.
  private static func expectDocument(_ workspace: Workspace, _ test: Case) async throws {
    let fits = try await PlanSchemaCheck.fit([workspace.path + "/r.json"], from: workspace)
    #expect(fits.status == 0, "\(fits)")
    let data = Data(try workspace.read("r.json").utf8)
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["errored"] as? Bool == true && json["applyable"] as? Bool == false)
    #expect(json["endpoint"] as? String == test.endpoint)
    let diagnostics = try #require(json["diagnostics"] as? [[String: Any]])
    #expect(diagnostics.first?["code"] as? String == test.code)
    let shown = try await workspace.run("show", "r.json")
    #expect(shown.standardError.hasPrefix("error[\(test.code)]: "), "\(shown)")
    #expect(shown.standardOutput == "No plan could be made.\n", "\(shown)")
    let applied = try await workspace.run("apply", "r.json")
    #expect(applied.status == 1 && applied.standardError.contains("error[R"), "\(applied)")
    #expect(applied.lastLine.hasPrefix("Apply stopped: 0 created"), "\(applied)")
  }

  @Test func `a report that cannot be written is said before anything is planned`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.people)
      let output = try await workspace.run("plan", "--report", "json=missing/r.json")
      #expect(output.status == 1 && output.standardOutput.isEmpty, "\(output)")
      #expect(output.standardError.contains("Cannot write missing/r.json"), "\(output)")
    }
  }
}
