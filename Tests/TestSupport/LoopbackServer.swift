import Foundation
import Synchronization

/// A raw server on loopback with a thread of its own: neither the client nor another test holds it up.
///
/// It hands over requests as they come, and knows nothing of what an answer is.
package final class LoopbackServer: Sendable {
  /// Answers one request, on the server's thread; `false` ends the connection.
  package typealias Handler = @Sendable (_ request: String, Connection) -> Bool

  /// One connection, for the handler.
  package struct Connection: Sendable {
    fileprivate let descriptor: Int32

    /// Sends all of the bytes; `false` when the other side is gone.
    @discardableResult
    package func write(_ bytes: [UInt8]) -> Bool {
      bytes.withUnsafeBytes { bytes in
        var sent = 0
        while sent < bytes.count {
          let count = send(
            descriptor,
            bytes.baseAddress?.advanced(by: sent),
            bytes.count - sent,
            Int32(MSG_NOSIGNAL)
          )
          guard count > 0 else { return false }
          sent += count
        }
        return true
      }
    }

    /// Sends the UTF-8 of the text; `false` when the other side is gone.
    @discardableResult
    package func write(_ text: String) -> Bool { write(Array(text.utf8)) }
  }

  package let port: Int
  private let listener: LoopbackSocket
  private let handler: Handler
  private let accepted = Mutex(0)

  private init(_ handler: @escaping Handler) throws {
    listener = try LoopbackSocket()
    port = listener.port
    self.handler = handler
    guard listen(listener.descriptor, 128) == 0 else { throw POSIXError(.EADDRINUSE) }
  }

  /// How many connections were made so far.
  package var connectionCount: Int { accepted.withLock { $0 } }

  /// Runs `body` with a server, and ends the server and its connections afterwards.
  package static func run<R: Sendable>(
    _ handler: @escaping Handler,
    _ body: (LoopbackServer) async throws -> R
  ) async throws -> R {
    let server = try LoopbackServer(handler)
    Thread.detachNewThread { server.serve() }
    // Its thread finds out, and closes what is open.
    defer { shutdown(server.listener.descriptor, Int32(SHUT_RDWR)) }
    return try await body(server)
  }

  private func serve() {
    var received: [Int32: [UInt8]] = [:]
    defer { for descriptor in received.keys { close(descriptor) } }
    while true {
      var polled = ([listener.descriptor] + received.keys).map { descriptor in
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      }
      poll(&polled, nfds_t(polled.count), -1)
      for entry in polled where entry.revents != 0 {
        if entry.fd != listener.descriptor {
          if let text = received[entry.fd] { received[entry.fd] = read(entry.fd, after: text) }
          if received[entry.fd] == nil { close(entry.fd) }
        } else {
          let descriptor = accept(listener.descriptor, nil, nil)
          guard descriptor >= 0 else { return }
          received[descriptor] = []
          accepted.withLock { $0 += 1 }
        }
      }
    }
  }

  /// Reads what is there, and answers what is whole.
  ///
  /// - Returns: What is not whole yet; `nil` at the end of the connection.
  private func read(_ descriptor: Int32, after text: [UInt8]) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return nil }
    var received = text + buffer.prefix(count)
    while let end = Self.endOfRequest(received) {
      let request = String(decoding: received.prefix(end), as: UTF8.self)
      received.removeFirst(end)
      guard handler(request, Connection(descriptor: descriptor)) else { return nil }
    }
    return received
  }

  /// Past the body that `Content-Length` announces; `nil` while it is not all there.
  private static func endOfRequest(_ bytes: [UInt8]) -> Int? {
    guard let head = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n")
    let length =
      lines.first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).drop(while: { $0 == " " })) } ?? 0
    let end = head.upperBound + length
    return end <= bytes.count ? end : nil
  }
}
