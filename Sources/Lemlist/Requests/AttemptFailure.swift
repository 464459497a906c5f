/// What happened to one attempt instead of a usable answer.
package enum AttemptFailure: Hashable, Sendable {
  /// No connection was made: it was refused, the host is unknown, or TLS or the proxy
  /// failed. Nothing was sent.
  case noConnection
  /// The environment names a proxy in a way that cannot be used. Nothing was sent.
  case unusableProxy
  /// The endpoint is not a URL that can be requested.
  case unusableEndpoint
  /// No complete answer came within the timeout; `sent` tells whether the request was on its way.
  case timedOut(sent: Bool)
  /// The connection ended before the answer did; `sent` tells whether the request was on its way.
  case cut(sent: Bool)
  /// The answer has a status other than a success.
  case status(Int)
  /// The body of a success is not what the service documents.
  case invalidAnswer
  /// The answer is larger than any of its kind can be.
  case tooLarge
}

/// What to do about a failure: one row of the documented table.
package struct FailureRule: Hashable, Sendable {
  package let kind: APIError.Kind
  /// Whether the same request is sent again.
  ///
  /// Every request is safe to repeat: a read changes nothing, an upsert carries its identity
  /// and sets the same values again, and a deletion that already happened answers 404, which
  /// is the wanted result.
  package let retries: Bool
  /// Whether the service may have carried the request out all the same.
  package let mayHaveLanded: Bool

  /// The rule for a failure.
  package static func rule(for fault: AttemptFailure) -> FailureRule {
    switch fault {
    case .noConnection: FailureRule(kind: .unreachable, retries: true, mayHaveLanded: false)
    // The next attempt would fail in the same way.
    case .unusableProxy: FailureRule(kind: .unusableProxy, retries: false, mayHaveLanded: false)
    case .unusableEndpoint: FailureRule(kind: .unreachable, retries: false, mayHaveLanded: false)
    case .timedOut(let sent): FailureRule(kind: .timedOut, retries: true, mayHaveLanded: sent)
    case .cut(let sent): FailureRule(kind: .cut, retries: true, mayHaveLanded: sent)
    case .status(let status): rule(forStatus: status)
    // The answer is complete; the service, or something in its place, would send the same again.
    case .invalidAnswer: FailureRule(kind: .invalidAnswer, retries: false, mayHaveLanded: true)
    case .tooLarge: FailureRule(kind: .tooLarge, retries: false, mayHaveLanded: true)
    }
  }

  private static func rule(forStatus status: Int) -> FailureRule {
    switch status {
    // The service refused before it did anything, and would refuse the same request again.
    case 401: FailureRule(kind: .unauthorized, retries: false, mayHaveLanded: false)
    case 402: FailureRule(kind: .paymentRequired, retries: false, mayHaveLanded: false)
    case 403: FailureRule(kind: .forbidden, retries: false, mayHaveLanded: false)
    case 404: FailureRule(kind: .notFound, retries: false, mayHaveLanded: false)
    case 409: FailureRule(kind: .conflict, retries: false, mayHaveLanded: false)
    // The service gave up waiting for the request, or is not ready for it; the cause may pass.
    case 408, 425: FailureRule(kind: .server, retries: true, mayHaveLanded: true)
    case 429: FailureRule(kind: .rateLimited, retries: true, mayHaveLanded: false)
    case 400..<500: FailureRule(kind: .refused, retries: false, mayHaveLanded: false)
    // Redirections are never followed: the key would go to a place that nobody chose.
    case 300..<400: FailureRule(kind: .redirected, retries: false, mayHaveLanded: false)
    // The service will not know the version or the kind of request the next time either.
    case 501, 505: FailureRule(kind: .server, retries: false, mayHaveLanded: false)
    // A gateway may report a failure after the service behind it did the work.
    case 500..<600: FailureRule(kind: .server, retries: true, mayHaveLanded: true)
    default: FailureRule(kind: .invalidAnswer, retries: false, mayHaveLanded: true)
    }
  }
}
