/// What happened to one attempt instead of a usable answer.
package enum AttemptFailure: Hashable, Sendable {
  /// No connection: refused, no such host, TLS failed, the proxy refused. Nothing was sent.
  case noConnection
  /// The environment names a proxy in a way that cannot be used. Nothing was sent.
  case unusableProxy
  /// The endpoint is not a URL that can be requested.
  case unusableEndpoint
  /// Nothing complete came back within the timeout; `sent` when the request was on its way.
  case timedOut(sent: Bool)
  /// The connection ended before the answer did; `sent` when the request was on its way.
  case cut(sent: Bool)
  /// An answer with another status than a success.
  case status(Int)
  /// A success whose body is not what the service documents.
  case invalidAnswer
  /// An answer beyond what any of this kind can be.
  case tooLarge
}

/// What is done about a fault: one row of the documented table.
package struct FailureRule: Hashable, Sendable {
  package let kind: APIError.Kind
  /// Whether the same request is sent again.
  ///
  /// All are safe to repeat: a read changes nothing, an upsert carries its identity and sets the same
  /// values again, a deletion that already happened answers 404, which is what was wanted.
  package let retries: Bool
  /// Whether the service may have carried the request out all the same.
  package let mayHaveLanded: Bool

  /// The rule for a fault.
  package static func rule(for fault: AttemptFailure) -> FailureRule {
    switch fault {
    case .noConnection: FailureRule(kind: .unreachable, retries: true, mayHaveLanded: false)
    // The next attempt would find the same.
    case .unusableProxy: FailureRule(kind: .unusableProxy, retries: false, mayHaveLanded: false)
    case .unusableEndpoint: FailureRule(kind: .unreachable, retries: false, mayHaveLanded: false)
    case .timedOut(let sent): FailureRule(kind: .timedOut, retries: true, mayHaveLanded: sent)
    case .cut(let sent): FailureRule(kind: .cut, retries: true, mayHaveLanded: sent)
    case .status(let status): rule(forStatus: status)
    // Whole answers: the service, or something in its place, would say the same again.
    case .invalidAnswer: FailureRule(kind: .invalidAnswer, retries: false, mayHaveLanded: true)
    case .tooLarge: FailureRule(kind: .tooLarge, retries: false, mayHaveLanded: true)
    }
  }

  private static func rule(forStatus status: Int) -> FailureRule {
    switch status {
    // Refused before anything was done; the same request would be refused again.
    case 401: FailureRule(kind: .unauthorized, retries: false, mayHaveLanded: false)
    case 402: FailureRule(kind: .paymentRequired, retries: false, mayHaveLanded: false)
    case 403: FailureRule(kind: .forbidden, retries: false, mayHaveLanded: false)
    case 404: FailureRule(kind: .notFound, retries: false, mayHaveLanded: false)
    case 409: FailureRule(kind: .conflict, retries: false, mayHaveLanded: false)
    // The service gave up waiting for the request, or is not ready for it: it may pass.
    case 408, 425: FailureRule(kind: .server, retries: true, mayHaveLanded: true)
    case 429: FailureRule(kind: .rateLimited, retries: true, mayHaveLanded: false)
    case 400..<500: FailureRule(kind: .refused, retries: false, mayHaveLanded: false)
    // Never followed: the key would go where nobody sent it.
    case 300..<400: FailureRule(kind: .redirected, retries: false, mayHaveLanded: false)
    // A version, or a kind of request, that the service will not know the next time either.
    case 501, 505: FailureRule(kind: .server, retries: false, mayHaveLanded: false)
    // A gateway may report a failure of what has been done behind it.
    case 500..<600: FailureRule(kind: .server, retries: true, mayHaveLanded: true)
    default: FailureRule(kind: .invalidAnswer, retries: false, mayHaveLanded: true)
    }
  }
}
