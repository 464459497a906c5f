import Lemlist

/// Runs a pacer against a modelled service, in virtual time.
struct PacerSimulation {
  /// How the service counts.
  enum Counting {
    /// Any window of that length, refused requests not counted.
    case sliding
    /// The same, and refused requests count too.
    case slidingWithRefused
    /// Windows that begin at multiples of their length.
    case fixed
  }

  /// Where latency varies.
  enum Jitter: String {
    case none
    /// In the service, after it counted, and on the way back.
    case afterCounting
    /// The whole round trip, both ways alike.
    case bothWaysAlike
    /// Each way for itself.
    case eachWay
    /// Only on the way there.
    case onTheWayThere
  }

  var limit = 20
  var window = 2.0
  /// What the pacer is told.
  var pacerLimit: RateLimit? = .production
  var counting = Counting.sliding
  /// Of the whole round trip, in seconds.
  var latency = 0.3
  var jitter = Jitter.none
  /// Of the round trip: it lies within `latency` less and plus that part.
  var jitterPart = 0.2
  /// Of the legs, there or back: those that a stall of 0.1 to 0.6 s holds up.
  var stallPart = 0.0
  var seed: UInt64 = 1
  var requests = 600
  var parallelism = 64
  /// When the first request may be sent.
  var start = 0.0
  /// When somebody else's requests arrive, sorted.
  var others: [Double] = []
  var sendsHeaders = true
  /// Seconds to wait that a 429 names; `nil` for when the next place is free.
  var retryAfter: Double?

  struct Outcome {
    /// From the first sending to the last answer.
    var duration = 0.0
    /// Requests a second, over the limit's.
    var efficiency = 0.0
    var rejections = 0
    /// The most 429 in any ten seconds.
    var worstTenSeconds = 0
  }

  private enum Event {
    case arrival(Int, back: Double)
    case answer(Int, isTaken: Bool, remaining: Int, wait: Double)
    case other
  }

  /// What the pacer makes of it.
  func run() async -> Outcome { await run(PacerUnderTest(limit: pacerLimit)) }

  /// The best that anybody could make of it.
  func runOracle() async -> Outcome {
    await run(ArrivalOracle(limit: limit, window: window, leastThere: leastThere))
  }

  /// The outcome; other tests get their turn meanwhile.
  private func run(_ pacing: some SimulatedPacing) async -> Outcome {
    var random = SplitMix64(seed: seed)
    var pacer = pacing
    var events = others.map { (time: $0, event: Event.other) }
    var taken: [Double] = []
    var rejections: [Double] = []
    var now = start
    var done = 0
    var inFlight = 0
    var sent = 0
    while done < requests {
      if events.count % 4 == 0 { await Task.yield() }
      var due = Double.infinity
      if done + inFlight < requests, inFlight < parallelism {
        switch pacer.decide(at: now) {
        case .send:
          let (there, back) = legs(&random)
          pacer.send(sent, at: now)
          insert((now + there, .arrival(sent, back: back)), &events)
          sent += 1
          inFlight += 1
          continue
        // As a clock does, it wakes a little late.
        case .wait(let until): due = max(now, until.seconds) + 1e-7
        case .waitForAnswer: break
        }
      }
      guard let next = events.first, next.time <= max(due, start) else {
        guard due.isFinite else { break }
        now = due
        continue
      }
      events.removeFirst()
      now = max(now, next.time)
      switch next.event {
      case .other:
        _ = take(at: next.time, &taken)
      case .arrival(let number, let back):
        pacer.arrived(number, at: now)
        let isTaken = take(at: now, &taken)
        let counted = count(at: now, taken)
        let free =
          counting == .fixed
          ? window - now.truncatingRemainder(dividingBy: window)
          : (taken.first ?? now - window) + window - now
        insert(
          (
            now + back,
            .answer(
              number,
              isTaken: isTaken,
              remaining: max(0, limit - counted),
              wait: retryAfter ?? free.rounded(.up)
            )
          ),
          &events
        )
      case .answer(let number, let isTaken, let remaining, let wait):
        inFlight -= 1
        let signal =
          sendsHeaders ? RateLimitHeaders(limit: limit, remaining: remaining) : RateLimitHeaders()
        if isTaken { done += 1 } else { rejections.append(now) }
        pacer.end(
          number,
          at: now,
          isTaken
            ? .answered(signal)
            : .rejected(signal, wait: sendsHeaders ? Duration.seconds(wait) : nil)
        )
      }
    }
    return Outcome(
      duration: now - start,
      efficiency: Double(done) / (now - start) / (Double(limit) / window),
      rejections: rejections.count,
      worstTenSeconds: rejections.map { start in
        rejections.count { $0 >= start && $0 < start + 10 }
      }.max() ?? 0
    )
  }

  private func take(at time: Double, _ taken: inout [Double]) -> Bool {
    taken.removeAll { $0 <= time - window && counting != .fixed }
    let isTaken = count(at: time, taken) < limit
    if isTaken || counting == .slidingWithRefused { taken.append(time) }
    return isTaken
  }

  private func count(at time: Double, _ taken: [Double]) -> Int {
    let start = counting == .fixed ? (time / window).rounded(.down) * window : time - window
    return taken.count { counting == .fixed ? $0 >= start : $0 > start }
  }

  private func insert(
    _ event: (time: Double, event: Event),
    _ events: inout [(time: Double, event: Event)]
  ) {
    let index = events.firstIndex { $0.time > event.time } ?? events.endIndex
    events.insert(event, at: index)
  }
}
