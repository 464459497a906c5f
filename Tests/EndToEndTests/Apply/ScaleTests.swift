import Foundation
import Model
import State
import Testing

@Suite struct ScaleTests {
  private static let size = 200_000
  private static let changes = 50

  private static func key(_ index: Int) -> String {
    let digits = String(index)
    return "p" + String(repeating: "0", count: 6 - digits.count) + digits + "@example.com"
  }

  private static func manifest(firstName: String) -> String {
    var text = "contacts:\n"
    for index in 0..<size {
      text += "  \(key(index)): {firstName: \(index < changes ? firstName : "P")}\n"
    }
    return text
  }

  @Test func `recording costs a journal line a contact, however many there are`() async throws {
    try await Scenario.run { scenario in
      // The contacts that change are the CRM's own; the rest is in the state alone.
      let few = (0..<Self.changes).map { "  \(Self.key($0)): {firstName: P}\n" }.joined()
      try await scenario.apply("contacts:\n" + few)
      try await fill(scenario.workspace.path + "/roster.state.jsonl")
      try scenario.workspace.write(Self.manifest(firstName: "Q"))
      let requests = scenario.requestCount
      var logged = scenario.workspace
      logged.environment["LD_PRELOAD"] = Workspace.crashPoints
      logged.environment["CRASH_POINTS_LOG"] = scenario.workspace.path + "/calls"
      let output = try await logged.run("apply", "--auto-approve")
      #expect(output.lastLine.hasPrefix("Apply complete: 0 created, 50 updated"), "\(output)")
      #expect(scenario.writes(after: requests).count == Self.changes)
      let calls = try scenario.workspace.read("calls").split(separator: "\n").map { line in
        let parts = line.split(separator: " ", maxSplits: 3)
        return (name: parts[1], bytes: Int(parts[2]) ?? 0, target: parts[3])
      }
      let journal = calls.filter { $0.name.hasPrefix("write") && $0.target.hasSuffix(".journal") }
      // One that begins it, and one for each outcome.
      #expect(journal.count == Self.changes + 1)
      #expect(journal.allSatisfy { $0.bytes < 1_000 })
      // Once there is something to send, the state is replaced once: after the last outcome.
      let lastOutcome = try #require(
        calls.lastIndex { $0.target.hasSuffix(".journal") && $0.bytes > 0 }
      )
      let replaced = calls.indices.filter {
        calls[$0].name == "rename" && calls[$0].target.hasSuffix("roster.state.jsonl")
      }
      #expect(replaced.count == 1 && replaced[0] > lastOutcome)
      try await scenario.expectConverged()
    }
  }

  /// Adds made-up contacts to a state, as if they had been applied.
  private func fill(_ path: String) async throws {
    let store = StateStore(path: path)
    try await store.withExclusiveLock(
      holder: LockHolder.current(command: "test")
    ) { session in
      var contacts = try session.snapshot.prior.contacts.all()
      for index in Self.changes..<Self.size {
        let key = Self.key(index)
        contacts.append(
          PriorContact(
            address: try #require(Address(key: key)),
            id: ContactID("ctc_\(index)"),
            attributes: Attributes([
              (.field(.email), .string(key)), (.field(.firstName), .string("P")),
            ])
          )
        )
      }
      _ = try await session.replace(with: contacts)
    }
  }
}
