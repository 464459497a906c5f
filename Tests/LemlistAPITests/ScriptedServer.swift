import NIOCore
import NIOPosix
import Synchronization

/// A raw server on loopback that answers each request by a script, byte for byte.
///
/// It is no model of the service: it does what no sound server would do.
final class ScriptedServer: Sendable {
  enum Answer: Sendable {
    /// These bytes, as they are; then the connection stays open.
    case raw(String)
    /// A whole answer.
    case status(Int, headers: [String] = [], body: String = "")
    /// These bytes, and then the end of the connection.
    case rawThenClose(String)
    /// Nothing, and the end of the connection.
    case close
    /// Nothing for ever.
    case silence
    /// A head that announces so much, and then bytes without end until the other side is gone.
    case flood(status: Int)
  }

  private let answers: Mutex<[Answer]>
  private let received = Mutex<[String]>([])
  let port: Int

  private init(answers: [Answer], port: Int) {
    self.answers = Mutex(answers)
    self.port = port
  }

  /// What came in so far: one text a request, head and body.
  var requests: [String] { received.withLock { $0 } }

  /// Runs `body` with a server; after the script it answers with its last entry.
  static func run<R: Sendable>(
    _ answers: [Answer],
    _ body: (ScriptedServer) async throws -> R
  ) async throws -> R {
    let box = NIOLockedServer()
    // A thread of its own: neither the client nor another test holds it up.
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ScriptHandler(box))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let server = ScriptedServer(answers: answers, port: channel.localAddress?.port ?? 0)
    box.server.withLock { $0 = server }
    do {
      let result = try await body(server)
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

  fileprivate func next(for request: String) -> Answer {
    received.withLock { $0.append(request) }
    return answers.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? .silence }
  }
}

/// Hands the server, which needs its port first, to handlers made before.
private final class NIOLockedServer: Sendable {
  let server = Mutex<ScriptedServer?>(nil)
}

private final class ScriptHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let box: NIOLockedServer
  private var text = ""

  init(_ box: NIOLockedServer) { self.box = box }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    text += String(buffer: unwrapInboundIn(data))
    while let end = endOfRequest() {
      let request = String(text[..<end])
      text = String(text[end...])
      guard let answer = box.server.withLock({ $0 })?.next(for: request) else { return }
      send(answer, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  /// Past the body that `Content-Length` announces.
  private func endOfRequest() -> String.Index? {
    guard let head = text.firstRange(of: "\r\n\r\n") else { return nil }
    let lines = text[..<head.lowerBound].split(separator: "\r\n")
    let length =
      lines.first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).drop(while: { $0 == " " })) } ?? 0
    return text.utf8.index(head.upperBound, offsetBy: length, limitedBy: text.utf8.endIndex)
  }

  private func send(_ answer: ScriptedServer.Answer, _ context: ChannelHandlerContext) {
    switch answer {
    case .raw(let text): write(text, context)
    case .status(let status, let headers, let body):
      let lines =
        ["HTTP/1.1 \(status) X", "Content-Length: \(body.utf8.count)"] + headers
      write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body, context)
    case .rawThenClose(let text):
      write(text, context)
      context.close(promise: nil)
    case .close: context.close(promise: nil)
    case .silence: break
    case .flood(let status):
      write("HTTP/1.1 \(status) X\r\nTransfer-Encoding: chunked\r\n\r\n", context)
      flood(context)
    }
  }

  private func flood(_ context: ChannelHandlerContext) {
    let chunk = "10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n"
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    let this = NIOLoopBound(self, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: chunk))).whenSuccess {
      this.value.flood(bound.value)
    }
  }

  private func write(_ text: String, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
  }
}
