package import Model

/// Something that happens while a plan is applied, reported as it happens.
package enum ApplyEvent: Equatable, Sendable {
  /// A change is about to be sent or recorded.
  case started(Change)
  /// A change is over; if it was applied, its effect is in the journal.
  case finished(Outcome)
  /// An attempt (1 is the first) failed in a way that may pass; the next one
  /// starts after that time.
  case retrying(Address, attempt: Int, after: Duration, reason: String)
  /// Requests wait for that long, because the service's limit is reached.
  case throttled(for: Duration)
}
