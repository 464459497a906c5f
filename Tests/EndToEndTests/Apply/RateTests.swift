import Foundation
import Sandbox
import TestSupport
import Testing

@Suite struct RateTests {
  @Test func `the service's limit is kept to, not learned by running into it`() async throws {
    try await withTemporaryDirectory { path in
      let configuration = SandboxConfiguration(rateLimit: .default, keys: [Scenario.key])
      try await OwnThreads.run {
        try await Sandbox.withServer(configuration) { sandbox in
          let workspace = Workspace(
            path: path,
            environment: ["LEMLIST_API_KEY": Scenario.key, "ROSTER_ENDPOINT": sandbox.url]
          )
          try workspace.write(
            "contacts:\n" + (1...600).map { "  p\($0)@example.com: {firstName: P}\n" }.joined()
          )
          let output = try await workspace.run("apply", "--auto-approve")
          #expect(output.status == 0, "\(output)")
          let statuses = sandbox.requests().compactMap(\.status)
          #expect(statuses.count { $0 != 429 } == 601, "600 contacts, and the team")
          #expect(!statuses.contains(429))
          // From one request to the twentieth after it, a window passes: as far as the machine allows, no more. Most are
          // looked at, not all: what another program held up says nothing of this one.
          let arrivals = sandbox.requests().map(\.arrival).sorted()
          let windows = zip(arrivals, arrivals.dropFirst(20)).map { $1 - $0 }.sorted()
          let share = Duration.seconds(2) / windows[windows.count / 2]
          #expect((0.95...1).contains(share), "\(share) of the permitted rate")
        }
      }
    }
  }

  @Test func `--rate lowers it, preflight requests included`() async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(
        "contacts:\n" + (1...10).map { "  p\($0)@example.com: {firstName: P}\n" }.joined()
      )
      let start = ContinuousClock.now
      let output = try await scenario.workspace.run("apply", "--auto-approve", "--rate", "5/1s")
      #expect(output.status == 0, "\(output)")
      // The eleventh request is in the third window.
      #expect(ContinuousClock.now - start >= .seconds(2))
    }
  }
}
