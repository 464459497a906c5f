/// Decides when the next request may be sent, so that the service's limit is met and not exceeded.
///
/// Pure: it has no clock; all times are durations since a common start. The service counts arrivals in a
/// sliding window, and an arrival is not seen from here: it lies somewhere between the sending and the
/// answer. What is known is a bound. With the least round trip that requests of a kind took, an answer at
/// `r` to a request written at `w` means that its arrival was at most `x = (r - w) - least` later than a
/// request sent at `w` could arrive at the earliest. So with `w + x` in place of `w`, a request sent a
/// window later arrives a window later, whatever part of the way the delay was in; and when of all earlier
/// requests at most `limit - 1` are not out in this sense, no window can hold more than the limit. What is
/// in flight is never out. At a steady latency `x` is zero, and nothing of the rate is lost.
struct Pacer: Sendable {
  /// Names a request that was let through.
  struct Ticket: Hashable, Sendable {
    fileprivate let number: Int
  }

  enum Decision: Hashable, Sendable {
    case send
    /// Ask again then, or when an answer comes.
    case wait(until: Duration)
    /// Ask again when an answer comes.
    case waitForAnswer
  }

  /// How a request ended.
  enum Ending: Hashable, Sendable {
    /// With the head of an answer.
    case answered(RateSignal)
    /// With a 429; the wait is what the service asked for.
    case rejected(RateSignal, wait: Duration?)
    /// Without an answer, after it was sent.
    case lost
    /// Before it was sent.
    case neverSent
  }

  private struct Entry: Sendable {
    let number: Int
    let route: Route
    var written: Duration
    /// When its answer came, or when it was given up; `nil` in flight.
    var ended: Duration?
    /// Whether `ended` is an answer's time, which the least latency may be taken from.
    var isAnswered = false
  }

  private let limit: RateLimit?
  private var entries: [Entry] = []
  private var lastNumber = 0
  private var floors: [Route: LatencyFloor] = [:]
  private var gate = RejectionGate()
  private var sharing = SharedUse()
  /// Added to each window: what two clocks' rates and a strict comparison may differ by.
  private static let guardTime: Duration = .milliseconds(1)

  init(limit: RateLimit?) { self.limit = limit }

  /// Whether a request may be sent now.
  mutating func decide(at now: Duration) -> Decision {
    let inFlight = entries.count { $0.ended == nil }
    switch gate.decide(at: now, inFlight: inFlight) {
    case .send: break
    case let decision: return decision
    }
    guard let limit else { return .send }
    prune(at: now, limit)
    let slots = sharing.slots(of: limit, at: now)
    guard entries.count >= slots else { return .send }
    let starts = entries.map(effectiveStart).sorted(by: >)
    let start = starts[slots - 1]
    guard start < .infinite else { return .waitForAnswer }
    let due = start + limit.window + Self.guardTime
    return due <= now ? .send : .wait(until: due)
  }

  /// Notes that a request is being sent.
  mutating func send(_ route: Route, at now: Duration) -> Ticket {
    lastNumber += 1
    entries.append(Entry(number: lastNumber, route: route, written: now))
    return Ticket(number: lastNumber)
  }

  /// Notes how a request ended.
  ///
  /// - Parameters:
  ///   - ticket: What `send` gave.
  ///   - written: When it was really written, when that is known: connecting first takes its time.
  ///   - now: When the head of its answer came, or it was given up.
  ///   - ending: How.
  mutating func end(_ ticket: Ticket, written: Duration?, at now: Duration, _ ending: Ending) {
    guard let index = entries.firstIndex(where: { $0.number == ticket.number }) else { return }
    if let written { entries[index].written = max(written, entries[index].written) }
    entries[index].ended = now
    switch ending {
    case .answered(let signal):
      answered(index, signal, at: now)
      gate.accepted(at: now)
    case .rejected(let signal, let wait):
      answered(index, signal, at: now)
      gate.rejected(sent: entries[index].written, at: now, wait: wait, window: limit?.window)
    case .lost:
      break
    case .neverSent:
      entries.remove(at: index)
    }
    if limit == nil { entries.removeAll { $0.ended != nil } }
  }

  /// Until when everything rests after a 429; `nil` when nothing does.
  func rest(at now: Duration) -> Duration? { gate.rest(at: now) }

  private mutating func answered(_ index: Int, _ signal: RateSignal, at now: Duration) {
    entries[index].isAnswered = true
    let entry = entries[index]
    floors[entry.route, default: LatencyFloor()].add(now - entry.written)
    guard let limit, let remaining = signal.remaining else { return }
    let window = limit.window
    let end = effectiveStart(entry)
    // At most so many of our own can be in what the service counted.
    let own = entries.count {
      $0.written <= end && effectiveStart($0) > entry.written - window
    }
    sharing.note(
      counted: (signal.limit ?? limit.requests) - remaining,
      own: own,
      limit: signal.limit,
      at: now,
      window: window
    )
  }

  /// The time of sending that a request counts as, in the sense above; infinite in flight.
  private func effectiveStart(_ entry: Entry) -> Duration {
    guard let ended = entry.ended else { return .infinite }
    guard entry.isAnswered, let least = floors[entry.route]?.least else { return ended }
    return max(entry.written, ended - least)
  }

  /// Drops what is out for every request that is in flight or to come.
  private mutating func prune(at now: Duration, _ limit: RateLimit) {
    let oldest = entries.lazy.filter { $0.ended == nil }.map(\.written).min() ?? now
    let horizon = min(now, oldest) - limit.window - Self.guardTime
    entries = entries.filter { effectiveStart($0) > horizon }
  }
}

extension Duration {
  /// Later than any time.
  static let infinite = Duration.seconds(Int64.max / 4)
}
