import Foundation
import Synchronization
import Testing

/// A real apply, ended at every system call that it makes, and started again.
@Suite struct CrashTests {
  private static let count = 8

  private static let people =
    "contacts:\n"
    + (1...count).map { "  p\($0)@example.com: {firstName: P\($0), companyDomain: acme.example}\n" }
    .joined()

  /// Folded into `people` as updates, a release, a rename and a removal.
  private static let edited =
    "contacts:\n"
    + (1..<count).map {
      "  p\($0)@example.com: {firstName: \($0 < 6 ? "Q" : "P")\($0), companyDomain: acme.example}\n"
    }.joined().replacingOccurrences(
      of: "  p7@example.com: {",
      with: "  p7: {email: p7@example.com, "
    )

  private func crashing(_ workspace: Workspace, _ variables: [String: String]) -> Workspace {
    var workspace = workspace
    workspace.environment["LD_PRELOAD"] = Workspace.crashPoints
    workspace.environment.merge(variables) { $1 }
    return workspace
  }

  /// One moment of an apply to end it at.
  private struct Point: Sendable, CustomStringConvertible {
    let call: Int
    /// `before`, `torn` (half of the bytes are moved) or `after`.
    let moment: String
    let name: String

    var description: String { "\(moment) call \(call), \(name)" }
  }

