import Foundation
import Testing

/// The key does not leak through a manifest that is a link to where it stands.
@Suite struct LinkedSecretTests {
  private static let secrets = [
    Scenario.key, Data((":" + Scenario.key).utf8).base64EncodedString(),
    Data(Scenario.key.utf8).base64EncodedString(),
  ]

  /// Files outside of the manifest's folder that are none, and what they hold.
  private static let targets: [(name: String, text: String?)] = [
    ("key.txt", Scenario.key + "\n"),
    (".env", "LEMLIST_API_KEY=\(Scenario.key)\n"),
    ("env.yaml", "LEMLIST_API_KEY: \(Scenario.key)\n"),
    ("header", "Authorization: Basic \(Data((":" + Scenario.key).utf8).base64EncodedString())\n"),
    ("other.txt", "password: hunter2-hunter2\n"),
    ("cut.txt", "{password: hunter2-hunter2\n"),
    ("/proc/self/environ", nil),
  ]

  private static let runs: [[String]] = [
    ["validate"], ["validate", "--format", "json"], ["validate", "--format", "github"],
    ["validate", "--format", "sarif"], ["plan"], ["plan", "--format", "json"],
    ["plan", "--format", "markdown"], ["plan", "--format", "html"],
    ["apply", "--auto-approve", "--verbose"],
  ]

  private func scenario(
    _ target: Int,
    _ body: (Scenario, Workspace, _ link: String) async throws -> Void
  ) async throws {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      workspace.environment["GITHUB_ACTIONS"] = "true"
      workspace.environment["GITHUB_STEP_SUMMARY"] = workspace.path + "/summary.md"
      let (name, text) = Self.targets[target]
      if let text { try workspace.write(text, to: "secrets/" + name) }
      try workspace.write("contacts: {a@example.com: {}}\n", to: "contacts/a.yaml")
      let link = workspace.path + "/contacts/x.yaml"
      try FileManager.default.createSymbolicLink(
        atPath: link,
        withDestinationPath: text == nil ? name : "../secrets/" + name
      )
      try await body(scenario, workspace, link)
    }
  }

  private func expectNothing(_ output: RunOutput, _ workspace: Workspace) throws {
    let summary = workspace.exists("summary.md") ? try workspace.read("summary.md") : ""
    let report = workspace.exists("r.md") ? try workspace.read("r.md") : ""
    let text = output.description + summary + report
    for secret in Self.secrets + ["hunter2"] { #expect(!text.contains(secret), "\(text)") }
  }

  @Test(arguments: 0..<7)
  func `a link out of the folder is refused, and followed only when asked`(_ target: Int)
    async throws
  {
    try await scenario(target) { scenario, workspace, _ in
      for run in Self.runs {
        let output = try await workspace.run(run)
        #expect(output.status == 1, "\(output)")
        #expect(output.description.contains("R0140"), "\(output)")
        try expectNothing(output, workspace)
        let followed = try await workspace.run(run + ["--follow-links"])
        #expect(followed.status == 1, "\(followed)")
        #expect(followed.description.contains(/R014[12]/), "\(followed)")
        try expectNothing(followed, workspace)
      }
      #expect(scenario.requestCount == 0)
    }
  }

  @Test(arguments: 0..<7)
  func `a link that is named is read, and not quoted`(_ target: Int) async throws {
    try await scenario(target) { scenario, workspace, _ in
      for run in Self.runs {
        let output = try await workspace.run(run + ["contacts/x.yaml", "contacts/a.yaml"])
        #expect(output.status == 1, "\(output)")
        #expect(output.description.contains(/R014[12]/), "\(output)")
        try expectNothing(output, workspace)
      }
      #expect(scenario.requestCount == 0)
    }
  }

  /// A link in the manifest's place, beside the file that it quotes.
  @Test(arguments: [
    (link: "roster.yaml", to: ".env"), (link: "contacts", to: "../secrets"),
  ])
  func `what a link in the place of the manifest leads to is not quoted`(
    _ link: String,
    _ target: String
  ) async throws {
    try await Scenario.run { scenario in
      let around = scenario.workspace
      let workspace = Workspace(path: around.path + "/project", environment: around.environment)
      let text = "password: hunter2-hunter2\n"
      for path in [".env", "../secrets/a.yaml"] { try workspace.write(text, to: path) }
      try FileManager.default.createSymbolicLink(
        atPath: workspace.path + "/" + link,
        withDestinationPath: target
      )
      for run in Self.runs {
        let output = try await workspace.run(run)
        #expect(output.status == 1 && output.description.contains("R0142"), "\(output)")
        try expectNothing(output, workspace)
      }
      #expect(scenario.requestCount == 0)
    }
  }

  @Test func `links within the folder are followed, and manifests outside when asked`()
    async throws
  {
    try await Scenario.run { scenario in
      let workspace = scenario.workspace
      try workspace.write("contacts: {a@example.com: {}}\n", to: "contacts/real/a.yaml")
      try workspace.write("contacts: {b@example.com: {}}\n", to: "shared/b.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: workspace.path + "/contacts/inside",
        withDestinationPath: "real"
      )
      let inside = try await workspace.run("validate")
      #expect(
        inside.status == 0 && inside.standardOutput.hasPrefix("Valid: 1 contact"),
        "\(inside)"
      )
      try FileManager.default.createSymbolicLink(
        atPath: workspace.path + "/contacts/shared",
        withDestinationPath: "../shared"
      )
      let refused = try await workspace.run("validate")
      #expect(refused.status == 1 && refused.description.contains("R0140"), "\(refused)")
      let followed = try await workspace.run("validate", "--follow-links")
      #expect(followed.standardOutput.hasPrefix("Valid: 2 contacts"), "\(followed)")
      try await scenario.run(["apply", "--auto-approve", "--follow-links"])
    }
  }

  @Test func `a manifest that holds the key is an error, in any form of it`() async throws {
    for secret in Self.secrets {
      try await Scenario.run { scenario in
        let workspace = scenario.workspace
        try workspace.write("contacts:\n  a@example.com:\n    summary: my \(secret)!\n")
        for run in Self.runs + [["plan", "--out", "p.json", "--report", "markdown=r.md"]] {
          let output = try await workspace.run(run)
          #expect(output.status == 1 && output.description.contains("R0141"), "\(output)")
          try expectNothing(output, workspace)
        }
        #expect(scenario.requestCount == 0)
        #expect(!workspace.exists("p.json") && !workspace.exists("roster.state.jsonl"))
      }
    }
  }

  @Test func `the key of a file is known before anything is read`() async throws {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      workspace.environment["LEMLIST_API_KEY"] = nil
      try workspace.write(Scenario.key + "\n", to: "key.txt")
      try workspace.write("contacts:\n  \(Scenario.key): {email: \(Scenario.key)}\n")
      let output = try await workspace.run("plan", "--api-key-file", "key.txt")
      #expect(output.status == 1 && output.description.contains("R0141"), "\(output)")
      try expectNothing(output, workspace)
      let odd = try await workspace.run("show", Scenario.key, "--report", "text=\(Scenario.key)")
      #expect(odd.status == 1, "\(odd)")
    }
  }
}

extension Scenario {
  /// Runs the binary, which must succeed.
  fileprivate func run(_ arguments: [String]) async throws {
    let output = try await workspace.run(arguments)
    #expect(output.status == 0, "\(output)")
  }
}
