import Foundation
import Testing

/// In the log of a workflow nothing from elsewhere is a command to the service that runs it.
@Suite struct WorkflowCommandTests {
  /// A line as actions/runner and Azure Pipelines take it for a command; `nil` for any other.
  private static func command(_ line: Substring) -> Substring? {
    let trimmed = line.drop { $0.isWhitespace }
    if trimmed.hasPrefix("::"), trimmed.dropFirst(2).contains("::") { return trimmed }
    for start in ["##[", "##vso["] {
      guard let range = line.range(of: start) else { continue }
      if line[range.upperBound...].contains("]") { return line[range.lowerBound...] }
    }
    return nil
  }

  private static let hostile = """
    contacts:
      "::error::key": {email: a@example.com, firstName: "x ##[error]name", company: "##[group]c"}
      "k ##[error]x": {email: b@example.com, summary: "one\\n::error::two\\n  ::set-output name=a::b"}
      "##vso[task.complete result=Failed]k": {email: c@example.com, jobTitle: "##vso[task.x]y"}
      ? "\(String(repeating: "wide ", count: 12))::error::wrapped \(String(repeating: "::error::far ", count: 9))x"
      : {email: d@example.com, lastName: "\(String(repeating: "word ", count: 14))::warning::w ::error::e"}
    companies:
      "##[group]c": {domain: acme.example}
    """

  private static let broken = """
    contacts:
      "::error::key": {email: "##[error]no", "::error::field": 1}
      "##[x] y": {firstname: "::error::x"}
    "::error::section": 1
    ::error::plain: {}
    """

  private func check(_ output: RunOutput, _ what: String) {
    for line in (output.standardOutput + "\n" + output.standardError).split(whereSeparator: {
      $0.isNewline
    }) {
      guard let command = Self.command(line) else { continue }
      let isOwn =
        command.wholeMatch(of: /::(error|warning) ([a-z]+=[^,:]*,?)*title=[^,:]*::.*/) != nil
        && !command.contains("##[") && !command.contains("##vso[")
      #expect(isOwn, "\(what): \(line)")
    }
  }

  @Test(arguments: ["GITHUB_ACTIONS", "TF_BUILD"])
  func `no value, key or file name is a command in any stream`(_ variable: String) async throws {
    try await Scenario.run(faults: Self.faults) { scenario in
      var workspace = scenario.workspace
      workspace.environment[variable] = variable == "TF_BUILD" ? "True" : "true"
      let name = "##[error]n ::error::f.yaml"
      try workspace.write(Self.hostile, to: name)
      try workspace.write(Self.broken, to: "broken ##[x]/::error::b.yaml")
      try workspace.write(
        "email,firstName\nz@example.com,##[error]x\nq@@,::error::y\n",
        to: "##[c]n.csv"
      )
      let named = [name, "--state", "roster.state.jsonl"]
      for format in ["text", "json", "markdown", "html"] {
        check(try await workspace.run(["plan", "--format", format] + named), "plan \(format)")
      }
      for format in ["text", "json", "github", "sarif"] {
        let validated = try await workspace.run(
          "validate",
          "--format",
          format,
          "broken ##[x]",
          name
        )
        #expect(validated.status == 1)
        check(validated, "validate \(format)")
      }
      check(try await workspace.run(["plan", "--summary"] + named), "summary")
      check(try await workspace.run(["plan", "--group-by", "company"] + named), "by company")
      #expect(try await workspace.run(["plan", "--out", "##[p].json"] + named).status == 0)
      check(try await workspace.run("show", "##[p].json", "--format", "text"), "show")
      check(try await workspace.run("apply", "##[p].json", "--only", "contact.a"), "wrong use")
      check(try await workspace.run("show", "##[gone].json"), "missing")
      for format in ["json", "text", "markdown", "html"] {
        let applied = try await workspace.run(
          ["apply", "--auto-approve", "--verbose", "--format", format, "--max-failures", "0"]
            + named
        )
        check(applied, "apply \(format)")
      }
      check(try await workspace.run("state", "list"), "list")
      check(try await workspace.run("state", "show", "contact.::error::key"), "show")
      check(try await workspace.run("state", "mv", "contact.##[x]", "contact.::error::"), "mv")
      check(try await workspace.run("drift", "--format", "json"), "drift")
      check(try await workspace.run("import", "##[c]n.csv"), "import")
      check(try await workspace.run("pull"), "pull")
      check(try await workspace.run("explain", "##[error]x"), "explain")
      check(try await workspace.run("##[error]x", "::error::y"), "no command")
    }
  }

  /// A service that answers in commands.
  private static let faults = """
    rules:
      - {path: /contacts, method: POST, requests: [1], status: 400, text: "no\\n::error::x\\n##[error]y"}
      - path: /contacts
        method: POST
        requests: [2]
        setField: {path: data.fields.firstName, value: "::error::a ##[error]b"}
    """

  @Test func `what is read by programs stays the same`() async throws {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      try workspace.write(Self.hostile)
      let plain = try await workspace.run("plan", "--format", "json")
      try workspace.write(
        "email,firstName,summary\nz@example.com,##[error]x,\"a\n::error::b\"\n",
        to: "c.csv"
      )
      let manifest = try await workspace.run("import", "c.csv", "--out", "plain.yaml")
      #expect(manifest.status == 0, "\(manifest)")
      workspace.environment["GITHUB_ACTIONS"] = "true"
      let logged = try await workspace.run("plan", "--format", "json")
      let documents = try [plain, logged].map {
        try JSONSerialization.jsonObject(with: Data($0.standardOutput.utf8)) as? NSDictionary
      }
      #expect(documents[0] == documents[1])
      let piped = try await workspace.run("import", "c.csv")
      #expect(try piped.standardOutput == workspace.read("plain.yaml"))
      try workspace.write(piped.standardOutput, to: "imported.yaml")
      let shown = try await workspace.run(
        "plan",
        "--format",
        "json",
        "imported.yaml",
        "--state",
        "n"
      )
      let text = shown.standardOutput
      #expect(text.contains(#"\u0023#[error]x"#) && text.contains(#"a\n::error::b"#), "\(shown)")
    }
  }
}
