import Foundation
import TestSupport
import Testing
import Transport

/// What is sent, what comes back, and what becomes of answers that no sound server gives.
struct HTTPTransportTests {
  private static func get(
    _ server: ScriptedServer,
    timeout: Duration = .seconds(10),
    maximumAnswer: Int = 1000
  ) -> HTTPRequest {
    HTTPRequest(
      .get,
      "http://127.0.0.1:\(server.port)/x?y=1",
      timeout: timeout,
      maximumAnswer: maximumAnswer
    )
  }

  /// Runs `body` with a transport and a server that answers so.
  private func with<R: Sendable>(
    _ answers: [ScriptedServer.Answer],
    _ body: (HTTPTransport, ScriptedServer) async throws -> R
  ) async throws -> R {
    try await ScriptedServer.run(answers) { server in
      try await HTTPTransport.withTransport(connections: 8, usesProxies: false) { transport in
        try await body(transport, server)
      }
    }
  }

  /// The failure of a request.
  private func failure(
    _ transport: HTTPTransport,
    _ request: HTTPRequest
  ) async -> TransportFailure? {
    do throws(TransportFailure) {
      _ = try await transport.send(request)
      return nil
    } catch {
      return error
    }
  }

  @Test func `A request is sent as it was given, and nothing is added that asks for more`()
    async throws
  {
    try await with([.status(200, headers: ["X-Two:  b "], body: "ok")]) { transport, server in
      var request = Self.get(server)
      request.method = .post
      request.headers = [.init("Authorization", "Basic abc"), .init("Content-Type", "a/b")]
      // Large enough for libcurl to ask before it sends it.
      request.body = [UInt8](repeating: UInt8(ascii: "z"), count: 2 << 20)
      let answer = try await transport.send(request)
      #expect(answer.head.status == 200)
      #expect(answer.head.first("x-two") == "b")
      #expect(answer.head.first("x-three") == nil)
      #expect(answer.body == Array("ok".utf8))
      let sent = try #require(server.requests.first)
      #expect(sent.hasPrefix("POST /x?y=1 HTTP/1.1\r\n"))
      #expect(sent.hasSuffix("\r\n\r\n" + String(repeating: "z", count: 2 << 20)))
      let head = sent.prefix(1000).lowercased()
      #expect(head.contains("\r\nauthorization: basic abc\r\n"))
      #expect(head.contains("\r\ncontent-type: a/b\r\n"))
      #expect(!head.contains("expect:"))
      #expect(!head.contains("user-agent:"))
    }
  }

  @Test(arguments: [HTTPRequest.Method.get, .post, .put, .delete])
  func `Each method goes with and without a body`(_ method: HTTPRequest.Method) async throws {
    try await with([.status(204)]) { transport, server in
      for body in [nil, [], Array("{}".utf8)] as [[UInt8]?] {
        var request = Self.get(server)
        request.method = method
        request.body = body
        let answer = try await transport.send(request)
        #expect(answer.head.status == 204)
        let sent = try #require(server.requests.last)
        #expect(sent.hasPrefix("\(method.rawValue) /x?y=1 HTTP/1.1\r\n"), "\(sent)")
        #expect(sent.hasSuffix("\r\n\r\n" + (body?.isEmpty == false ? "{}" : "")), "\(sent)")
        #expect(sent.lowercased().contains("\r\ncontent-type:") == false, "\(sent)")
      }
    }
  }

  @Test func `Connections are kept and used again`() async throws {
    try await with([.status(200, body: "ok")]) { transport, server in
      for _ in 0..<20 { _ = try await transport.send(Self.get(server)) }
      #expect(server.requests.count == 20)
      #expect(server.connectionCount == 1)
    }
  }

