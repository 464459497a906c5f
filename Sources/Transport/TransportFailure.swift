/// Why there is no answer.
package struct TransportFailure: Error, Sendable {
  package enum Reason: Hashable, Sendable {
    /// Not a URL that can be requested, or a header that cannot be sent.
    case invalidRequest
    /// The host refuses connections, or there is no way to it.
    case refused
    case unknownHost
    /// No secure connection, such as with a certificate that is not trusted.
    case insecure
    /// The proxy cannot be reached, refuses, or asks for credentials.
    case proxyFailed
    /// The environment names a proxy in a way that cannot be used.
    case unusableProxy
    /// Not all of it happened within the request's timeout.
    case timedOut
    /// The connection ended before the answer did, or its length is wrong.
    case cut
    /// What came back is not HTTP, or cannot be decompressed.
    case malformed
    /// The body of a success is larger than the request allows, or the head larger than any.
    case tooLarge
    /// The task was cancelled, or the transport was closed.
    case cancelled
  }

  package let reason: Reason
  /// The cause in a few words, without any part of a URL but host names; may be empty.
  package let message: String
  /// The head of a success whose body failed.
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
