/// Holds all sending back after a 429, and lets it resume gently.
///
/// One request goes first; each one that is taken lets one more be in flight at once, until the pacer alone
/// decides again. Rejections in a row double the rest.
struct RejectionBackoff: Sendable {
  private static let maximumRest: Duration = .seconds(60)
  /// From so many in flight on, the gate steps aside.
  private static let open = 32

  private var closedUntil: Duration = .zero
  /// How many may be in flight; `nil` when the gate is out of the way.
  private var allowance: Int?
  private var inARow = 0

  func decide(at now: Duration, inFlight: Int) -> Pacer.Decision {
    if now < closedUntil { return .wait(until: closedUntil) }
    guard let allowance, inFlight >= allowance else { return .send }
    return .waitForAnswer
  }

  func rest(at now: Duration) -> Duration? { now < closedUntil ? closedUntil : nil }

  mutating func accepted(at now: Duration) {
    // What was answered well while the gate is closed was sent before it.
    guard let allowance, now >= closedUntil else { return }
    inARow = 0
    self.allowance = allowance + 1 > Self.open ? nil : allowance + 1
  }

  /// - Parameters:
  ///   - sent: When the rejected request was sent: one sent before the rest began says nothing new.
  ///   - now: When the rejection came.
  ///   - wait: What the service asked for.
  ///   - window: Of the limit.
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
