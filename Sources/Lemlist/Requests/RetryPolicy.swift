/// How often and how long a request is tried, and how long it rests in between.
package struct RetryPolicy: Hashable, Sendable {
  /// How many attempts are made at most; at least 1, which means no retry.
  package let maximumAttempts: Int
  /// The longest rest before the second attempt; it doubles with each further one.
  package let baseDelay: Duration
  /// The longest rest that we choose; the service may ask for a longer one.
  package let maximumDelay: Duration
  /// The time in which attempts may start, counted from the first one and including waits.
  package let totalBudget: Duration

  /// The default: 8 attempts within 5 minutes, with rests of up to 0.5, 1, 2, … 30 seconds.
  ///
  /// This outlasts a restart of the service.
  package static let standard = RetryPolicy()

  package init(
    maximumAttempts: Int = 8,
    baseDelay: Duration = .milliseconds(500),
    maximumDelay: Duration = .seconds(30),
    totalBudget: Duration = .seconds(300)
  ) {
    self.maximumAttempts = max(1, maximumAttempts)
    self.baseDelay = max(.zero, baseDelay)
    self.maximumDelay = max(.zero, maximumDelay)
    self.totalBudget = max(.zero, totalBudget)
  }

  /// The rest after that many attempts: exponential, with full jitter.
  ///
  /// - Parameters:
  ///   - attempts: How many attempts were made, at least 1.
  ///   - random: A uniform random number from 0 up to 1.
  ///   - asked: The least rest that the service asked for, if it did.
  /// - Returns: The rest, never less than `asked`.
  package func delay(afterAttempts attempts: Int, random: Double, asked: Duration?) -> Duration {
    let doublings = min(max(0, attempts - 1), 20)
    let ceiling = min(maximumDelay, baseDelay * (1 << doublings))
    let jittered = ceiling * min(max(random, 0), 1)
    // The service's time is a minimum: jitter comes on top, so that many clients do not return at
    // once.
    return asked.map { $0 + min(jittered, .seconds(1)) } ?? jittered
  }
}
