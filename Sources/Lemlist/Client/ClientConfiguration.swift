/// Everything that a client needs to know.
package struct ClientConfiguration: Sendable {
  package var endpoint: Endpoint
  package var key: APIKey
  /// The time limit for one attempt, from sending to the last byte of the answer.
  package var timeout: Duration
  /// The most that is sent, whatever the service allows; `nil` leaves `parallelism`
  /// as the only bound.
  package var rate: RateLimit?
  /// The most requests in flight, and the most connections kept open.
  ///
  /// The full rate needs the rate times the latency: 20 requests in 2 s at a latency of 1.5 s
  /// need 15 on average and 20 at peaks. The pacer holds back what the limit forbids, so a
  /// larger number costs nothing.
  package var parallelism: Int
  package var retry: RetryPolicy
  /// The value of the `User-Agent` header.
  package var userAgent: String
  /// Returns a uniform random number from 0 up to 1, the jitter of rests.
  package var random: @Sendable () -> Double

  /// The default for `parallelism`.
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
