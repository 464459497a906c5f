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

  /// The library that ends a process at a system call, beside the binary.
  private static let library =
    URL(fileURLWithPath: Workspace.binary).deletingLastPathComponent()
    .appendingPathComponent("libCrashPoints.so").path

  private func crashing(_ workspace: Workspace, _ variables: [String: String]) -> Workspace {
    var workspace = workspace
    workspace.environment["LD_PRELOAD"] = Self.library
    workspace.environment.merge(variables) { $1 }
    return workspace
  }

  /// How many points an undisturbed apply has, the state of `prepared` in place.
  private func points(prepared: String?, _ manifest: String) async throws -> Int {
    var count = 0
    try await Scenario.run { scenario in
      if let prepared { try await scenario.apply(prepared) }
      try scenario.workspace.write(manifest)
      let counted = crashing(
        scenario.workspace,
        ["CRASH_POINTS_COUNT": scenario.workspace.path + "/points"]
      )
      let output = try await counted.run("apply", "--auto-approve", "--format", "json")
      #expect(output.status == 0, "\(output)")
      let text = try scenario.workspace.read("points").trimmingCharacters(
        in: .whitespacesAndNewlines
      )
      count = try #require(Int(text))
    }
    return count
  }

  /// Ends an apply at its `point`th call, then goes on, and checks that nothing was lost or doubled.
  private func crash(at point: Int, prepared: String?, _ manifest: String) async throws {
    try await Scenario.run { scenario in
      if let prepared { try await scenario.apply(prepared) }
      try scenario.workspace.write(manifest)
      let before = scenario.requestCount
      let crashed = try await crashing(
        scenario.workspace,
        ["CRASH_POINTS_KILL_AT": String(point)]
      ).run("apply", "--auto-approve", "--format", "json")
      let shown = Self.applied(crashed.standardOutput)
      let listed = try await scenario.workspace.run("state", "list")
      #expect(listed.status == 0, "point \(point): the state is unreadable: \(listed)")
      let writesOfFirst = scenario.writes(after: before)
      let between = scenario.requestCount
      let second = try await scenario.workspace.run("apply", "--auto-approve", "--format", "json")
      #expect(second.status == 0, "point \(point): \(second)")
      for address in shown {
        #expect(
          !Self.applied(second.standardOutput).contains(address),
          "point \(point): \(address) was shown as applied, and is applied again"
        )
      }
      // At most what was in flight is sent again.
      let total = writesOfFirst.count + scenario.writes(after: between).count
      #expect(total <= 2 * Self.count, "point \(point)")
      let all = try await scenario.curl("-sS", scenario.url + "/contacts?limit=500")
      #expect(all.contains("\"total\":\(Self.count)"), "point \(point): \(all)")
      let third = try await scenario.workspace.run("plan", "--detailed-exitcode")
      #expect(third.status == 0, "point \(point): \(third)")
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

  @Test func `an apply of new contacts survives a kill at every point`() async throws {
    let points = try await points(prepared: nil, Self.people)
    try await inTurn(points) { try await crash(at: $0, prepared: nil, Self.people) }
  }

  @Test func `an apply of every kind of change survives a kill at every point`() async throws {
    let points = try await points(prepared: Self.people, Self.edited)
    try await inTurn(points) { try await crash(at: $0, prepared: Self.people, Self.edited) }
  }

  /// Runs the body for every point, a few at once.
  private func inTurn(
    _ points: Int,
    _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    #expect(points > 20, "only \(points) points were found: is the library in place?")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for point in 1...max(1, points) {
        if point > 4 { try await group.next() }
        group.addTask { try await body(point) }
      }
      try await group.waitForAll()
    }
  }

  struct Failure: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: Int32
  }

  @Test(arguments: [
    Failure(testDescription: "a full disk", code: ENOSPC),
    Failure(testDescription: "a failing disk", code: EIO),
    Failure(testDescription: "a read-only file system", code: EROFS),
  ])
  func `an apply whose disk fails from any call on says so and loses nothing`(
    _ failure: Failure
  ) async throws {
    var total = 0
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.people)
      let counted = crashing(
        scenario.workspace,
        [
          "CRASH_POINTS_COUNT": scenario.workspace.path + "/points",
          "CRASH_POINTS_FILES_ONLY": "1",
        ]
      )
      _ = try await counted.run("apply", "--auto-approve")
      let text = try scenario.workspace.read("points").trimmingCharacters(
        in: .whitespacesAndNewlines
      )
      total = try #require(Int(text))
    }
    try await inTurn(total) { point in
      try await Scenario.run { scenario in
        try scenario.workspace.write(Self.people)
        let variables = [
          "CRASH_POINTS_FAIL_FROM": String(point), "CRASH_POINTS_FILES_ONLY": "1",
          "CRASH_POINTS_ERRNO": String(failure.code),
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
