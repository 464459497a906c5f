/// Counts the requests of one API key in a window that slides with the time: pure, given the instants.
///
/// Guess: a request that was refused does not count.
struct SlidingWindow {
  struct Verdict: Equatable {
    let isAdmitted: Bool
    /// How many more would be admitted at this instant.
    let remaining: Int
    /// How long until the oldest request that counts leaves the window.
    let untilReset: Duration
  }

  let limit: SandboxRateLimit
  /// The admissions that may still count, from `first` on, the oldest first.
  private var admissions: [Duration] = []
  private var first = 0

  init(limit: SandboxRateLimit) { self.limit = limit }

  /// Whether nothing counts any more at this instant.
  func isIdle(at instant: Duration) -> Bool {
    admissions.last.map { instant - $0 >= limit.window } ?? true
  }

  /// Admits or refuses a request; instants never go back.
  mutating func admit(at instant: Duration) -> Verdict {
    while first < admissions.count, instant - admissions[first] >= limit.window { first += 1 }
    // Dropped in halves, so that each admission is moved a constant number of times.
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
