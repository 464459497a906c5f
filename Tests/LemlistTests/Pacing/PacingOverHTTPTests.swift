import Lemlist
import Model
import Testing

/// The pacer over real connections and clocks, in half of the service's window.
struct PacingOverHTTPTests {
  struct Row: CustomTestStringConvertible {
    let latency: ClosedRange<Double>
    /// At most.
    ///
    /// None where latency is negligible or steady, however busy the machine is. Where it varies, the machine
    /// may hold requests up just as the service does, which was learned to be harmless.
    var rejections = 0
    var testDescription: String { "\(latency) s" }
  }

  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      Row(latency: 0...0), Row(latency: 0.15...0.15), Row(latency: 0.6...0.9, rejections: 5),
    ]
  )
  func `A strict window is not exceeded`(row: Row) async throws {
    let limit = try #require(RateLimit(requests: 20, window: .seconds(1)))
    let latency: @Sendable () -> Duration = { .seconds(Double.random(in: row.latency)) }
    try await LimitedServer.run(limit: limit, latency: latency) { server, port in
      var configuration = try ClientConfiguration.test(port: port, parallelism: 32)
      configuration.rate = limit
      let start = ContinuousClock.now
      try await LemlistClient.withClient(configuration) { client in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for index in 0..<100 {
            group.addTask { _ = try await client.upsert(jane, label: "contact.\(index)") }
          }
          try await group.waitForAll()
        }
      }
      let seconds = (ContinuousClock.now - start).seconds
      #expect(server.taken == 100)
      #expect(server.rejected <= row.rejections)
      // Not faster than the limit allows; how much slower is the simulation's to say, for a machine may be busy.
      #expect(seconds >= 4)
    }
  }
}
