/// How much of the limit other users of the same key take, as the answers' headers show.
struct SharedQuota: Sendable {
  private struct Sight: Sendable {
    let time: Duration
    let others: Int
  }

  private var sights: [Sight] = []
  private var serviceLimit: Int?

  /// How many of our requests may be in a window: at least 1, so that there
  /// is always some progress.
  func slots(of limit: RateLimit, at now: Duration) -> Int {
    let most = min(limit.requests, serviceLimit ?? limit.requests)
    let others = sights.lazy.filter { $0.time + limit.window * 2 > now }.map(\.others).max() ?? 0
    // While others send, one place stays free for requests that we have not seen yet.
    return max(1, others == 0 ? most : most - others - 1)
  }

  /// Whether somebody else used the key within the last two windows.
  func isSeen(at now: Duration, window: Duration) -> Bool {
    sights.contains { $0.time + window * 2 > now }
  }

  /// Notes what one answer says about the limit.
  ///
  /// - Parameters:
  ///   - counted: How many requests the service had in its window.
  ///   - own: How many of them can have been ours, at most.
  ///   - limit: The service's own limit, if it says so.
  ///   - time: The time of the answer.
  ///   - window: The length of the limit's window.
  mutating func note(counted: Int, own: Int, limit: Int?, at time: Duration, window: Duration) {
    if let limit, limit > 0 { serviceLimit = limit }
    if counted > own { sights.append(Sight(time: time, others: counted - own)) }
    if let first = sights.first, first.time + window * 4 < time {
      sights.removeAll { $0.time + window * 2 < time }
    }
  }
}
