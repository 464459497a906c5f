import LemlistAPI
import NIOCore
import NIOPosix
import Synchronization

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
    // A thread of its own: neither the client nor another test holds it up.
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 128)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(LimitHandler(server))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    do {
      let result = try await body(server, channel.localAddress?.port ?? 0)
      try await channel.close()
      try await group.shutdownGracefully()
      return result
    } catch {
      // The first error is the one to know.
      try? await channel.close()
      try? await group.shutdownGracefully()
      throw error
    }
  }

  /// Counts an arrival.
  fileprivate func answer() -> (text: String, delay: Duration) {
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
    let head =
      "HTTP/1.1 \(isTaken ? 200 : 429) X\r\nContent-Length: \(body.utf8.count)\r\n"
      + "X-RateLimit-Limit: \(limit.requests)\r\nX-RateLimit-Remaining: \(remaining)\r\n"
      + "Retry-After: 1\r\n\r\n"
    return (head + body, latency())
  }
}

private final class LimitHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let server: LimitedServer
  private var text = ""

  init(_ server: LimitedServer) { self.server = server }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    text += String(buffer: unwrapInboundIn(data))
    // Each request here ends with the one object of its body.
    guard text.hasSuffix("}") else { return }
    text = ""
    let (answer, delay) = server.answer()
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(
      in: .nanoseconds(
        delay.components.attoseconds / 1_000_000_000 + delay.components.seconds * 1_000_000_000
      )
    ) {
      bound.value.writeAndFlush(
        NIOAny(ByteBuffer(string: answer)),
        promise: nil
      )
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
