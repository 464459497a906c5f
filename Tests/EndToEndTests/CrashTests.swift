import Foundation
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
      if ["read", "fsync", "rename"].contains(call.name) { moments.append("after") }
      return moments.map { Point(call: index + 1, moment: $0, name: call.name) }
    }
  }

  /// Ends an apply at a point, then goes on, and checks that nothing was lost or doubled.
  private func crash(at point: Point, prepared: String?, _ manifest: String) async throws {
    try await Scenario.run { scenario in
      if let prepared { try await scenario.apply(prepared) }
      try scenario.workspace.write(manifest)
      let before = scenario.requestCount
      let crashed = try await crashing(
        scenario.workspace,
        ["CRASH_POINTS_KILL_AT": String(point.call), "CRASH_POINTS_WHEN": point.moment]
      ).run("apply", "--auto-approve", "--format", "json")
      let shown = Self.applied(crashed.standardOutput)
      let writesOfFirst = scenario.writes(after: before)
      let between = scenario.requestCount
      let second = try await scenario.workspace.run("apply", "--auto-approve", "--format", "json")
      #expect(second.status == 0, "\(point): \(second)")
      for address in shown {
        #expect(
          !Self.applied(second.standardOutput).contains(address),
          "\(point): \(address) was shown as applied, and is applied again"
        )
      }
      // Only what was on its way is sent again: what the first run recorded is not.
      let total = writesOfFirst.count + scenario.writes(after: between).count
      #expect(total <= 2 * Self.count, "\(point)")
      let all = try await scenario.curl("-sS", scenario.url + "/contacts?limit=500")
      #expect(all.contains("\"total\":\(Self.count)"), "\(point): \(all)")
      let third = try await scenario.workspace.run("plan", "--detailed-exitcode")
      #expect(third.status == 0, "\(point): \(third)")
      // What the second plan said was missing, and nothing else, was sent.
      #expect(!second.standardOutput.contains("\"type\":\"finding\""), "\(point): \(second)")
    }
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

  @Test(arguments: [nil, people])
  func `an apply survives a kill at every point`(_ prepared: String?) async throws {
    let manifest = prepared == nil ? Self.people : Self.edited
    let points = try await points(prepared: prepared, manifest)
    // Both together are the number that the README tells.
    #expect(points.count >= (prepared == nil ? 120 : 80))
    try await inTurn(points) { try await crash(at: $0, prepared: prepared, manifest) }
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
