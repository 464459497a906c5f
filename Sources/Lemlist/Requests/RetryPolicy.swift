/// How often and how long a request is tried, and how long it rests in between.
package struct RetryPolicy: Hashable, Sendable {
  /// At least 1; 1 means no retry.
  package let maximumAttempts: Int
  /// The longest rest before the second attempt; it doubles with each further one.
  package let baseDelay: Duration
  /// No rest that we choose is longer; one that the service asks for may be.
  package let maximumDelay: Duration
  /// From the first attempt on, waiting included: no attempt starts later.
  package let totalBudget: Duration

  /// 8 attempts within 5 minutes, resting up to 0.5, 1, 2, … 30 seconds: enough for a restart of the service.
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

  /// The rest after that many attempts (1 or more): exponential, with full jitter.
  ///
  /// - Parameters:
  ///   - attempts: How many were made.
  ///   - random: From 0 up to 1, uniformly.
  ///   - asked: What the service asked for at least, if it did.
  /// - Returns: Never less than `asked`.
  package func delay(afterAttempts attempts: Int, random: Double, asked: Duration?) -> Duration {
    let doublings = min(max(0, attempts - 1), 20)
    let ceiling = min(maximumDelay, baseDelay * (1 << doublings))
    let jittered = ceiling * min(max(random, 0), 1)
    // The service's time is a floor: the jitter comes on top, so that many clients do not return at once.
    return asked.map { $0 + min(jittered, .seconds(1)) } ?? jittered
  }
}
