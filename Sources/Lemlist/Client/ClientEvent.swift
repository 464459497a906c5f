/// What a request is about, in the caller's words, such as a contact's address.
package typealias RequestLabel = String

/// Something that happens between a call and its answer.
package enum ClientEvent: Hashable, Sendable {
  /// An attempt (1 is the first) failed in a way that may pass; the next one
  /// starts after that time.
  case retrying(RequestLabel, attempt: Int, after: Duration, reason: String)
  /// The service refused a request because of its limit; nothing is sent for that long.
  case throttled(Duration)
}
