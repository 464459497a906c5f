import Synchronization

/// Sends requests over HTTP/1.1, many at once, on connections that are kept.
///
/// libcurl does the work, on one thread. Redirects are not followed, nothing is sent twice, and
/// answers may be compressed. HTTP/2 stays off: all requests would share one connection, whose end
/// or stall would hit all of them at once, and it would be unclear for each whether it was sent.
package final class HTTPTransport: Sendable {
  private let loop: TransferLoop
  private let lastNumber = Mutex(0)

  private init(_ loop: TransferLoop) { self.loop = loop }

  /// Runs `body` with a transport, and closes its connections afterwards.
  ///
  /// - Parameters:
  ///   - connections: How many connections are kept for later requests.
  ///   - usesProxies: Whether the proxies of the environment (`HTTPS_PROXY`,
  ///     `ALL_PROXY`, `NO_PROXY`) are used.
  ///   - body: The work to do with the transport.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or `TransportError` when the system provides no thread.
  package static func withTransport<R: Sendable>(
    connections: Int,
    usesProxies: Bool,
    _ body: (HTTPTransport) async throws -> R
  ) async throws -> R {
    let loop = try TransferLoop(connections: connections, usesProxies: usesProxies)
    do {
      let result = try await body(HTTPTransport(loop))
      await loop.close()
      return result
    } catch {
      await loop.close()
      throw error
    }
  }

  /// Sends one request once.
  ///
  /// - Parameter request: The request to send.
  /// - Returns: The answer, whatever its status.
  /// - Throws: `TransportFailure` when no usable answer came.
  package func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPAnswer {
    let number = lastNumber.withLock { number in
      number += 1
      return number
    }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        loop.add(Arrival(number: number, request: request, continuation: continuation))
      }
    } onCancel: {
      loop.cancel(number)
    }
    return try result.get()
  }
}

/// A request on its way to the thread that sends it.
struct Arrival: Sendable {
  let number: Int
  let request: HTTPRequest
  let continuation: CheckedContinuation<Result<HTTPAnswer, TransportFailure>, Never>
}
