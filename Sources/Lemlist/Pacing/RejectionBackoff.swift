/// Holds all sending back after a 429, and lets it resume gently.
///
/// One request goes first. Each one that the service takes allows one more in flight, until the
/// pacer alone decides again. Rejections in a row double the rest.
struct RejectionBackoff: Sendable {
  private static let maximumRest: Duration = .seconds(60)
  /// How many requests in flight make the gate unnecessary.
  private static let open = 32

  private var closedUntil: Duration = .zero
  /// How many requests may be in flight; `nil` when the gate is open.
  private var allowance: Int?
  private var inARow = 0

  func decide(at now: Duration, inFlight: Int) -> Pacer.Decision {
    if now < closedUntil { return .wait(until: closedUntil) }
    guard let allowance, inFlight >= allowance else { return .send }
    return .waitForAnswer
  }

  func rest(at now: Duration) -> Duration? { now < closedUntil ? closedUntil : nil }

  mutating func accepted(at now: Duration) {
    // A success that comes while the gate is closed belongs to a request sent before the rejection.
    guard let allowance, now >= closedUntil else { return }
    inARow = 0
    self.allowance = allowance + 1 > Self.open ? nil : allowance + 1
  }

  /// Closes the gate for a while.
  ///
  /// - Parameters:
  ///   - sent: When the rejected request was sent; one sent before the rest
  ///     began tells nothing new.
  ///   - now: When the rejection came.
  ///   - wait: What the service asked for.
  ///   - window: The length of the limit's window.
  mutating func rejected(sent: Duration, at now: Duration, wait: Duration?, window: Duration?) {
    let base = wait ?? window ?? .seconds(2)
    guard allowance == nil || sent >= closedUntil else {
      closedUntil = max(closedUntil, now + base)
      return
    }
    inARow += 1
    let doubled = base * (1 << min(inARow - 1, 5))
    closedUntil = max(closedUntil, now + max(base, min(doubled, Self.maximumRest)))
    allowance = 1
  }
}
