import Synchronization

/// A raw server on loopback that answers each request by a script, byte for byte.
///
/// It is no model of the service: it does what no sound server would do.
package final class ScriptedServer: Sendable {
  package enum Answer: Sendable {
    /// These bytes, as they are; then the connection stays open.
    case raw(String)
    /// A whole answer.
    case status(Int, headers: [String] = [], body: String = "")
    /// A whole answer whose body is no text.
    case bytes(headers: [String], body: [UInt8])
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
  private let loopback = Mutex<LoopbackServer?>(nil)

  private init(answers: [Answer]) { self.answers = Mutex(answers) }

  package var port: Int { loopback.withLock { $0?.port ?? 0 } }

  /// How many connections were made so far.
  package var connectionCount: Int { loopback.withLock { $0?.connectionCount ?? 0 } }

  /// What came in so far: one text a request, head and body.
  package var requests: [String] { received.withLock { $0 } }

  /// Runs `body` with a server; after the script it answers with its last entry.
  package static func run<R: Sendable>(
    _ answers: [Answer],
    _ body: (ScriptedServer) async throws -> R
  ) async throws -> R {
    let server = ScriptedServer(answers: answers)
    return try await LoopbackServer.run({ server.answer($0, $1) }) { loopback in
      server.loopback.withLock { $0 = loopback }
      return try await body(server)
    }
  }

  private func answer(_ request: String, _ connection: LoopbackServer.Connection) -> Bool {
    received.withLock { $0.append(request) }
    switch answers.withLock({ $0.count > 1 ? $0.removeFirst() : $0.first ?? .silence }) {
    case .raw(let text): return connection.write(text)
    case .status(let status, let headers, let body):
      return connection.write(Self.head(status, body.utf8.count, headers) + body)
    case .bytes(let headers, let body):
      return connection.write(Array(Self.head(200, body.count, headers).utf8) + body)
    case .rawThenClose(let text):
      connection.write(text)
      return false
    case .close: return false
    case .silence: return true
    case .flood(let status):
      connection.write("HTTP/1.1 \(status) X\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = Array(("10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n").utf8)
      while connection.write(chunk) {}
      return false
    }
  }

  private static func head(_ status: Int, _ length: Int, _ headers: [String]) -> String {
    (["HTTP/1.1 \(status) X", "Content-Length: \(length)"] + headers).joined(separator: "\r\n")
      + "\r\n\r\n"
  }
}
