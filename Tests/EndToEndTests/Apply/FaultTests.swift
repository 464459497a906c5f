import Foundation
import Testing

/// What an apply makes of a service that fails: nothing is lost, nothing is done twice, all is said.
@Suite struct FaultTests {
  static let people =
    "contacts:\n"
    + (1...6).map { "  p\($0)@example.com: {firstName: P\($0)}\n" }
    .joined()

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let rule: String
  }

  /// Faults that pass: the run repeats the request and ends as if nothing had been.
  static let passing: [Case] = [
    Case(testDescription: "429", rule: "status: 429, headers: {Retry-After: \"0\"}"),
    Case(testDescription: "500", rule: "status: 500"),
    Case(testDescription: "502 in HTML", rule: "status: 502, contentType: text/html, text: <h1>"),
    Case(testDescription: "503", rule: "status: 503"),
    Case(testDescription: "504 after it landed", rule: "status: 504, after: true"),
    Case(testDescription: "cut before it landed", rule: "close: before"),
    Case(testDescription: "cut after it landed", rule: "close: after"),
    Case(testDescription: "half a body", rule: "answer: half"),
    Case(testDescription: "a length that is too long", rule: "contentLength: 50"),
    Case(testDescription: "a timeout", rule: "delay: 5s"),
    Case(testDescription: "a late answer", rule: "delayAnswer: 5s"),
  ]

  @Test(arguments: passing)
  func `a fault that passes is repeated, and no contact is called adopted`(_ fault: Case)
    async throws
  {
    let faults = "rules:\n  - {path: /contacts, method: POST, requests: [2, 4], \(fault.rule)}"
    try await Scenario.run(faults: faults) { scenario in
      let output = try await scenario.apply(Self.people, "--timeout", "2s")
      #expect(output.lastLine.hasPrefix("Apply complete: 6 created"), "\(output)")
      #expect(output.lastLine.hasSuffix("0 failed, 0 findings."), "\(output)")
      let all = try await scenario.curl("-sS", scenario.url + "/contacts")
      #expect(all.contains("\"total\":6"), "\(all)")
      try await scenario.expectConverged()
    }
  }

  /// Answers that nothing is learned from by asking again.
  static let unusable: [Case] = [
    Case(testDescription: "HTML under 200", rule: "answer: html"),
    Case(
      testDescription: "plain text under JSON's type",
      rule: "status: 200, contentType: application/json, text: ok, after: true"
    ),
    Case(testDescription: "no _id", rule: "dropField: data._id"),
    Case(testDescription: "100 MB", rule: "oversized: 100000000"),
    Case(
      testDescription: "a redirect to another host",
      rule: "status: 307, headers: {Location: \"http://crm.example.com/\"}"
    ),
  ]

  @Test(arguments: unusable)
  func `an answer that cannot be used fails its contact alone, and the next run settles it`(
    _ fault: Case
  ) async throws {
    let faults =
      "rules:\n  - {path: /contacts, method: POST, body: p3@, from: 1, count: 1, \(fault.rule)}"
    try await Scenario.run(faults: faults) { scenario in
      let output = try await scenario.apply(Self.people, expecting: 1)
      #expect(output.standardOutput.contains("roster.yaml:4"), "\(output)")
      #expect(output.lastLine.contains("5 created"), "\(output)")
      #expect(output.lastLine.contains("1 failed"), "\(output)")
      // Whether it landed or not, it is not taken for somebody else's contact.
      let second = try await scenario.apply(Self.people)
      #expect(second.lastLine.hasSuffix("0 failed, 0 findings."), "\(second)")
      let all = try await scenario.curl("-sS", scenario.url + "/contacts")
      #expect(all.contains("\"total\":6"), "\(all)")
      try await scenario.expectConverged()
    }
  }

  /// A fault for each row of the README's table that says that the contact fails, and what it is called.
  static let lasting: [(Case, String)] = [
    (Case(testDescription: "429", rule: "status: 429, headers: {Retry-After: \"0\"}"), "R3021"),
    (Case(testDescription: "500", rule: "status: 500"), "R3022"),
    (Case(testDescription: "502", rule: "status: 502"), "R3022"),
    (Case(testDescription: "503", rule: "status: 503"), "R3022"),
    (Case(testDescription: "504", rule: "status: 504"), "R3022"),
    (Case(testDescription: "408", rule: "status: 408"), "R3022"),
    (Case(testDescription: "a cut connection", rule: "close: before"), "R3025"),
    (Case(testDescription: "half a body", rule: "answer: half"), "R3025"),
    (Case(testDescription: "a timeout", rule: "delay: 6s"), "R3023"),
    (Case(testDescription: "400", rule: "status: 400"), "R3013"),
    (Case(testDescription: "422", rule: "status: 422"), "R3013"),
    (Case(testDescription: "501", rule: "status: 501"), "R3022"),
    (Case(testDescription: "505", rule: "status: 505"), "R3022"),
  ]

  @Test(arguments: lasting)
  func `a fault that stays fails its contact alone, after the attempts of the README's table`(
    _ fault: Case,
    _ code: String
  ) async throws {
    let isFinal = ["400", "422", "501", "505"].contains(fault.testDescription)
    let faults = "rules:\n  - {path: /contacts, method: POST, body: p3@, \(fault.rule)}"
    try await Scenario.run(faults: faults) { scenario in
      let output = try await scenario.apply(
        Self.people,
        "--retries",
        "2",
        "--timeout",
        // Whatever keeps the machine busy must not be taken for the fault.
        fault.testDescription == "a timeout" ? "2s" : "30s",
        expecting: 1
      )
      #expect(output.standardOutput.contains(code), "\(output)")
      #expect(output.lastLine.hasPrefix("Apply failed: 5 created"), "\(output)")
      #expect(output.lastLine.contains("1 failed"), "\(output)")
      let attempts = scenario.writes().count { $0.contains("p3@example.com") }
      #expect(attempts == (isFinal ? 1 : 3), "\(output)")
    }
  }

  @Test func `a service that nobody can connect to stops the run before the first write`()
    async throws
  {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      workspace.environment["ROSTER_ENDPOINT"] = "http://127.0.0.1:1"
      try workspace.write(Self.people)
      let output = try await workspace.run("apply", "--auto-approve", "--retries", "1")
      #expect(output.status == 1, "\(output)")
      #expect(output.standardError.contains("error[R3024]"), "\(output)")
      #expect(output.standardError.contains("It was tried 2 times."), "\(output)")
      #expect(output.lastLine.hasPrefix("Apply stopped: 0 created"), "\(output)")
      #expect(output.lastLine.hasSuffix("6 not attempted."), "\(output)")
    }
  }

  @Test func `a refused contact fails alone, with its line, and the rest goes on`() async throws {
    let faults = """
      rules:
        - {path: /contacts, method: POST, body: p3@, status: 400, contentType: application/json, \
      text: '{"success":false,"error":{"code":"INVALID_FIELD","message":"firstName is odd"}}'}
      """
    try await Scenario.run(faults: faults) { scenario in
      let output = try await scenario.apply(Self.people, "--report", "json=r.json", expecting: 1)
      #expect(output.standardOutput.contains("INVALID_FIELD"), "\(output)")
      #expect(output.standardOutput.contains("roster.yaml:4"), "\(output)")
      #expect(output.lastLine.contains("5 created"), "\(output)")
      #expect(output.lastLine.contains("1 failed"), "\(output)")
      let report = try scenario.workspace.read("r.json")
      #expect(report.contains("INVALID_FIELD") && report.contains("firstName is odd"))
      let plan = try await scenario.workspace.run("plan")
      #expect(plan.lastLine.hasPrefix("Plan: 1 to create"), "\(plan)")
    }
  }

  @Test(arguments: [401, 403])
  func `a refused key stops the run at once`(_ status: Int) async throws {
    let faults = "rules:\n  - {path: /contacts, method: POST, from: 3, status: \(status)}"
    try await Scenario.run(faults: faults) { scenario in
      let output = try await scenario.apply(Self.people, "--parallelism", "1", expecting: 1)
      #expect(scenario.writes().count == 3, "\(output)")
      #expect(output.lastLine.contains("2 created"), "\(output)")
      #expect(output.lastLine.contains("3 not attempted"), "\(output)")
      let plan = try await scenario.workspace.run("plan")
      #expect(plan.lastLine.hasPrefix("Plan: 4 to create"), "\(plan)")
    }
  }

  @Test func `failures in a row stop a run that cannot succeed`() async throws {
    let faults = "rules:\n  - {path: /contacts, method: POST, status: 400, text: no}"
    try await Scenario.run(faults: faults) { scenario in
      let output = try await scenario.apply(
        Self.people,
        "--parallelism",
        "1",
        "--max-failures",
        "2",
        expecting: 1
      )
      #expect(scenario.writes().count == 2, "\(output)")
      #expect(output.lastLine.contains("4 not attempted"), "\(output)")
    }
  }

  /// Answers that say success and are not what was asked.
  static let silent: [(String, String)] = [
    ("ignoreField: firstName", "firstName"), ("dropField: data._id", "_id"),
    ("setField: {path: data.fields.firstName, value: Other}", "Other"),
  ]

  @Test(arguments: silent)
  func `an answer that is not what was asked is not taken for success`(
    _ rule: String,
    _ word: String
  ) async throws {
    let faults = "rules:\n  - {path: /contacts, method: POST, body: p3@, \(rule)}"
    try await Scenario.run(faults: faults) { scenario in
      try scenario.workspace.write(Self.people)
      let output = try await scenario.workspace.run(
        "apply",
        "--auto-approve",
        "--retries",
        "1"
      )
      #expect(output.status == 3 || output.status == 1, "\(output)")
      #expect(output.standardOutput.contains("contact.p3@example.com"), "\(output)")
      #expect(output.standardOutput.contains(word), "\(output)")
      #expect(try await scenario.workspace.run("plan", "--detailed-exitcode").status == 2)
    }
  }

  @Test func `failures in a row that are the last ones stop nothing`() async throws {
    let faults = "rules:\n  - {path: /contacts, method: POST, status: 400, text: no}"
    try await Scenario.run(faults: faults) { scenario in
      let output = try await scenario.apply(Self.people, "--max-failures", "6", expecting: 1)
      #expect(output.lastLine.hasPrefix("Apply failed: 0 created"), "\(output)")
      #expect(output.lastLine.contains("6 failed"), "\(output)")
      #expect(!output.description.contains("was not attempted"), "\(output)")
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `the first interrupt finishes what is in flight, records it and exits 130`(
    _ signal: Int32
  ) async throws {
    let faults = "rules:\n  - {path: /contacts, method: POST, from: 1, delayAnswer: 700ms}"
    try await Scenario.run(faults: faults) { scenario in
      try scenario.workspace.write(Self.people)
      let process = try RunningProcess(
        scenario.workspace,
        ["apply", "--auto-approve", "--parallelism", "2", "--report", "json=r.json"]
      )
      while scenario.writes().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
      process.signal(signal)
      let output = try await process.wait()
      #expect(output.status == 130, "\(output)")
      #expect(output.lastLine.hasPrefix("Apply interrupted:"), "\(output)")
      let sent = scenario.writes().count
      #expect(sent < 6)
      #expect(output.lastLine.contains("\(sent) created"), "\(output)")
      #expect(try scenario.workspace.read("r.json").contains("interrupted"))
      let plan = try await scenario.workspace.run("plan")
      #expect(plan.lastLine.hasPrefix("Plan: \(6 - sent) to create"), "\(plan)")
    }
  }

  @Test func `the second interrupt leaves at once and the next run goes on`() async throws {
    let faults = "rules:\n  - {path: /contacts, method: POST, requests: [2, 3], delay: 20s}"
    try await Scenario.run(faults: faults) { scenario in
      try scenario.workspace.write(Self.people)
      let process = try RunningProcess(
        scenario.workspace,
        ["apply", "--auto-approve", "--parallelism", "1"]
      )
      while scenario.writes().count < 2 { try await Task.sleep(for: .milliseconds(20)) }
      process.signal(SIGTERM)
      while !process.standardError.contains("Interrupted") {
        try await Task.sleep(for: .milliseconds(20))
      }
      process.signal(SIGINT)
      let output = try await process.wait()
      #expect(output.status == 130, "\(output)")
      let plan = try await scenario.workspace.run("plan")
      #expect(plan.standardError.contains("journal"), "\(plan)")
      #expect(plan.lastLine.hasPrefix("Plan: 5 to create"), "\(plan)")
    }
  }

  @Test func `two applies at once: the second stops with the first's name, or waits`() async throws
  {
    let faults = "rules:\n  - {path: /contacts, method: POST, from: 1, delay: 300ms}"
    try await Scenario.run(faults: faults) { scenario in
      try scenario.workspace.write(Self.people)
      let first = try RunningProcess(
        scenario.workspace,
        ["apply", "--auto-approve", "--parallelism", "1"]
      )
      while scenario.writes().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
      let second = try await scenario.workspace.run("apply", "--auto-approve")
      #expect(second.status == 1, "\(second)")
      #expect(second.standardError.contains(String(first.identifier)), "\(second)")
      let third = try await scenario.workspace.run(
        "apply",
        "--auto-approve",
        "--lock-timeout",
        "60s"
      )
      #expect(third.status == 0, "\(third)")
      #expect(third.lastLine.hasPrefix("No changes."), "\(third)")
      #expect(try await first.wait().status == 0)
      #expect(scenario.writes().count == 6)
    }
  }
}
