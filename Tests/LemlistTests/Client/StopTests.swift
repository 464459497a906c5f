import Engine
import Lemlist
import Model
import TestSupport
import Testing

struct StopTests {
  @Test func `Who waits for a turn is refused, and what is in flight is answered`() async throws {
    try await ScriptedServer.run([.silence]) { server in
      var configuration = try ClientConfiguration.test(
        port: server.port,
        timeout: .seconds(2),
        parallelism: 1
      )
      configuration.retry = RetryPolicy(maximumAttempts: 9, baseDelay: .seconds(60))
      let kinds = try await LemlistClient.withClient(configuration) { client in
        await withTaskGroup(of: APIError.Kind?.self) { group in
          for index in 0..<5 {
            group.addTask {
              await apiError { () throws(APIError) in
                try await client.upsert(jane, label: "contact.\(index)")
              }?.kind
            }
          }
          while server.requests.isEmpty { await Task.yield() }
          client.stopSending()
          var kinds: [APIError.Kind?] = []
          for await kind in group { kinds.append(kind) }
          return kinds
        }
      }
      // The one in flight timed out and was not sent again.
      #expect(kinds.filter { $0 == .stopped }.count == 4)
      #expect(kinds.filter { $0 == .timedOut }.count == 1)
      #expect(server.requests.count == 1)
    }
  }

  @Test func `Who rests before a retry is refused at once`() async throws {
    try await ScriptedServer.run([.status(500)]) { server in
      let log = EventLog()
      var configuration = try ClientConfiguration.test(port: server.port)
      configuration.retry = RetryPolicy(
        maximumAttempts: 9,
        baseDelay: .seconds(60),
        maximumDelay: .seconds(60)
      )
      try await LemlistClient.withClient(configuration, onEvent: log.note) { client in
        async let error = apiError { () throws(APIError) in try await client.team() }
        while log.events.isEmpty { await Task.yield() }
        client.stopSending()
        let stopped = await error
        #expect(stopped?.kind == .stopped)
        #expect(stopped?.attempts == 1)
        #expect(stopped?.mayHaveLanded == true)
      }
    }
  }

  /// The first one that was refused rests, and whoever waits behind it may not wait for ever.
  @Test(arguments: [true, false])
  func `Whose turn a 429 moves beyond its time gets none, sent before or not`(
    isRetry: Bool
  ) async throws {
    let limiter = RateLimiter(pacer: Pacer(limit: nil), parallelism: 8, clock: .continuous)
    let permit = try await limiter.acquire(.upsert, isRetry: false, before: .seconds(600))
    let now = ContinuousClock.now
    limiter.release(
      permit,
      written: now,
      ended: now,
      .rejected(RateLimitHeaders(), wait: .seconds(3000))
    )
    await #expect(throws: RateLimiter<ContinuousClock>.Refusal.late) {
      try await limiter.acquire(.upsert, isRetry: isRetry, before: .seconds(600))
    }
  }

  @Test func `A first turn that only the queue delays is given, however late`() async throws {
    let limiter = RateLimiter(pacer: Pacer(limit: nil), parallelism: 8, clock: .continuous)
    _ = try await limiter.acquire(.upsert, isRetry: false, before: .zero)
    await #expect(throws: RateLimiter<ContinuousClock>.Refusal.late) {
      try await limiter.acquire(.upsert, isRetry: true, before: .zero)
    }
  }

  @Test(arguments: [[], ["Retry-After: soon"], ["Retry-After: -1", "X-RateLimit-Reset: later"]])
  func `A 429 that says no usable time ends when there is no time for another rest`(
    headers: [String]
  ) async throws {
    try await ScriptedServer.run([.status(429, headers: headers)]) { server in
      var configuration = try ClientConfiguration.test(port: server.port)
      configuration.retry = RetryPolicy(totalBudget: .seconds(1))
      try await LemlistClient.withClient(configuration) { client in
        let error = await apiError { () throws(APIError) in try await client.team() }
        #expect(error?.kind == .rateLimited)
        #expect(error?.attempts == 1)
      }
    }
  }

  @Test func `Who waits out a 429 is refused at once`() async throws {
    try await ScriptedServer.run([.status(429, headers: ["Retry-After: 60"])]) { server in
      let log = EventLog()
      let configuration = try ClientConfiguration.test(port: server.port)
      try await LemlistClient.withClient(configuration, onEvent: log.note) { client in
        async let error = apiError { () throws(APIError) in try await client.team() }
        while log.events.isEmpty { await Task.yield() }
        client.stopSending()
        #expect(await error?.kind == .stopped)
      }
      #expect(log.events.contains(.throttled(.seconds(60))))
    }
  }

  @Test(arguments: [401, 403])
  func `A refused key stops everything else by itself`(status: Int) async throws {
    try await ScriptedServer.run([.status(status)]) { server in
      let configuration = try ClientConfiguration.test(port: server.port)
      try await LemlistClient.withClient(configuration) { client in
        let first = await apiError { () throws(APIError) in try await client.team() }
        #expect(first?.kind == (status == 401 ? .unauthorized : .forbidden))
        let second = await apiError { () throws(APIError) in try await client.fields(of: .contact) }
        #expect(second?.kind == .stopped)
        #expect(second?.attempts == 0)
      }
      #expect(server.requests.count == 1)
    }
  }

  @Test func `Cancellation ends a request in flight, and says that it may have landed`()
    async throws
  {
    try await ScriptedServer.run([.silence]) { server in
      let configuration = try ClientConfiguration.test(port: server.port)
      let error = try await LemlistClient.withClient(configuration) { client in
        await withTaskGroup(of: APIError?.self) { group in
          group.addTask {
            await apiError { () throws(APIError) in
              try await client.upsert(jane, label: "contact.jane")
            }
          }
          while server.requests.isEmpty { await Task.yield() }
          group.cancelAll()
          return await group.next() ?? nil
        }
      }
      #expect(error?.kind == .cancelled)
      #expect(error?.mayHaveLanded == true)
    }
  }

  @Test func `No more are in flight than the parallelism says`() async throws {
    let answers: [ScriptedServer.Answer] = [.status(200, body: updatedBody)]
    try await ScriptedServer.run(answers) { server in
      let configuration = try ClientConfiguration.test(port: server.port, parallelism: 2)
      let sent = try await LemlistClient.withClient(configuration) { client in
        try await withThrowingTaskGroup(of: Int.self) { group in
          for index in 0..<200 {
            group.addTask { try await client.upsert(jane, label: "contact.\(index)").attempts }
          }
          return try await group.reduce(0, +)
        }
      }
      #expect(sent == 200)
      #expect(server.requests.count == 200)
    }
  }
}
