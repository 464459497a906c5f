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
    /// 404.
    case notFound
    /// 409: not now, such as `CONTACT_DELETE_BLOCKED`.
    case conflict
    /// 402: not in the team's subscription.
    case paymentRequired
    /// 429, time and again.
    case rateLimited
    /// 5xx.
    case server
    /// No complete answer in time.
    case timedOut
    /// No connection.
    case unreachable
    /// The environment names a proxy that cannot be used.
    case unusableProxy
    /// The connection ended before the answer did.
    case cut
    /// A success that is not what the service documents.
    case invalidAnswer
    /// An answer larger than any of its kind can be.
    case tooLarge
    /// 3xx: never followed.
    case redirected
    /// Contacts were made or deleted each time while all of them were read.
    case shifting
    /// `stopSending()`, or another call that the key was refused for, came first.
    case stopped
    /// The task was cancelled.
    case cancelled
  }

  package let kind: Kind
  /// Such as `POST /contacts`.
  package let operation: String
  /// Of the last answer; `nil` when there was none.
  package let status: Int?
  /// Such as `INVALID_EMAIL`, when the service gave one.
  package let serviceCode: String?
  /// What the service, or the network, said: one line, at most about 200 characters, without the key.
  ///
  /// Empty when nothing was said.
  package let message: String
  /// How often it was sent, or tried to; 0 when it never was.
  package let attempts: Int
  /// Whether some attempt may have been carried out in the CRM all the same.
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
  /// One line.
  package var description: String { diagnostic.message }
}
