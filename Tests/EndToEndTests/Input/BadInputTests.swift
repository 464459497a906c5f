import Foundation
import Testing

/// Bad input ends with exit 1 (64 for misuse), says what, where and what to do, sends nothing and changes no state.
@Suite struct BadInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var files: [String: String] = [:]
    var arguments: [String]
    var environment: [String: String] = [:]
    var status: Int32 = 1
    /// Each must be in standard error.
    var says: [String]
  }

  static let sound = "contacts:\n  a@example.com: {firstName: A}\n"

  static let cases: [Case] = [
    Case(
      testDescription: "no manifest at all",
      arguments: ["plan"],
      says: ["roster.yaml", "contacts"]
    ),
    Case(
      testDescription: "missing file",
      arguments: ["plan", "gone.yaml"],
      says: ["gone.yaml"]
    ),
    Case(
      testDescription: "unreadable file",
      files: ["roster.yaml": sound],
      arguments: ["plan"],
      environment: ["CRASH_POINTS_DENY": "roster.yaml", "LD_PRELOAD": Workspace.crashPoints],
      says: ["roster.yaml", "Permission denied", "chmod"]
    ),
    Case(
      testDescription: "unreadable folder",
      files: ["people/a.yaml": sound],
      arguments: ["plan", "people"],
      environment: ["CRASH_POINTS_DENY": "people", "LD_PRELOAD": Workspace.crashPoints],
      says: ["people", "Permission denied", "chmod"]
    ),
    Case(
      testDescription: "empty folder",
      files: ["people/notes.txt": "nothing"],
      arguments: ["plan", "people"],
      says: ["people", ".yaml"]
    ),
    Case(
      testDescription: "empty file",
      files: ["roster.yaml": ""],
      arguments: ["plan"],
      says: ["roster.yaml", "empty"]
    ),
    Case(
      testDescription: "not YAML",
      files: ["roster.yaml": "contacts: [\n"],
      arguments: ["plan"],
      says: ["roster.yaml:"]
    ),
    Case(
      testDescription: "wrong shape",
      files: ["roster.yaml": "- a\n- b\n"],
      arguments: ["plan"],
      says: ["roster.yaml:1:1"]
    ),
    Case(
      testDescription: "misspelt field",
      files: ["roster.yaml": "contacts:\n  a@example.com:\n    firstname: A\n"],
      arguments: ["plan"],
      says: ["roster.yaml:3:5", "firstName"]
    ),
    Case(
      testDescription: "no identifier",
      files: ["roster.yaml": "contacts:\n  a: {firstName: A}\n"],
      arguments: ["plan"],
      says: ["roster.yaml:2:3", "email"]
    ),
    Case(
      testDescription: "malformed email",
      files: ["roster.yaml": "contacts:\n  a: {email: nobody}\n"],
      arguments: ["plan"],
      says: ["roster.yaml:2:14", "nobody"]
    ),
    Case(
      testDescription: "identifier declared twice",
      files: [
        "roster.yaml": "contacts:\n  a: {email: x@example.com}\n  b: {email: X@Example.com}\n"
      ],
      arguments: ["plan"],
      says: ["roster.yaml:3:", "roster.yaml:2:"]
    ),
    Case(
      testDescription: "more than are listed",
      files: [
        "roster.yaml": "contacts:\n"
          + (0..<1_200).map { "  k\($0)@example.com: {phone: x}\n" }.joined()
      ],
      arguments: ["validate"],
      says: ["There are 200 more errors.", "Not valid: 1200 errors."]
    ),
    Case(
      testDescription: "wrong API key",
      files: ["roster.yaml": sound],
      arguments: ["apply", "--auto-approve"],
      environment: ["LEMLIST_API_KEY": "wrong-key"],
      says: ["key"]
    ),
    Case(
      testDescription: "no API key",
      files: ["roster.yaml": sound],
      arguments: ["apply", "--auto-approve"],
      environment: ["LEMLIST_API_KEY": ""],
      says: ["LEMLIST_API_KEY"]
    ),
    Case(
      testDescription: "unreachable endpoint",
      files: ["roster.yaml": sound],
      arguments: [
        "apply", "--auto-approve", "--endpoint", "http://127.0.0.1:1/api", "--timeout", "1s",
        "--retries", "1",
      ],
      says: ["127.0.0.1"]
    ),
    Case(
      testDescription: "plain http to another host",
      files: ["roster.yaml": sound],
      arguments: ["apply", "--auto-approve", "--endpoint", "http://crm.example.com/api"],
      says: ["https"]
    ),
    Case(
      testDescription: "no terminal and no approval",
      files: ["roster.yaml": sound],
      arguments: ["apply"],
      says: ["--auto-approve"]
    ),
    Case(
      testDescription: "a state that is no state",
      files: ["roster.yaml": sound, "roster.state.jsonl": "hello\n"],
      arguments: ["apply", "--auto-approve"],
      says: ["roster.state.jsonl:1"]
    ),
    Case(
      testDescription: "a plan that is no plan",
      files: ["p.json": "{\"format_version\": 7}"],
      arguments: ["apply", "p.json"],
      says: ["p.json"]
    ),
    Case(
      testDescription: "a plan that is no JSON",
      files: ["p.json": "nonsense"],
      arguments: ["apply", "p.json"],
      says: ["p.json"]
    ),
    Case(
      testDescription: "unknown option",
      arguments: ["plan", "--frobnicate"],
      status: 64,
      says: ["--frobnicate"]
    ),
    Case(
      testDescription: "unknown command",
      arguments: ["frobnicate"],
      status: 64,
      says: ["frobnicate"]
    ),
    Case(
      testDescription: "sandbox and endpoint",
      arguments: ["plan", "--sandbox", "--endpoint", "https://crm.example.com"],
      status: 64,
      says: ["--sandbox"]
    ),
    Case(
      testDescription: "a quote as delimiter",
      files: ["crm.csv": "email\na@example.com\n"],
      arguments: ["import", "crm.csv", "--delimiter", "\""],
      status: 64,
      says: ["--delimiter", "quote"]
    ),
    Case(
      testDescription: "a line break as delimiter",
      files: ["crm.csv": "email\na@example.com\n"],
      arguments: ["import", "crm.csv", "--delimiter", "\n"],
      status: 64,
      says: ["--delimiter", "line break"]
    ),
    Case(
      testDescription: "an owner who is none",
      files: ["crm.csv": "email,owner\na@example.com,Ada\n"],
      arguments: ["import", "crm.csv", "--owner", "Ada=Ada"],
      status: 64,
      says: ["--owner", "Ada=Ada"]
    ),
    Case(
      testDescription: "an encoding that nobody knows",
      files: ["crm.csv": "email\na@example.com\n"],
      arguments: ["import", "crm.csv", "--encoding", "klingon"],
      status: 64,
      says: ["--encoding", "klingon"]
    ),
    Case(
      // Said before the files are read.
      testDescription: "a folder to import into that is not there",
      arguments: ["import", "gone.csv", "--out", "new/folder/x.yaml"],
      says: ["R0004", "new/folder/x.yaml"]
    ),
  ]

  @Test(arguments: cases)
  func `bad input is explained and touches nothing`(_ bad: Case) async throws {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      workspace.environment.merge(bad.environment) { $1 }
      for (name, text) in bad.files { try workspace.write(text, to: name) }
      let output = try await workspace.run(bad.arguments)
      #expect(output.status == bad.status, "\(output)")
      for text in bad.says { #expect(output.standardError.contains(text), "\(output)") }
      if bad.status == 1 { #expect(output.standardError.contains("help: "), "\(output)") }
      #expect(!output.description.contains("wrong-key"))
      #expect(scenario.writes().isEmpty)
      #expect(!workspace.exists("roster.state.jsonl") || bad.files["roster.state.jsonl"] != nil)
      for (name, text) in bad.files { #expect(try workspace.read(name) == text) }
    }
  }

  @Test func `an empty manifest over a state that has contacts is refused`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.sound)
      let before = try scenario.workspace.read("roster.state.jsonl")
      let output = try await scenario.apply("contacts: {}\n", expecting: 1)
      #expect(output.standardError.contains("--allow-empty"), "\(output)")
      #expect(try scenario.workspace.read("roster.state.jsonl") == before)
      try await scenario.apply("contacts: {}\n", "--allow-empty")
    }
  }

  @Test func `a state of another endpoint is refused before any request`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.sound)
      try await Scenario.run { other in
        let state = try scenario.workspace.read("roster.state.jsonl")
        try other.workspace.write(state, to: "roster.state.jsonl")
        let output = try await other.apply(Self.sound, expecting: 1)
        #expect(output.standardError.contains(scenario.url), "\(output)")
        #expect(other.requestCount == 0)
      }
    }
  }

  @Test func `a state edited by hand is refused with the line and the way out`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.sound)
      let edited = try scenario.workspace.read("roster.state.jsonl")
        .replacingOccurrences(of: "\"firstName\":\"A\"", with: "\"firstName\":\"B\"")
      try scenario.workspace.write(edited, to: "roster.state.jsonl")
      let before = scenario.requestCount
      let output = try await scenario.apply(Self.sound, expecting: 1)
      #expect(output.standardError.contains("roster.state.jsonl"), "\(output)")
      #expect(scenario.requestCount == before)
      #expect(try scenario.workspace.read("roster.state.jsonl") == edited)
    }
  }

  @Test func `a plan whose state has moved on is refused, with both serials`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(Self.sound)
      try scenario.workspace.write("contacts:\n  a@example.com: {firstName: B}\n")
      _ = try await scenario.workspace.run("plan", "--out", "p.json")
      try await scenario.apply("contacts:\n  a@example.com: {firstName: C}\n")
      let before = (scenario.requestCount, try scenario.workspace.read("roster.state.jsonl"))
      let output = try await scenario.workspace.run("apply", "p.json")
      #expect(output.status == 1, "\(output)")
      for text in ["serial 1", "serial 2", "help: "] {
        #expect(output.standardError.contains(text), "\(output)")
      }
      #expect(scenario.requestCount == before.0)
      #expect(try scenario.workspace.read("roster.state.jsonl") == before.1)
    }
  }

  @Test func `a run without a key ends with a summary and writes its report`() async throws {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      workspace.environment["LEMLIST_API_KEY"] = nil
      try workspace.write(Self.sound)
      let output = try await workspace.run("apply", "--auto-approve", "--report", "json=r.json")
      #expect(output.status == 1, "\(output)")
      #expect(output.lastLine.hasPrefix("Apply stopped: 0 created"), "\(output)")
      #expect(output.lastLine.contains("1 not attempted"), "\(output)")
      #expect(try workspace.read("r.json").contains("R0002"))
    }
  }

  @Test func `a key file that an editor or a shell wrote is read, or says what is wrong`()
    async throws
  {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      let key = try #require(workspace.environment["LEMLIST_API_KEY"])
      workspace.environment["LEMLIST_API_KEY"] = nil
      try workspace.write(Self.sound)
      try workspace.write("\u{FEFF} \(key)\r\n", to: "good")
      let good = try await workspace.run("apply", "--auto-approve", "--api-key-file", "good")
      #expect(good.status == 0, "\(good)")
      try workspace.write(Self.sound.replacingOccurrences(of: "A", with: "B"))
      try workspace.write("\"\(key)\"\n", to: "bad")
      let bad = try await workspace.run("apply", "--auto-approve", "--api-key-file", "bad")
      #expect(bad.status == 1, "\(bad)")
      #expect(bad.standardOutput.contains("stands in quotes"), "\(bad)")
      workspace.environment["LEMLIST_API_KEY"] = "'\(key)'"
      let quoted = try await workspace.run("apply", "--auto-approve")
      #expect(quoted.standardOutput.contains("LEMLIST_API_KEY stands in quotes"), "\(quoted)")
    }
  }

  @Test func `a plan edited by hand is refused`() async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.sound)
      _ = try await scenario.workspace.run("plan", "--out", "p.json")
      let edited = try scenario.workspace.read("p.json")
        .replacingOccurrences(of: "\"A\"", with: "\"Evil\"")
      try scenario.workspace.write(edited, to: "p.json")
      let output = try await scenario.workspace.run("apply", "p.json")
      #expect(output.status == 1, "\(output)")
      #expect(output.standardError.contains("p.json"), "\(output)")
      #expect(scenario.requestCount == 0)
    }
  }
}
