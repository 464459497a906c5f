import Foundation
import Testing

/// However a run ends, it ends with a summary, and its reports are written.
@Suite struct EndingTests {
  private static let people =
    "contacts:\n" + (1...3).map { "  p\($0)@example.com: {firstName: P\($0)}\n" }.joined()

  private static let reports = ["text=r.txt", "json=r.json", "markdown=r.md", "html=r.html"]
    .flatMap { ["--report", $0] }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// The rules of the service's faults.
    var faults: String?
    var manifest = EndingTests.people
    /// Commands that go before it.
    var before: [[String]] = []
    var arguments = ["apply", "--auto-approve", "--parallelism", "1"]
    var environment: [String: String] = [:]
    /// Of the report.
    let status: String
    /// What stopped it; `nil` when nothing did.
    var stop: String?
    var notAttempted = 3
    var exit: Int32 = 1
  }

  static let cases: [Case] = [
    Case(testDescription: "complete", status: "complete", notAttempted: 0, exit: 0),
    Case(
      testDescription: "a contact failed",
      faults: "{path: /contacts, method: POST, body: p2@, status: 400, text: no}",
      status: "failed",
      notAttempted: 0
    ),
    Case(
      testDescription: "the key is refused at once",
      environment: ["LEMLIST_API_KEY": "another-key-than-the-service-knows"],
      status: "stopped",
      stop: "R3011"
    ),
    Case(
      testDescription: "the key is refused on the way",
      faults: "{path: /contacts, method: POST, from: 2, status: 401}",
      status: "stopped",
      stop: "R3011",
      notAttempted: 1
    ),
    Case(
      testDescription: "the key may not write",
      faults: "{path: /contacts, method: POST, status: 403}",
      status: "stopped",
      stop: "R3012",
      notAttempted: 2
    ),
    Case(
      testDescription: "failures in a row",
      faults: "{path: /contacts, method: POST, status: 400, text: no}",
      arguments: ["apply", "--auto-approve", "--parallelism", "1", "--max-failures", "2"],
      status: "stopped",
      stop: "R3107",
      notAttempted: 1
    ),
    Case(
      testDescription: "the preflight found a problem",
      manifest: "fields: {unheard: text}\n"
        + people.replacingOccurrences(of: "firstName: P2", with: "custom: {unheard: x}"),
      status: "stopped",
      stop: "R3102"
    ),
    Case(
      testDescription: "the preflight had no answer",
      faults: "{path: /team, status: 503}",
      arguments: ["apply", "--auto-approve", "--retries", "0"],
      status: "stopped",
      stop: "R3022"
    ),
    Case(
      testDescription: "the plan is stale",
      before: [["plan", "--out", "p.json"], ["apply", "--auto-approve"]],
      arguments: ["apply", "p.json"],
      status: "stopped",
      stop: "R5010"
    ),
    Case(
      testDescription: "the plan has an error",
      arguments: ["apply", "--auto-approve", "--max-creates", "1"],
      status: "stopped",
      stop: "R1001"
    ),
    Case(
      testDescription: "there is no key",
      environment: ["LEMLIST_API_KEY": ""],
      status: "stopped",
      stop: "R0002"
    ),
    Case(
      testDescription: "nobody can approve",
      arguments: ["apply"],
      status: "stopped",
      stop: "R0003",
      notAttempted: 0
    ),
    Case(
      testDescription: "the manifest has an error",
      manifest: people.replacingOccurrences(of: "firstName", with: "firstname"),
      status: "stopped",
      stop: "R0203",
      notAttempted: 0
    ),
  ]

  @Test(arguments: cases)
  func `every ending has its summary and its reports`(_ test: Case) async throws {
    try await Scenario.run(faults: test.faults.map { "rules:\n  - " + $0 }) { scenario in
      var workspace = scenario.workspace
      try workspace.write(test.manifest)
      for arguments in test.before { _ = try await workspace.run(arguments) }
      workspace.environment.merge(test.environment) { $1 }
      let output = try await workspace.run(test.arguments + Self.reports)
      #expect(output.status == test.exit, "\(output)")
      try Self.expectReports(
        workspace,
        output.lastLine,
        test.status,
        stop: test.stop,
        notAttempted: test.notAttempted
      )
    }
  }

  /// The summary is the last line of the output and in every report; the one for machines says it in full.
  private static func expectReports(
    _ workspace: Workspace,
    _ lastLine: String,
    _ status: String,
    stop: String? = nil,
    notAttempted: Int
  ) throws {
    #expect(lastLine.hasPrefix("Apply \(status): "))
    for name in ["r.txt", "r.md", "r.html"] {
      #expect(try workspace.read(name).contains(lastLine), "\(name)")
    }
    let data = Data(try workspace.read("r.json").utf8)
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["status"] as? String == status)
    #expect((json["stopped_by"] as? [String: Any])?["code"] as? String == stop)
    let summary = try #require(json["summary"] as? [String: Int])
    #expect(summary["not_attempted"] == notAttempted)
    let outcomes = try #require(json["outcomes"] as? [[String: Any]])
    #expect(outcomes.count { $0["status"] as? String == "not_attempted" } == notAttempted)
  }

  @Test(arguments: [false, true])
  func `a run that may not have the state has its reports too`(_ isSaved: Bool) async throws {
    let faults = "rules:\n  - {path: /contacts, method: POST, delay: 20s}"
    try await Scenario.run(faults: faults) { scenario in
      let workspace = scenario.workspace
      try workspace.write(Self.people)
      _ = try await workspace.run("plan", "--out", "p.json")
      let first = try RunningProcess(workspace, ["apply", "--auto-approve", "--parallelism", "1"])
      while scenario.writes().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
      let output = try await workspace.run(
        ["apply"] + (isSaved ? ["p.json"] : ["--auto-approve"]) + Self.reports
      )
      #expect(output.status == 1, "\(output)")
      try Self.expectReports(
        workspace,
        output.lastLine,
        "stopped",
        stop: "R2020",
        notAttempted: isSaved ? 3 : 0
      )
      // Interrupted while it waits, it says so too.
      let waiting = try RunningProcess(
        workspace,
        ["apply", "--auto-approve", "--lock-timeout", "60s"] + Self.reports
      )
      try await Task.sleep(for: .milliseconds(1500))
      waiting.signal(SIGTERM)
      let interrupted = try await waiting.wait()
      #expect(interrupted.status == 130, "\(interrupted)")
      try Self.expectReports(workspace, interrupted.lastLine, "interrupted", notAttempted: 0)
      first.signal(SIGKILL)
      _ = try await first.wait()
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `an interruption of the preflight has its summary and its reports`(
    _ signal: Int32
  ) async throws {
    let faults = "rules:\n  - {path: /team, delayAnswer: 1s}"
    try await Scenario.run(faults: faults) { scenario in
      try scenario.workspace.write(Self.people)
      let process = try RunningProcess(
        scenario.workspace,
        ["apply", "--auto-approve"] + Self.reports
      )
      while scenario.requestCount == 0 { try await Task.sleep(for: .milliseconds(20)) }
      process.signal(signal)
      let output = try await process.wait()
      #expect(output.status == 130, "\(output)")
      #expect(scenario.writes().isEmpty)
      try Self.expectReports(
        scenario.workspace,
        output.lastLine,
        "interrupted",
        notAttempted: 3
      )
    }
  }

  @Test func `a hang-up that is ignored from the start stays ignored`() async throws {
    let faults = "rules:\n  - {path: /team, delayAnswer: 1s}"
    try await Scenario.run(faults: faults) { scenario in
      try scenario.workspace.write(Self.people)
      let process = try RunningProcess(
        scenario.workspace,
        ["-c", "trap '' HUP; exec '\(Workspace.binary)' apply --auto-approve"],
        executable: "/bin/sh"
      )
      while scenario.requestCount == 0 { try await Task.sleep(for: .milliseconds(20)) }
      process.signal(SIGHUP)
      let output = try await process.wait()
      #expect(output.status == 0, "\(output)")
      #expect(output.lastLine.hasPrefix("Apply complete: 3 created"), "\(output)")
    }
  }

  struct Answer: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var input: String?
    /// Goes before the program in a shell whose process it becomes.
    var meanwhile = ""
    let status: String
    let exit: Int32
  }

  /// When the question stands there, which the pseudo-terminal's record tells.
  private static func interrupt(_ signal: String) -> String {
    "(until grep -q 'is accepted' shown 2>/dev/null; do sleep 0.05; done; sleep 0.2; "
      + "kill -\(signal) $$) &"
  }

  @Test(arguments: [
    Answer(testDescription: "no", input: "no\n", status: "declined", exit: 1),
    Answer(testDescription: "an empty line", input: "\n", status: "declined", exit: 1),
    Answer(
      testDescription: "an interrupt",
      meanwhile: interrupt("INT"),
      status: "interrupted",
      exit: 130
    ),
    Answer(
      testDescription: "a termination",
      meanwhile: interrupt("TERM"),
      status: "interrupted",
      exit: 130
    ),
    Answer(
      testDescription: "a hang-up",
      meanwhile: interrupt("HUP"),
      status: "interrupted",
      exit: 130
    ),
  ])
  func `a question without a yes has its summary and its reports`(_ answer: Answer) async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.people)
      let reports = Self.reports.joined(separator: " ")
      let command =
        "stty cols 200; \(answer.meanwhile) exec '\(Workspace.binary)' apply --color never \(reports)"
      // The terminal's input stays open, whatever was typed.
      let shell = """
        mkfifo typed; exec 3<>typed; printf '%s' '\(answer.input ?? "")' >&3
        script -q -e -f -c "$0" shown <typed >/dev/null; status=$?; cat shown; exit $status
        """
      let process = try RunningProcess(
        scenario.workspace,
        ["-c", shell, command],
        executable: "/bin/sh"
      )
      let output = try await process.wait()
      #expect(output.status == answer.exit, "\(output)")
      #expect(scenario.requestCount == 0)
      let lines = output.standardOutput.split(whereSeparator: \.isNewline)
      let last = try #require(lines.last { $0.hasPrefix("Apply ") && !$0.contains("yes") })
      try Self.expectReports(
        scenario.workspace,
        String(last),
        answer.status,
        notAttempted: 3
      )
      // The next run finds nothing in its way.
      try await scenario.apply(Self.people)
    }
  }
}
