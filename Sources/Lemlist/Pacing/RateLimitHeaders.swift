import Transport

/// What an answer's headers say about the service's limit.
package struct RateLimitHeaders: Hashable, Sendable {
  /// `X-RateLimit-Limit`: requests in a window.
  package var limit: Int?
  /// `X-RateLimit-Remaining`: how many more requests the service would take at the
  /// moment of the answer.
  package var remaining: Int?

  package init(limit: Int? = nil, remaining: Int? = nil) {
    self.limit = limit
    self.remaining = remaining
  }

  init(_ head: AnswerHead) {
    limit = Self.count(head.first("x-ratelimit-limit"))
    remaining = Self.count(head.first("x-ratelimit-remaining"))
  }

  private static func count(_ text: String?) -> Int? {
    guard let text, let number = Int(text), (0...1_000_000).contains(number) else { return nil }
    return number
  }

  /// How long a refused request has to wait, from `Retry-After`, else from `X-RateLimit-Reset`.
  ///
  /// - Parameters:
  ///   - head: The head of the answer; its `Date` is the clock for moments in the other headers.
  ///   - now: Our own clock, in seconds since 1970, for a service that sends no `Date`.
  /// - Returns: At most an hour; `nil` when no header is usable.
  static func wait(_ head: AnswerHead, now: Double) -> Duration? {
    let clock = head.first("date").flatMap(HeaderDate.init)?.seconds ?? now
    for name in ["retry-after", "x-ratelimit-reset"] {
      guard let text = head.first(name) else { continue }
      let seconds: Double
      if let moment = HeaderDate(text) {
        // Moments are cut to whole seconds, and so is the clock; one second more makes up for it.
        seconds = moment.seconds - clock + 1
      } else if let number = Double(text), number.isFinite, number >= 0 {
        seconds = number
      } else {
        continue
      }
      return .milliseconds(Int64(min(max(0, seconds), 3600) * 1000))
    }
    return nil
  }
}
