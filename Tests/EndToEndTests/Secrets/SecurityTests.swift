import Foundation
import Testing

/// The key appears nowhere, files are their owner's, and values stay values.
@Suite struct SecurityTests {
  private static let people =
    "contacts:\n  a@example.com: {firstName: A}\n  b@example.com: {firstName: B}\n"

  /// Everything under the folder and everything that was said, as bytes.
  private func all(_ folder: String, _ outputs: [RunOutput]) throws -> [(String, Data)] {
    var found = outputs.map { ("output", Data("\($0)".utf8)) }
    let files = FileManager.default.enumerator(atPath: folder)
    while let name = files?.nextObject() as? String {
      let path = folder + "/" + name
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      found.append((name, try Data(contentsOf: URL(fileURLWithPath: path))))
    }
    return found
  }

  /// Answers that repeat the credentials that they got.
  private static let echoing = """
    rules:
      - {path: /contacts, method: POST, requests: [1], status: 500, text: "bad key \(Scenario.key) in \(basic)"}
      - {path: /contacts, method: POST, requests: [3], status: 400, text: "bad key \(Scenario.key) in \(basic)"}
    """

  private static let basic = Data((":" + Scenario.key).utf8).base64EncodedString()

  @Test func `the key is in no output and no file, whatever happens`() async throws {
    try await Scenario.run(faults: Self.echoing) { scenario in
      let workspace = scenario.workspace
      try workspace.write(Self.people)
      var outputs: [RunOutput] = []
      for arguments in [
        ["plan", "--out", "p.json", "--report", "html=p.html", "--verbose"],
        [
          "apply", "--auto-approve", "--verbose", "--report", "json=r.json", "--report",
          "markdown=r.md", "--parallelism", "1",
        ],
        ["apply", "--auto-approve", "--verbose", "--format", "json"],
        ["validate", "--verbose"], ["show", "p.json", "--format", "json"], ["state", "list"],
        ["state", "show", "contact.a@example.com", "--format", "json"], ["explain"], ["--help"],
        ["apply", "p.json", "--verbose"],
        [
          "apply", "--auto-approve", "--verbose", "--endpoint", "http://127.0.0.1:1", "--retries",
          "0",
        ],
      ] {
        outputs.append(try await workspace.run(arguments))
      }
      #expect(outputs[1].standardOutput.contains("bad key"), "\(outputs[1])")
      let secrets = [Scenario.key, Self.basic, Data(Scenario.key.utf8).base64EncodedString()]
      for (name, data) in try all(workspace.path, outputs) {
        for secret in secrets {
          #expect(data.range(of: Data(secret.utf8)) == nil, "the key is in \(name)")
        }
      }
    }
  }

  @Test func `the key is taken from a file, and an argument for it does not exist`() async throws {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      workspace.environment["LEMLIST_API_KEY"] = nil
      try workspace.write(Self.people)
      try workspace.write(Scenario.key + "\n", to: "key.txt")
      let output = try await workspace.run(
        "apply",
        "--auto-approve",
        "--api-key-file",
        "key.txt"
      )
      #expect(output.status == 0, "\(output)")
      #expect(try await workspace.run("apply", "--api-key", "x").status == 64)
    }
  }

  @Test func `what is written is for its owner only, under a hostile umask`() async throws {
    try await Scenario.run { scenario in
      let workspace = scenario.workspace
      try workspace.write(Self.people)
      let command =
        "umask 000; '\(Workspace.binary)' plan --sandbox --out p.json --report html=p.html "
        + "&& '\(Workspace.binary)' apply --sandbox --auto-approve --report json=r.json"
      let process = try RunningProcess(workspace, ["-c", command], executable: "/bin/sh")
      let output = try await process.wait()
      #expect(output.status == 0, "\(output)")
      for name in [
        "p.json", "p.html", "r.json", "roster.state.jsonl", "roster.state.jsonl.lock",
        ".roster/sandbox.sqlite",
      ] {
        let attributes = try FileManager.default.attributesOfItem(
          atPath: workspace.path + "/" + name
        )
        #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
      }
    }
  }

  @Test func `a value from the service cannot move the cursor or become markup`() async throws {
    let faults = """
      rules:
        - path: /contacts
          method: POST
          setField: {path: data.fields.firstName, value: "\\e[2J\\r\\n<script>x</script>|`@everyone`"}
      """
    try await Scenario.run(faults: faults) { scenario in
      try scenario.workspace.write(Self.people)
      let output = try await scenario.workspace.run(
        "apply",
        "--auto-approve",
        "--color",
        "never",
        "--report",
        "html=r.html",
        "--report",
        "markdown=r.md"
      )
      #expect(output.status == 3, "\(output)")
      for text in [output.standardOutput, output.standardError] {
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
      }
      #expect(!(try scenario.workspace.read("r.html")).contains("<script>x"))
      // In Markdown it stands in a code block, where it is text.
      let parts = try scenario.workspace.read("r.md").components(separatedBy: "```")
      for (index, part) in parts.enumerated() where part.contains("<script>x") {
        #expect(index % 2 == 1, "outside a code block: \(part)")
      }
    }
  }

  @Test func `a redirect is not followed with the key`() async throws {
    try await Scenario.run { other in
      let faults = """
        rules:
          - {path: /contacts, method: POST, status: 307, headers: {Location: "\(other.url)/contacts"}}
        """
      try await Scenario.run(faults: faults) { scenario in
        let output = try await scenario.apply(Self.people, expecting: 1)
        #expect(output.standardOutput.contains("redirect"), "\(output)")
        #expect(other.requestCount == 0)
      }
    }
  }
}
