/// A sandbox that accepts requests.
package struct RunningSandbox: Sendable {
  /// The TCP port on 127.0.0.1.
  package let port: Int
  private let log: RequestLog

  init(port: Int, log: RequestLog) {
    self.port = port
    self.log = log
  }

  /// The API's base URL: `http://127.0.0.1:PORT/api`.
  package var url: String { "http://127.0.0.1:\(port)/api" }

  /// The latest requests, in order of arrival, up to the configured number.
  package func requests() -> [RecordedRequest] { log.requests }

  /// How many requests have arrived so far, whether kept or not.
  package var requestCount: Int { log.count }
}