  @Test func `Many are under way at once, and each gets its own answer`() async throws {
    let handler: LoopbackServer.Handler = { request, connection in
      let path = request.split(separator: " ")[1]
      return connection.write(
        "HTTP/1.1 200 OK\r\nContent-Length: \(path.utf8.count)\r\n\r\n\(path)"
      )
    }
    try await LoopbackServer.run(handler) { server in
      try await HTTPTransport.withTransport(connections: 8, usesProxies: false) { transport in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for index in 0..<400 {
            if index >= 16 { try await group.next() }
            group.addTask {
              let answer = try await transport.send(
                HTTPRequest(
                  .get,
                  "http://127.0.0.1:\(server.port)/\(index)",
                  timeout: .seconds(30),
                  maximumAnswer: 100
                )
              )
              #expect(String(decoding: answer.body, as: UTF8.self) == "/\(index)")
            }
          }
          try await group.waitForAll()
        }
      }
    }
  }

  @Test func `A request whose kept connection is dead is not sent again in silence`() async throws {
    try await with([.status(200, body: "ok"), .close]) { transport, server in
      _ = try await transport.send(Self.get(server))
      let failure = await failure(transport, Self.get(server))
      #expect(failure?.reason == .cut)
      #expect(failure?.wasSent == true)
      #expect(server.requests.count == 2)
    }
  }

  @Test func `A redirect is an answer`() async throws {
    try await with([.status(307, headers: ["Location: /elsewhere"])]) { transport, server in
      let answer = try await transport.send(Self.get(server))
      #expect(answer.head.status == 307)
      #expect(answer.head.first("location") == "/elsewhere")
      #expect(server.requests.count == 1)
    }
  }

  static let statusLines = [
    "HTTP/1.1 099 X", "HTTP/1.1 000 X", "HTTP/1.1 100 X", "HTTP/1.1 101 X", "HTTP/1.1 199 X",
    "HTTP/1.1 600 X", "HTTP/1.1 999 X", "HTTP/1.1 1000 X", "HTTP/1.1 20 X", "HTTP/1.1 -1 X",
    "HTTP/1.1 99999999999999999999 X", "HTTP/1.1 2x0", "HTTP/1.1", "HTTP/9.9 200 X",
    "HTTP/2 200", "HTTP/1.1 204", "http/1.1 200 OK", "ICY 200 OK", "\u{0}\u{1}\u{2}", "",
  ]

  @Test(arguments: statusLines)
  func `An absurd status is an answer or a failure, and never the end of the process`(
    _ line: String
  ) async throws {
    for answer in [
      "\(line)\r\nContent-Length: 2\r\n\r\nok", "\(line)\r\n\r\n", "\(line)\r\n: :\r\n\r\n",
    ] {
      try await with([.rawThenClose(answer)]) { transport, server in
        let result = await failure(transport, Self.get(server))
        #expect(result.map { $0.wasSent } ?? true)
        // The next one is served all the same, unless it meets the end of the kept connection.
        let next = await failure(transport, Self.get(server))
        if server.requests.count == 1 {
          #expect(next?.reason == .cut)
          _ = await failure(transport, Self.get(server))
        }
        #expect(server.requests.count == 2)
      }
    }
  }

  @Test func `Interim answers and trailers are not the answer`() async throws {
    let interim = "HTTP/1.1 103 Early\r\nX-A: interim\r\n\r\n"
    let final =
      "HTTP/1.1 200 OK\r\nX-A: final\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n"
      + "X-A: trailer\r\nX-B: trailer\r\n\r\n"
    try await with([.raw(interim + interim + final)]) { transport, server in
      let answer = try await transport.send(Self.get(server))
      #expect(answer.head.first("x-a") == "final")
      #expect(answer.head.first("x-b") == nil)
      #expect(answer.body == Array("ok".utf8))
    }
  }

  /// `{"success":true,"data":{"_id":"ctc_1"}}`, compressed.
  static let compressed =
    "H4sIAAAAAAACA6tWKi5NTk4tLlayKikqTdVRSkksSVSyqlaKz0xRslJKLkmON1SqrQUASrL7+CcAAAA="

  @Test func `An answer may come compressed`() async throws {
    let body = try #require(Data(base64Encoded: Self.compressed))
    let answers: [ScriptedServer.Answer] = [
      .bytes(headers: ["Content-Encoding: gzip"], body: Array(body))
    ]
    try await with(answers) { transport, server in
      let answer = try await transport.send(Self.get(server))
      #expect(answer.body == Array(#"{"success":true,"data":{"_id":"ctc_1"}}"#.utf8))
      #expect(server.requests.first?.lowercased().contains("accept-encoding: gzip\r\n") == true)
      // The bound counts what it becomes, not what was sent.
      let small = await failure(transport, Self.get(server, maximumAnswer: 38))
      #expect(small?.reason == .tooLarge)
    }
  }

  @Test func `An answer that is compressed wrongly is a failure`() async throws {
    let answers: [ScriptedServer.Answer] = [
      .bytes(headers: ["Content-Encoding: gzip"], body: Array("no gzip at all".utf8))
    ]
    try await with(answers) { transport, server in
      #expect(await failure(transport, Self.get(server))?.reason == .malformed)
    }
  }

  @Test(arguments: [200, 500])
  func `An answer without end is cut: a success fails, an error is known`(_ status: Int)
    async throws
  {
    try await with([.flood(status: status)]) { transport, server in
      if status == 200 {
        let failure = await failure(transport, Self.get(server))
        #expect(failure?.reason == .tooLarge)
        #expect(failure?.head?.status == 200)
      } else {
        let answer = try await transport.send(Self.get(server))
        #expect(answer.isCut)
        #expect(answer.body.count == 64 << 10)
      }
    }
  }

  @Test func `A head without end is a failure`() async throws {
    let endless = "HTTP/1.1 200 OK\r\n" + String(repeating: "X-A: b\r\n", count: 1 << 18)
    try await with([.rawThenClose(endless)]) { transport, server in
      #expect(await failure(transport, Self.get(server))?.reason == .tooLarge)
    }
  }

  @Test func `The timeout counts from the beginning, and says whether anything was sent`()
    async throws
  {
    try await with([.silence]) { transport, server in
      let failure = await failure(transport, Self.get(server, timeout: .milliseconds(300)))
      #expect(failure?.reason == .timedOut)
      #expect(failure?.wasSent == true)
      #expect(failure?.head == nil)
    }
  }

  @Test func `Without a connection nothing was sent`() async throws {
    let silent = try SilentPort()
    try await HTTPTransport.withTransport(connections: 8, usesProxies: false) { transport in
      let refused = await failure(
        transport,
        HTTPRequest(
          .get,
          "http://127.0.0.1:\(silent.port)/",
          timeout: .seconds(10),
          maximumAnswer: 10
        )
      )
      #expect(refused?.reason == .refused)
      #expect(refused?.message == "Connection refused")
      #expect(refused?.wasSent == false)
    }
    withExtendedLifetime(silent) {}
  }

  @Test(arguments: [
    "", "127.0.0.1", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://[::1",
    "http://a b/",
    "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/\u{0}",
  ])
  func `What is no URL of HTTP is not requested`(_ url: String) async throws {
    try await HTTPTransport.withTransport(connections: 1, usesProxies: false) { transport in
      let failure = await failure(
        transport,
        HTTPRequest(.get, url, timeout: .seconds(5), maximumAnswer: 1 << 20)
      )
      #expect(failure?.wasSent == false, "\(String(describing: failure))")
      #expect([.invalidRequest, .refused].contains(failure?.reason), "\(url)")
    }
  }

  @Test(arguments: ["a\r\nX: y", "a\nb", "a\u{0}b"])
  func `A header cannot hold another`(_ value: String) async throws {
    try await with([.status(200)]) { transport, server in
      var request = Self.get(server)
      request.headers = [.init("X-A", value)]
      #expect(await failure(transport, request)?.reason == .invalidRequest)
      #expect(server.requests == [])
    }
  }

  @Test func `A cancelled task ends its request, and no other`() async throws {
    try await with([.silence, .status(200, body: "ok")]) { transport, server in
      let cancelled = await withTaskGroup(of: TransportFailure?.self) { group in
        group.addTask { await failure(transport, Self.get(server)) }
        while server.requests.isEmpty { await Task.yield() }
        group.cancelAll()
        return await group.next() ?? nil
      }
      #expect(cancelled?.reason == .cancelled)
      #expect(cancelled?.wasSent == true)
      _ = try await transport.send(Self.get(server))
      let before = await withTaskGroup(of: TransportFailure?.self) { group in
        group.cancelAll()
        group.addTask { await failure(transport, Self.get(server)) }
        return await group.next() ?? nil
      }
      #expect(before?.reason == .cancelled)
      #expect(before?.wasSent == false)
      #expect(server.requests.count == 2)
    }
  }

  @Test func `Cancellations at any moment leave nothing behind`() async throws {
    try await with([.status(200, body: "ok")]) { transport, server in
      for _ in 0..<10 {
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<8 {
            group.addTask { _ = await failure(transport, Self.get(server)) }
          }
          await group.next()
          group.cancelAll()
        }
      }
      let answer = try await transport.send(Self.get(server))
      #expect(answer.head.status == 200)
    }
  }
}
