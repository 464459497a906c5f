package import Model

/// Something that happens while a plan is applied, told as it happens.
package enum ApplyEvent: Equatable, Sendable {
  /// A change is about to be sent or recorded.
  case started(Change)
  /// A change is over, and what it did is in the journal if it applied.
  case finished(Outcome)
  /// That attempt (1 is the first) failed in a way that may pass; the next one starts after that time.
  case retrying(Address, attempt: Int, after: Duration, reason: String)
  /// Requests wait for that long, because the service's limit is reached.
  case throttled(for: Duration)
}
