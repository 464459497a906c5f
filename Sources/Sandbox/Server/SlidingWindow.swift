/// Counts the requests of one API key in a sliding window; it has no clock of its own.
///
/// Guess: a refused request does not count.
struct SlidingWindow {
  struct Verdict: Equatable {
    let isAdmitted: Bool
    /// How many more requests would be admitted at this instant.
    let remaining: Int
    /// The time until the oldest request that counts leaves the window.
    let untilReset: Duration
  }

  let limit: SandboxRateLimit
  /// The admissions that may still count, from `first` on, the oldest first.
  private var admissions: [Duration] = []
  private var first = 0

  init(limit: SandboxRateLimit) { self.limit = limit }

  /// Whether no request counts any more at this instant.
  func isIdle(at instant: Duration) -> Bool {
    admissions.last.map { instant - $0 >= limit.window } ?? true
  }

  /// Admits or refuses a request; instants never go back.
  mutating func admit(at instant: Duration) -> Verdict {
    while first < admissions.count, instant - admissions[first] >= limit.window { first += 1 }
    // Old admissions are dropped in batches, so that each is moved a constant number of times.
    if first > admissions.count / 2 {
      admissions.removeFirst(first)
      first = 0
    }
    let isAdmitted = admissions.count - first < limit.requests
    if isAdmitted { admissions.append(instant) }
    return Verdict(
      isAdmitted: isAdmitted,
      remaining: limit.requests - (admissions.count - first),
      untilReset: admissions[first] + limit.window - instant
    )
  }
}
