import Dispatch
import Lemlist
import Synchronization
import TestSupport

/// A server on loopback that counts arrivals in a strict sliding window, over real connections.
final class LimitedServer: Sendable {
  private struct Counts {
    var arrivals: [ContinuousClock.Instant] = []
    var taken = 0
    var rejected = 0
  }

  private let limit: RateLimit
  /// Before the answer, after counting.
  private let latency: @Sendable () -> Duration
  private let counts = Mutex(Counts())

  private init(limit: RateLimit, latency: @escaping @Sendable () -> Duration) {
    self.limit = limit
    self.latency = latency
  }

  var taken: Int { counts.withLock { $0.taken } }
  var rejected: Int { counts.withLock { $0.rejected } }

  /// Runs `body` with a server and its port.
  static func run<R: Sendable>(
    limit: RateLimit,
    latency: @escaping @Sendable () -> Duration,
    _ body: (LimitedServer, Int) async throws -> R
  ) async throws -> R {
    let server = LimitedServer(limit: limit, latency: latency)
    let handler: LoopbackServer.Handler = { _, connection in
      let answer = server.answer()
      let delay = server.latency()
      guard delay > .zero else { return connection.write(answer) }
      DispatchQueue.global().asyncAfter(deadline: .now() + delay / .seconds(1)) {
        connection.write(answer)
      }
      return true
    }
    return try await LoopbackServer.run(handler) { loopback in
      try await body(server, loopback.port)
    }
  }

  /// Counts an arrival.
  private func answer() -> String {
    let now = ContinuousClock.now
    let (isTaken, remaining) = counts.withLock { counts in
      counts.arrivals.removeAll { $0 <= now - limit.window }
      let isTaken = counts.arrivals.count < limit.requests
      if isTaken {
        counts.arrivals.append(now)
        counts.taken += 1
      } else {
        counts.rejected += 1
      }
      return (isTaken, limit.requests - counts.arrivals.count)
    }
    let body = isTaken ? updatedBody : "Too many requests"
    return "HTTP/1.1 \(isTaken ? 200 : 429) X\r\nContent-Length: \(body.utf8.count)\r\n"
      + "X-RateLimit-Limit: \(limit.requests)\r\nX-RateLimit-Remaining: \(remaining)\r\n"
      + "Retry-After: 1\r\n\r\n" + body
  }
}
