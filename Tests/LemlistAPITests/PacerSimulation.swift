import LemlistAPI

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
    case arrival(Pacer.Ticket, back: Double)
    case answer(Pacer.Ticket, isTaken: Bool, remaining: Int, wait: Double)
    case other
  }

  /// The outcome; other tests get their turn meanwhile.
  func run() async -> Outcome {
    var random = SplitMix64(seed: seed)
    var pacer = Pacer(limit: pacerLimit)
    var events = others.map { (time: $0, event: Event.other) }
    var taken: [Double] = []
    var rejections: [Double] = []
    var now = start
    var done = 0
    var inFlight = 0
    while done < requests {
      if events.count % 4 == 0 { await Task.yield() }
      var due = Double.infinity
      if done + inFlight < requests, inFlight < parallelism {
        switch pacer.decide(at: .seconds(now)) {
        case .send:
          let (there, back) = legs(&random)
          let ticket = pacer.send(.upsert, at: .seconds(now))
          insert((now + there, .arrival(ticket, back: back)), &events)
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
      case .arrival(let ticket, let back):
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
              ticket,
              isTaken: isTaken,
              remaining: max(0, limit - counted),
              wait: retryAfter ?? free.rounded(.up)
            )
          ),
          &events
        )
      case .answer(let ticket, let isTaken, let remaining, let wait):
        inFlight -= 1
        let signal = sendsHeaders ? RateSignal(limit: limit, remaining: remaining) : RateSignal()
        if isTaken { done += 1 } else { rejections.append(now) }
        pacer.end(
          ticket,
          written: nil,
          at: .seconds(now),
          isTaken
            ? .answered(signal) : .rejected(signal, wait: sendsHeaders ? .seconds(wait) : nil)
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

  private func legs(_ random: inout SplitMix64) -> (there: Double, back: Double) {
    func vary(_ mean: Double) -> Double {
      mean * (1 + Double.random(in: -jitterPart...jitterPart, using: &random))
    }
    switch jitter {
    case .none: return (latency / 2, latency / 2)
    case .afterCounting: return (latency * 0.3, vary(latency) - latency * 0.3)
    case .bothWaysAlike:
      let whole = vary(latency)
      return (whole / 2, whole / 2)
    case .eachWay: return (vary(latency / 2), vary(latency / 2))
    case .onTheWayThere: return (vary(latency) - latency * 0.3, latency * 0.3)
    }
  }

  private func insert(
    _ event: (time: Double, event: Event),
    _ events: inout [(time: Double, event: Event)]
  ) {
    let index = events.firstIndex { $0.time > event.time } ?? events.endIndex
    events.insert(event, at: index)
  }
}

/// A small generator with a seed, so that each run is the same.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension Duration {
  /// In seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
