import Sandbox
import Testing

@Suite("The rate limit")
struct RateLimitTests {
  private func limited(_ limit: SandboxRateLimit = .default) -> (SandboxConfiguration, ManualClock)
  {
    let clock = ManualClock()
    var configuration = SandboxConfiguration(rateLimit: limit, seed: .test)
    configuration.clock = clock.sandboxClock
    return (configuration, clock)
  }

  @Test func `20 requests in 2 seconds pass and the next is 429`() async throws {
    let (configuration, clock) = limited()
    try await withSandbox(configuration) { client, _ in
      for index in 0..<20 {
        let answer = try await client.get("/team")
        #expect(answer.status == 200)
        #expect(answer.headers["x-ratelimit-remaining"] == "\(19 - index)")
      }
      clock.advance(by: .milliseconds(1999))
      let refused = try await client.get("/team")
      #expect(refused.status == 429)
      #expect(refused.headers["content-type"]?.hasPrefix("text/plain") == true)
      #expect(refused.headers["x-ratelimit-remaining"] == "0")
      #expect(refused.headers["retry-after"] == "1")
      clock.advance(by: .milliseconds(1))
      #expect(try await client.get("/team").status == 200)
    }
  }

  @Test func `the window slides with each request and does not start anew`() async throws {
    let (configuration, clock) = limited(SandboxRateLimit(requests: 2, window: .seconds(2)))
    try await withSandbox(configuration) { client, _ in
      var statuses: [Int] = []
      // At 0, 1.5, 1.9, 2.0, 2.1, 3.4, 3.5 seconds: those at 1.9, 2.1 and 3.4 are one too many.
      for pause in [0, 1500, 400, 100, 100, 1300, 100] {
        clock.advance(by: .milliseconds(pause))
        statuses.append(try await client.get("/team").status)
      }
      #expect(statuses == [200, 200, 429, 200, 429, 429, 200])
    }
  }

  @Test(arguments: ["/team", "/nothing", "/contacts/nobody", "/contacts?search=x"])
  func `every answer carries the limit's headers`(path: String) async throws {
    let (configuration, clock) = limited()
    try await withSandbox(configuration) { client, _ in
      _ = try await client.get("/team")
      clock.advance(by: .milliseconds(500))
      for authorization in [client.authorization, nil] {
        var client = client
        client.authorization = authorization
        let headers = try await client.get(path).headers
        let isFirst = authorization == nil
        #expect(headers["x-ratelimit-limit"] == "20")
        #expect(headers["x-ratelimit-remaining"] == (isFirst ? "19" : "18"))
        #expect(headers["retry-after"] == "2")
        #expect(
          headers["x-ratelimit-reset"]
            == "Tue Feb 16 2021 08:02:\(isFirst ? "45" : "44") GMT+0000 (Coordinated Universal Time)"
        )
      }
    }
  }

  @Test func `each key has its own window`() async throws {
    let (configuration, _) = limited(SandboxRateLimit(requests: 1, window: .seconds(2)))
    try await withSandbox(configuration) { client, _ in
      var other = client
      other.authorization = TestClient.basic(":other-key")
      let statuses = [
        try await client.get("/team").status, try await client.get("/contacts").status,
        try await other.get("/team").status,
      ]
      #expect(statuses == [200, 429, 200])
    }
  }

  @Test func `a refused request changes nothing`() async throws {
    let (configuration, clock) = limited(SandboxRateLimit(requests: 1, window: .seconds(2)))
    try await withSandbox(configuration) { client, _ in
      _ = try await client.get("/team")
      #expect(try await client.upsert(#"{"email": "j@example.com"}"#).status == 429)
      clock.advance(by: .seconds(2))
      #expect(try await client.get("/contacts").json["total"].integer == 0)
    }
  }

  @Test func `without a limit there are no headers of one`() async throws {
    try await withSandbox { client, _ in
      for _ in 0..<30 {
        let answer = try await client.get("/team")
        #expect(answer.status == 200)
        #expect(answer.headers["x-ratelimit-limit"] == nil)
        #expect(answer.headers["retry-after"] == nil)
      }
    }
  }

  @Test(
    arguments: [
      ("20/2s", SandboxRateLimit(requests: 20, window: .seconds(2))),
      ("600/1m", SandboxRateLimit(requests: 600, window: .seconds(60))),
      ("5/500ms", SandboxRateLimit(requests: 5, window: .milliseconds(500))),
    ]
  )
  func `a limit is read from text`(text: String, limit: SandboxRateLimit) {
    #expect(SandboxRateLimit(text) == limit)
  }

  @Test(arguments: [
    "", "20", "20/", "/2s", "0/2s", "20/0s", "20/2", "20/-2s", "x/2s", "20/2s/1s", "off",
  ])
  func `what is no limit is not read`(text: String) {
    #expect(SandboxRateLimit(text) == nil)
  }
}