  /// The calls that an undisturbed apply makes, the state of `prepared` in place.
  private func calls(
    prepared: String?,
    _ manifest: String,
    _ variables: [String: String] = [:]
  ) async throws -> [(name: String, bytes: Int, target: String)] {
    var lines: [String] = []
    try await Scenario.run { scenario in
      if let prepared { try await scenario.apply(prepared) }
      try scenario.workspace.write(manifest)
      let logged = variables.merging(["CRASH_POINTS_LOG": scenario.workspace.path + "/calls"]) {
        $1
      }
      let output = try await crashing(scenario.workspace, logged)
        .run("apply", "--auto-approve", "--format", "json")
      #expect(output.status == 0, "\(output)")
      lines = try scenario.workspace.read("calls").split(separator: "\n").map(String.init)
    }
    return try lines.map { line in
      let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
      return (parts[1], try #require(Int(parts[2])), parts.count > 3 ? parts[3] : "")
    }
  }

  /// Before each call, halfway through each that moves bytes, and after each that answers or makes lasting.
  private func points(prepared: String?, _ manifest: String) async throws -> [Point] {
    let calls = try await calls(prepared: prepared, manifest)
    #expect(calls.count > 50, "only \(calls.count) calls were found: is the library in place?")
    return calls.enumerated().flatMap { index, call in
      var moments = ["before"]
      if call.bytes > 1 { moments.append("torn") }
      if ["read", "recv", "fsync", "rename"].contains(call.name) { moments.append("after") }
      return moments.map { Point(call: index + 1, moment: $0, name: call.name) }
    }
  }

  /// Ends an apply at a point, then goes on, and checks that nothing was lost or doubled.
  ///
  /// - Returns: Whether it was ended: not every run makes as many calls as the one that was counted.
  private func crash(at point: Point, prepared: String?, _ manifest: String) async throws -> Bool {
    var isReached = false
    try await Scenario.run { scenario in
      let workspace = scenario.workspace
      if let prepared { try await scenario.apply(prepared) }
      try workspace.write(manifest)
      let crashed = try await crashing(
        workspace,
        ["CRASH_POINTS_KILL_AT": String(point.call), "CRASH_POINTS_WHEN": point.moment]
      ).run("apply", "--auto-approve", "--format", "json")
      isReached = crashed.status == 128 + SIGKILL
      let missing = try Self.missing(workspace, isPrepared: prepared != nil)
      let shown = Self.applied(crashed.standardOutput)
      #expect(missing.isDisjoint(with: shown), "\(point): an outcome was shown and is lost")
      let plan = try await workspace.run("plan", "--format", "json")
      #expect(plan.status == 0, "\(point): \(plan)")
      let before = scenario.requestCount
      let second = try await workspace.run("apply", "--auto-approve", "--format", "json")
      #expect(second.status == 0, "\(point): \(second)")
      #expect(!second.standardOutput.contains("\"type\":\"finding\""), "\(point): \(second)")
      // What is missing and nothing else, once, and as the plan says.
      let sent = try scenario.writes(after: before).map(Self.sortedBody)
      #expect(sent.sorted() == (try Self.planned(plan.standardOutput)).sorted(), "\(point)")
      let emails = missing.map { $0.dropFirst("contact.".count) }
      #expect(sent.count == emails.count, "\(point): \(sent) for \(missing)")
      for email in emails {
        #expect(sent.contains { $0.contains("\"\(email)\"") }, "\(point): \(email) is missing")
      }
      let all = try await scenario.curl("-sS", scenario.url + "/contacts?limit=500")
      #expect(all.contains("\"total\":\(Self.count)"), "\(point): \(all)")
      let third = try await workspace.run("plan", "--detailed-exitcode")
      #expect(third.status == 0, "\(point): \(third)")
    }
    return isReached
  }

  /// The addresses that need a request and whose outcome neither the state nor the journal records, as read here without
  /// the project's own code.
  private static func missing(_ workspace: Workspace, isPrepared: Bool) throws -> Set<String> {
    var names: [String: String] = [:]
    for file in ["roster.state.jsonl", "roster.state.jsonl.journal"] where workspace.exists(file) {
      // A last line without an end was torn, and does not count.
      for line in try workspace.read(file).split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast()
      {
        let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        let contact = json["put"] as? [String: Any] ?? json
        guard let address = contact["address"] as? String else { continue }
        names[address] = (contact["attributes"] as? [String: Any])?["firstName"] as? String
      }
    }
    let wanted =
      isPrepared
      ? (1...5).map { ("contact.p\($0)@example.com", "Q\($0)") }
      : (1...count).map { ("contact.p\($0)@example.com", "P\($0)") }
    return Set(wanted.filter { names[$0.0] != $0.1 }.map(\.0))
  }

  /// The bodies of the requests that a plan names, their members sorted.
  private static func planned(_ json: String) throws -> [String] {
    let plan = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    return try (plan?["resource_changes"] as? [[String: Any]] ?? []).compactMap { change in
      guard let request = change["request"] as? [String: Any], let body = request["body"] else {
        return nil
      }
      let data = try JSONSerialization.data(withJSONObject: body, options: .sortedKeys)
      return String(decoding: data, as: UTF8.self)
    }
  }

  /// The body of a write as `Scenario.writes` tells it.
  private static func sortedBody(_ write: String) throws -> String {
    let body = Data((write.components(separatedBy: " /api/contacts ").last ?? "").utf8)
    let json = try JSONSerialization.jsonObject(with: body)
    let data = try JSONSerialization.data(withJSONObject: json, options: .sortedKeys)
    return String(decoding: data, as: UTF8.self)
  }

  private static func applied(_ events: String) -> Set<String> {
    Set(
      events.split(separator: "\n").compactMap { line in
        guard let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
          let event = json as? [String: Any], event["type"] as? String == "applied"
        else { return nil }
        return event["address"] as? String
      }
    )
  }

  @Test func `an apply survives a kill at every point, of which there are more than 200`()
    async throws
  {
    let reached = Mutex(0)
    for (prepared, manifest) in [(nil, Self.people), (Self.people, Self.edited)] {
      let points = try await points(prepared: prepared, manifest)
      try await inTurn(points) { point in
        guard try await crash(at: point, prepared: prepared, manifest) else { return }
        reached.withLock { $0 += 1 }
      }
    }
    #expect(reached.withLock { $0 } >= 200)
  }

  /// Runs the body for every point, a few at once.
  private func inTurn<Element: Sendable>(
    _ points: [Element],
    _ body: @escaping @Sendable (Element) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, point) in points.enumerated() {
        if index >= 4 { try await group.next() }
        group.addTask { try await body(point) }
      }
      try await group.waitForAll()
    }
  }

  struct Failure: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: Int32
    /// Whether only one call fails, and those after it go well.
    var isPassing = false
  }

  @Test(arguments: [
    Failure(testDescription: "a full disk", code: ENOSPC),
    Failure(testDescription: "a failing disk", code: EIO),
    Failure(testDescription: "a read-only file system", code: EROFS),
    Failure(testDescription: "one call that fails", code: EIO, isPassing: true),
  ])
  func `an apply whose disk fails at any call says so and loses nothing`(
    _ failure: Failure
  ) async throws {
    let total = try await calls(
      prepared: nil,
      Self.people,
      ["CRASH_POINTS_FILES_ONLY": "1"]
    ).count
    #expect(total > 20)
    try await inTurn(Array(1...total)) { point in
      try await Scenario.run { scenario in
        try scenario.workspace.write(Self.people)
        let variables = [
          failure.isPassing ? "CRASH_POINTS_FAIL_AT" : "CRASH_POINTS_FAIL_FROM": String(point),
          "CRASH_POINTS_FILES_ONLY": "1", "CRASH_POINTS_ERRNO": String(failure.code),
        ]
        let failed = try await crashing(scenario.workspace, variables)
          .run("apply", "--auto-approve")
        #expect(failed.status == 1 || failed.status == 0, "point \(point): \(failed)")
        let second = try await scenario.workspace.run("apply", "--auto-approve")
        #expect(second.status == 0, "point \(point): \(failed) \(second)")
        let all = try await scenario.curl("-sS", scenario.url + "/contacts?limit=500")
        #expect(all.contains("\"total\":\(Self.count)"), "point \(point): \(all)")
        let third = try await scenario.workspace.run("plan", "--detailed-exitcode")
        #expect(third.status == 0, "point \(point): \(third)")
      }
    }
  }
}
