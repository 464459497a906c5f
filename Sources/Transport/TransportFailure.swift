/// Why there is no usable answer.
package struct TransportFailure: Error, Sendable {
  package enum Reason: Hashable, Sendable {
    /// The URL cannot be requested, or a header cannot be sent.
    case invalidRequest
    /// The host refuses connections, or there is no route to it.
    case refused
    case unknownHost
    /// No secure connection was made, for example because the certificate is not trusted.
    case insecure
    /// The proxy cannot be reached, refuses, or asks for credentials.
    case proxyFailed
    /// The environment names a proxy in a way that cannot be used.
    case unusableProxy
    /// The request was not finished within its timeout.
    case timedOut
    /// The connection ended before the answer did, or the answer's length is wrong.
    case cut
    /// The answer is not HTTP, or cannot be decompressed.
    case malformed
    /// The body of a success is larger than the request allows, or a head
    /// exceeds the general limit.
    case tooLarge
    /// The task was cancelled, or the transport was closed.
    case cancelled
  }

  package let reason: Reason
  /// The cause in a few words, without any part of a URL except host names; may be empty.
  package let message: String
  /// The head of a success whose body failed; `nil` for other failures.
  package let head: AnswerHead?
  package let times: ExchangeTimes

  /// Whether the request may have reached the service.
  package var wasSent: Bool { times.written != nil }

  init(
    _ reason: Reason,
    _ message: String = "",
    head: AnswerHead? = nil,
    times: ExchangeTimes = ExchangeTimes()
  ) {
    self.reason = reason
    self.message = message
    self.head = head
    self.times = times
  }
}
