/// Everything that a client needs to know.
package struct ClientConfiguration: Sendable {
  package var endpoint: Endpoint
  package var key: APIKey
  /// For one attempt, from its sending to the last byte of the answer.
  package var timeout: Duration
  /// What is kept at most, whatever the service allows; `nil` bounds by `parallelism` alone.
  package var rate: RateLimit?
  /// How many requests are in flight at most, and how many connections are kept.
  ///
  /// The full rate needs the rate times the latency: at 20 requests in 2 s and 1.5 s of latency 15 on
  /// average and 20 at peaks. The pacer holds back what the limit forbids, so more costs nothing.
  package var parallelism: Int
  package var retry: RetryPolicy
  /// The `User-Agent`.
  package var userAgent: String
  /// From 0 up to 1, uniformly: the jitter of rests.
  package var random: @Sendable () -> Double

  /// 32.
  package static let standardParallelism = 32

  package init(
    endpoint: Endpoint,
    key: APIKey,
    timeout: Duration = .seconds(30),
    rate: RateLimit? = .production,
    parallelism: Int = ClientConfiguration.standardParallelism,
    retry: RetryPolicy = .standard,
    userAgent: String = "roster",
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.endpoint = endpoint
    self.key = key
    self.timeout = timeout
    self.rate = rate
    self.parallelism = max(1, parallelism)
    self.retry = retry
    self.userAgent = userAgent
    self.random = random
  }
}
