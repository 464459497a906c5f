import Diagnostics

/// Why a call did not succeed, after all its attempts.
package struct APIError: Error, Equatable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// 401: the key is wrong.
    case unauthorized
    /// 403: the key's user is blocked.
    case forbidden
    /// 400 and other 4xx: the service will not take this request.
    case refused
    /// 404: the service has no such resource.
    case notFound
    /// 409: the request is not possible now, such as `CONTACT_DELETE_BLOCKED`.
    case conflict
    /// 402: the team's subscription does not include the call.
    case paymentRequired
    /// 429: the service refused for its rate limit again and again.
    case rateLimited
    /// 5xx: the service, or a gateway before it, failed.
    case server
    /// No complete answer came in time.
    case timedOut
    /// No connection could be made.
    case unreachable
    /// The environment names a proxy that cannot be used.
    case unusableProxy
    /// The connection ended before the answer did.
    case cut
    /// A successful answer is not what the service documents.
    case invalidAnswer
    /// An answer is larger than any of its kind can be.
    case tooLarge
    /// 3xx: the service redirects, which the client never follows.
    case redirected
    /// Contacts were created or deleted every time that all of them were read.
    case shifting
    /// `stopSending()` came first, or the key was refused for another call.
    case stopped
    /// The task was cancelled.
    case cancelled
  }

  package let kind: Kind
  /// The method and path without personal data, such as `POST /contacts`.
  package let operation: String
  /// The HTTP status of the last answer; `nil` when there was none.
  package let status: Int?
  /// The service's own code, such as `INVALID_EMAIL`, if the answer had one.
  package let serviceCode: String?
  /// What the service or the network reported: one line of at most about 200
  /// characters, without the key.
  ///
  /// Empty when there was no message.
  package let message: String
  /// How often the request was sent, or an attempt was made; 0 when there was none.
  package let attempts: Int
  /// Whether the CRM may have carried out some attempt all the same.
  package let mayHaveLanded: Bool

  package init(
    _ kind: Kind,
    operation: String = "",
    status: Int? = nil,
    serviceCode: String? = nil,
    message: String = "",
    attempts: Int = 0,
    mayHaveLanded: Bool = false
  ) {
    self.kind = kind
    self.operation = operation
    self.status = status
    self.serviceCode = serviceCode
    self.message = message
    self.attempts = attempts
    self.mayHaveLanded = mayHaveLanded
  }
}

extension APIError: CustomStringConvertible {
  /// The message of the diagnostic, in one line.
  package var description: String { diagnostic.message }
}
