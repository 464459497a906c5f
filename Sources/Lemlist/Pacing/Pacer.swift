/// Decides when the next request may be sent, so that the service's limit is met and not exceeded.
///
/// It is pure: it has no clock, and all times are durations since a common start. The service
/// counts arrivals in a sliding window, and an arrival cannot be seen from here; it lies somewhere
/// between sending and answer. What is known is a bound. Let `least` be the least round trip of
/// requests of a kind. Then a request written at `w` and answered at `r` arrived at most `x = (r -
/// w) - least` later than the earliest possible arrival of a request written at `w`. So with `w +
/// x` in place of `w`, a request sent a window later arrives at least a window later, wherever on
/// the way the delay was. A request that old is out of the window, and one in flight never is. When
/// at most `limit - 1` of all earlier requests are not out, no window can hold more than the limit.
/// At a steady latency `x` is zero, and the full rate is used. When latency varies,
/// `ArrivalEstimator` finds out how much of `x` is needless caution.
///
/// Where the least round trip is a negligible part of the window, none of this is needed: a
/// request counts as arrived when its answer came. It was sent after it was let through and
/// answered after it arrived, so no stall of either machine or of the network can bring more than
/// the limit into a window.
///
/// There is one inherent cost: where the latency varies, a request must be sent as if it took the
/// least time, and the mean delay beyond that is lost once a window, whatever the method.
package struct Pacer: Sendable {
  /// Names a request that was let through.
  package struct Ticket: Hashable, Sendable {
    fileprivate let number: Int
  }

  package enum Decision: Hashable, Sendable {
    case send
    /// The caller asks again at that time, or when an answer comes.
    case wait(until: Duration)
    /// The caller asks again when an answer comes.
    case waitForAnswer
  }

  /// How a request ended.
  package enum Ending: Hashable, Sendable {
    /// It ended with the head of an answer.
    case answered(RateLimitHeaders)
    /// It ended with a 429; the wait is what the service asked for.
    case rejected(RateLimitHeaders, wait: Duration?)
    /// It ended without an answer, after it was sent.
    case lost
    /// It ended before it was sent.
    case neverSent
  }

  /// A request that may still count; all times are in seconds.
  private struct Entry: Sendable {
    let number: Int
    let route: Route
    let sent: Double
    var written: Double
    /// When its answer came, or when it was given up; `nil` while it is in flight.
    var ended: Double?
    /// Whether `ended` is the time of an answer, from which latencies may be taken.
    var isAnswered = false
    /// How many requests the service had counted with it; `nil` once the fit has used the number.
    var counted: Int?
  }

  /// What is added to each window, in seconds, since two clocks and a strict comparison may differ.
  private static let guardTime = 0.001
  /// The difference, in seconds, below which the order of two arrivals is unknown.
  private static let tooCloseToCall = 0.002
  /// The limit above which a delay's share is not worth learning, since comparisons
  /// would cost too much.
  private static let largestFittedLimit = 200

  private let limit: RateLimit?
  /// The length of the limit's window, in seconds.
  private let window: Double
  /// Our window or the service's documented one, whichever is longer, in seconds.
  private let longestWindow: Double
  private var entries: [Entry] = []
  private var lastNumber = 0
  /// The least round trips, one for each route.
  private var floors: [LatencyFloor]
  private var fit = ArrivalEstimator()
  private var gate = RejectionBackoff()
  private var sharing = SharedQuota()

  package init(limit: RateLimit?) {
    self.limit = limit
    self.window = limit?.window.inSeconds ?? 0
    self.floors = Route.allCases.map { [window] _ in LatencyFloor(window: window) }
    self.longestWindow = max(window, RateLimit.production.window.inSeconds)
  }

  /// Whether a request may be sent now.
  package mutating func decide(at now: Duration) -> Decision {
    let inFlight = entries.count { $0.ended == nil }
    switch gate.decide(at: now, inFlight: inFlight) {
    case .send: break
    case let decision: return decision
    }
    guard let limit else { return .send }
    let time = now.inSeconds
    prune(at: time)
    let slots = sharing.slots(of: limit, at: now)
    guard entries.count >= slots else { return .send }
    let start = entries.map(effectiveStart).sorted(by: >)[slots - 1]
    guard start.isFinite else { return .waitForAnswer }
    let due = start + window + Self.guardTime
    // A wait below the resolution of durations and their conversion would only spin.
    return due <= time + 1e-8 ? .send : .wait(until: .nanoseconds(Int64((due * 1e9).rounded(.up))))
  }

  /// Notes that a request is being sent.
  package mutating func send(_ route: Route, at now: Duration) -> Ticket {
    lastNumber += 1
    let time = now.inSeconds
    entries.append(Entry(number: lastNumber, route: route, sent: time, written: time))
    return Ticket(number: lastNumber)
  }

  /// Notes how a request ended.
  ///
  /// - Parameters:
  ///   - ticket: What `send` returned.
  ///   - written: When its head was actually written, if that is known, since connecting takes
  ///     time. A time that is noted late, after the bytes left, makes the round trip look
  ///     shorter, which is safe.
  ///   - now: When the head of its answer came, or it was given up.
  ///   - ending: How the request ended.
  package mutating func end(
    _ ticket: Ticket,
    written: Duration?,
    at now: Duration,
    _ ending: Ending
  ) {
    guard let index = entries.firstIndex(where: { $0.number == ticket.number }) else { return }
    if let written { entries[index].written = max(written.inSeconds, entries[index].written) }
    entries[index].ended = now.inSeconds
    switch ending {
    case .answered(let signal):
      answered(index, signal, at: now)
      gate.accepted(at: now)
    case .rejected(let signal, let wait):
      answered(index, signal, at: now)
      entries[index].counted = nil
      fit.disprove()
      gate.rejected(
        sent: .seconds(entries[index].written),
        at: now,
        wait: wait,
        window: limit?.window
      )
    case .lost:
      break
    case .neverSent:
      entries.remove(at: index)
    }
    if limit == nil { entries.removeAll { $0.ended != nil } }
    compareCounts(at: now)
  }

  /// When sending resumes after a 429; `nil` when nothing is held back.
  package func rest(at now: Duration) -> Duration? { gate.rest(at: now) }

  private mutating func answered(_ index: Int, _ signal: RateLimitHeaders, at now: Duration) {
    entries[index].isAnswered = true
    let entry = entries[index]
    guard let limit else { return }
    floors[entry.route.rawValue].add(now.inSeconds - entry.written)
    guard let remaining = signal.remaining else { return }
    let serviceLimit = signal.limit ?? limit.requests
    let counted = serviceLimit - remaining
    // If the limit is not the service's own, only the documented window is certain.
    let isService = serviceLimit == limit.requests
    let start = entry.sent - (isService ? window : longestWindow)
    let end = latestStart(entry)
    // At most that many of our requests can be in what the service counted.
    let own = entries.count { $0.sent <= end && latestStart($0) > start }
    sharing.note(
      counted: counted,
      own: own,
      limit: signal.limit,
      at: now,
      window: limit.window
    )
    if isService, limit.requests <= Self.largestFittedLimit { entries[index].counted = counted }
  }

  // MARK: Bounds

  /// The delay beyond the least possible, and how much of it is mere doubt about the least.
  private func delay(_ entry: Entry) -> (delay: Double, doubt: Double)? {
    guard let ended = entry.ended else { return nil }
    guard entry.isAnswered else { return (ended - entry.written, 0) }
    let floor = floors[entry.route.rawValue]
    return (max(0, ended - entry.written - floor.least), floor.doubt)
  }

  /// The latest time of sending that fits its arrival, whatever was learned;
  /// infinite while in flight.
  private func latestStart(_ entry: Entry) -> Double {
    guard let (delay, doubt) = delay(entry) else { return .infinity }
    return entry.written + delay + doubt
  }

  /// The time of sending that a request counts as; infinite while in flight.
  private func effectiveStart(_ entry: Entry) -> Double {
    guard let ended = entry.ended, let (delay, doubt) = delay(entry) else { return .infinity }
    guard entry.isAnswered, !floors[entry.route.rawValue].isNegligible else { return ended }
    return entry.written + fit.shift(delay: delay, doubt: doubt)
  }

  /// Drops what is out for every request that is in flight, still to be compared, or yet to come.
  private mutating func prune(at now: Double) {
    let oldest = entries.lazy.filter { $0.ended == nil || $0.counted != nil }.map(\.written).min()
    let horizon = min(now, oldest ?? now) - longestWindow - Self.guardTime
    entries = entries.filter { latestStart($0) > horizon }
  }

  // MARK: Learning

  /// Compares what the service counted with what each share of the delay predicts.
  ///
  /// It does so only when everything that may have been in the window has ended, and nobody
  /// else used the key.
  private mutating func compareCounts(at now: Duration) {
    guard let limit else { return }
    let oldestInFlight =
      entries.lazy.filter { $0.ended == nil }.map(\.written).min() ?? .infinity
    for index in entries.indices {
      let entry = entries[index]
      guard let counted = entry.counted, latestStart(entry) < oldestInFlight else { continue }
      entries[index].counted = nil
      guard !sharing.isSeen(at: now, window: limit.window) else {
        fit.reset()
        continue
      }
      guard let deviations = deviations(from: counted, of: entry),
        let (delay, _) = delay(entry)
      else { continue }
      fit.note(deviations, delay: delay, limit: limit.requests, window: window)
    }
  }

  /// How much more (or, below zero, less) each share predicts than the service counted.
  ///
  /// Arrivals too close to call are counted as fits best. The result is `nil` when that
  /// leaves too much open, as in a burst, or when a request in the window was lost, so that
  /// nothing can be concluded.
  private func deviations(from counted: Int, of entry: Entry) -> [Int]? {
    guard let own = delay(entry)?.delay else { return nil }
    var least = [Int](repeating: 0, count: ArrivalEstimator.shares.count)
    var most = least
    for other in entries where other.written <= entry.written + own + Self.tooCloseToCall {
      guard let delay = delay(other)?.delay else { return nil }
      guard other.written + delay > entry.written - window - Self.tooCloseToCall else { continue }
      guard other.isAnswered else { return nil }
      for (index, share) in ArrivalEstimator.shares.enumerated() {
        let before = entry.written + share * own - (other.written + share * delay)
        // How far inside the window it arrived; what was counted is inside by definition.
        let depth = other.number == entry.number ? 1 : min(before, window - before)
        if depth >= -Self.tooCloseToCall { most[index] += 1 }
        if depth > Self.tooCloseToCall { least[index] += 1 }
      }
    }
    guard least.indices.allSatisfy({ most[$0] - least[$0] <= 2 }) else { return nil }
    return least.indices.map { index in
      if counted < least[index] { return least[index] - counted }
      return counted > most[index] ? most[index] - counted : 0
    }
  }
}
