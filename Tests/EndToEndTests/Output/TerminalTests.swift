import Foundation
import Testing

/// What a person at a terminal sees: a real pseudo-terminal, made by `script`.
@Suite struct TerminalTests {
  private static let people =
    "contacts:\n" + (1...12).map { "  p\($0)@example.com: {firstName: P\($0)}\n" }.joined()

  private static let slow = "rules:\n  - {path: /contacts, method: POST, from: 1, delay: 120ms}"

  /// Runs the binary in a pseudo-terminal of so many columns; `meanwhile` goes before it in a shell whose
  /// process it becomes.
  private func run(
    _ scenario: Scenario,
    columns: Int,
    _ arguments: String,
    meanwhile: String = "",
    input: String? = nil
  ) async throws -> RunOutput {
    let command =
      "stty cols \(columns) rows 24; \(meanwhile) exec '\(Workspace.binary)' \(arguments)"
    let process = try RunningProcess(
      scenario.workspace,
      ["-q", "-e", "-c", command, "/dev/null"],
      input: input,
      executable: "/usr/bin/script"
    )
    return try await process.wait()
  }

  @Test(arguments: [80, 40])
  func `progress is one line that fits, and goes away`(_ columns: Int) async throws {
    try await Scenario.run(faults: Self.slow) { scenario in
      try scenario.workspace.write(Self.people)
      let output = try await run(
        scenario,
        columns: columns,
        "apply --auto-approve --parallelism 2 --color never"
      )
      #expect(output.status == 0, "\(output)")
      let drawn = output.standardOutput.components(separatedBy: "\r\u{1B}[2K").dropFirst()
      let progress = drawn.compactMap { $0.components(separatedBy: "\r\n").first }
        .filter { $0.contains("/12") }
      #expect(progress.count > 2, "\(output)")
      for line in progress { #expect(line.count < columns, "\(line)") }
      #expect(progress.contains { $0.contains("left") }, "\(progress)")
      #expect(output.standardOutput.contains("Apply complete: 12 created"))
    }
  }

  @Test(arguments: [80, 40])
  func `failures and interruptions have lines of their own, above the progress`(_ columns: Int)
    async throws
  {
    let faults = """
      rules:
        - {path: /contacts, method: POST, body: p2@, status: 400, text: no}
        - {path: /contacts, method: POST, from: 1, delay: 120ms}
      """
    try await Scenario.run(faults: faults) { scenario in
      try scenario.workspace.write(Self.people)
      let output = try await run(
        scenario,
        columns: columns,
        "apply --auto-approve --parallelism 1 --color never",
        meanwhile:
          "(until grep -q p3@ roster.state.jsonl.journal 2>/dev/null; do sleep 0.02; done; "
          + "kill -TERM $$) &"
      )
      #expect(output.status == 130, "\(output)")
      // Whatever is said begins in the first column, where no progress is left.
      let lines = output.standardOutput.components(separatedBy: "\r\n")
      for word in ["Interrupted: finishing", "failed, R3013"] {
        let line = try #require(lines.first { $0.contains(word) }, "\(word): \(output)")
        let shown = line.components(separatedBy: "\r\u{1B}[2K").last ?? ""
        #expect(shown.hasPrefix("Interrupted") || shown.hasPrefix("contact.p2@"), "\(line)")
      }
      #expect(output.standardOutput.contains("Apply interrupted: "), "\(output)")
    }
  }

  @Test func `time goes on while nothing happens`()
    async throws
  {
    let faults = "rules:\n  - {path: /contacts, method: POST, requests: [2], delay: 3500ms}"
    try await Scenario.run(faults: faults) { scenario in
      try scenario.workspace.write(
        "contacts:\n  p1@example.com: {firstName: P}\n  p2@example.com: {firstName: P}\n"
      )
      let output = try await run(
        scenario,
        columns: 80,
        "apply --auto-approve --parallelism 1 --color never"
      )
      #expect(output.status == 0, "\(output)")
      let drawn = output.standardOutput.components(separatedBy: "\r\u{1B}[2K")
      // The rate falls with each second that the second contact takes.
      #expect(Set(drawn.filter { $0.contains("1/2") }).count >= 3, "\(drawn)")
      #expect(!output.standardOutput.contains("  0/s"), "\(drawn)")
    }
  }

  @Test(arguments: [("yes\n", 0, 12), ("no\n", 1, 0), ("YES\n", 1, 0), ("\n", 1, 0)])
  func `only yes is taken for a yes`(_ answer: String, _ status: Int, _ writes: Int) async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.people)
      let output = try await run(scenario, columns: 80, "apply", input: answer)
      #expect(output.standardOutput.contains("Only `yes` is accepted"), "\(output)")
      #expect(output.status == Int32(status), "\(output)")
      #expect(scenario.writes().count == writes)
    }
  }

  @Test(arguments: [
    ("1\nyes\n", Int32(0), true), ("yes\nyes\n", 1, false), ("2\nyes\n", 1, false),
    ("1\nno\n", 1, false),
  ])
  func `a deletion has a question of its own, which only the number answers`(
    _ answers: String,
    _ status: Int32,
    _ isDeleted: Bool
  ) async throws {
    try await Scenario.run { scenario in
      let kept = "contacts:\n  a@example.com: {firstName: A}\n"
      try await scenario.apply(kept + "  b@example.com: {firstName: B}\n")
      try scenario.workspace.write("settings: {onRemove: delete}\n" + kept)
      let before = scenario.requestCount
      let output = try await run(scenario, columns: 80, "apply --max-deletes 1", input: answers)
      #expect(output.status == status, "\(output)")
      #expect(output.standardOutput.contains("1 contact will be DELETED in the CRM"), "\(output)")
      let deletions = scenario.writes(after: before).filter { $0.hasPrefix("DELETE") }
      #expect(deletions.count == (isDeleted ? 1 : 0), "\(output)")
      if isDeleted { try await scenario.expectConverged() }
    }
  }

  @Test(arguments: ["plan", "apply --auto-approve"])
  func `over a limit the whole plan comes first, and then the error`(_ command: String) async throws
  {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.people)
      let output = try await run(scenario, columns: 80, command + " --max-creates 3 --color never")
      #expect(output.status == 1)
      let parts = output.standardOutput.components(separatedBy: "error[R1001]: ")
      #expect(parts.count == 2, "\(output)")
      for index in 1...12 { #expect(parts[0].contains("+ contact.p\(index)@example.com")) }
      #expect(parts[0].contains("Plan: 12 to create"))
      #expect(parts[1].contains("--max-creates 12"), "\(output)")
      #expect(scenario.requestCount == 0)
    }
  }

  @Test func `colour follows the terminal, NO_COLOR and --color`() async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.people)
      let plain = try await scenario.workspace.run("plan")
      #expect(!plain.standardOutput.contains("\u{1B}["))
      let always = try await scenario.workspace.run("plan", "--color", "always")
      #expect(always.standardOutput.contains("\u{1B}["))
      let terminal = try await run(scenario, columns: 80, "plan")
      #expect(terminal.standardOutput.contains("\u{1B}["), "\(terminal)")
      var quiet = scenario.workspace
      quiet.environment["NO_COLOR"] = "1"
      let forbidden = Scenario(workspace: quiet, sandbox: scenario.sandbox)
      #expect(!(try await run(forbidden, columns: 80, "plan")).standardOutput.contains("\u{1B}["))
    }
  }

  @Test func `without a terminal there are plain lines, and none with --quiet`() async throws {
    let many = "contacts:\n" + (1...60).map { "  p\($0)@example.com: {firstName: P}\n" }.joined()
    try await Scenario.run { scenario in
      try scenario.workspace.write(many)
      let output = try await scenario.workspace.run("apply", "--auto-approve")
      #expect(output.standardError.contains("60/60"), "\(output)")
      #expect(!output.description.contains("\u{1B}") && !output.description.contains("\r"))
    }
    try await Scenario.run { scenario in
      try scenario.workspace.write(many)
      let output = try await scenario.workspace.run("apply", "--auto-approve", "--quiet")
      #expect(output.standardError.isEmpty, "\(output)")
    }
  }

  @Test func `--verbose tells each step`() async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.people)
      let output = try await scenario.workspace.run("apply", "--auto-approve", "--verbose")
      for index in 1...12 {
        #expect(output.standardError.contains("contact.p\(index)@example.com: started"))
        #expect(output.standardError.contains("contact.p\(index)@example.com: created"))
      }
    }
  }

  @Test func `what is printed to a closed stream goes into no file`() async throws {
    let faults = "rules:\n  - {path: /contacts, method: POST, requests: [1], delayAnswer: 20s}"
    try await Scenario.run(faults: faults) { scenario in
      try scenario.workspace.write(Self.people)
      let process = try RunningProcess(
        scenario.workspace,
        [
          "-c",
          "exec '\(Workspace.binary)' apply --auto-approve --parallelism 1 <&- >/dev/null 2>&-",
        ],
        executable: "/bin/sh"
      )
      while scenario.writes().isEmpty, kill(process.identifier, 0) == 0 {
        try await Task.sleep(for: .milliseconds(20))
      }
      for descriptor in 0...2 {
        let link = "/proc/\(process.identifier)/fd/\(descriptor)"
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: link)
        #expect(target == "/dev/null", "\(descriptor) is \(target)")
      }
      process.signal(SIGKILL)
      _ = try await process.wait()
    }
  }

  @Test func `a reader that goes away does not stop an apply`() async throws {
    try await Scenario.run(faults: Self.slow) { scenario in
      try scenario.workspace.write(Self.people)
      let command = "'\(Workspace.binary)' apply --auto-approve --format json | head -n 1"
      let process = try RunningProcess(scenario.workspace, ["-c", command], executable: "/bin/sh")
      _ = try await process.wait()
      // The pipe's first half may end after its last.
      let after = try await scenario.workspace.run("plan", "--lock-timeout", "60s")
      #expect(after.lastLine.hasPrefix("No changes."), "\(after)")
      #expect(scenario.writes().count == 12)
    }
  }
}
