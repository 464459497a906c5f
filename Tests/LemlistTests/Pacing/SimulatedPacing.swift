import Lemlist

/// Who decides in a simulation when the next request is sent; requests have numbers, times are in seconds.
protocol SimulatedPacing {
  mutating func decide(at now: Double) -> Pacer.Decision
  mutating func send(_ number: Int, at now: Double)
  /// The service has counted it: nothing that a client could see.
  mutating func arrived(_ number: Int, at now: Double)
  mutating func end(_ number: Int, at now: Double, _ ending: Pacer.Ending)
}

/// The pacer itself, which sees no arrivals.
struct PacerUnderTest: SimulatedPacing {
  private var pacer: Pacer
  private var tickets: [Int: Pacer.Ticket] = [:]

  init(limit: RateLimit?) { pacer = Pacer(limit: limit) }

  mutating func decide(at now: Double) -> Pacer.Decision { pacer.decide(at: .seconds(now)) }

  mutating func send(_ number: Int, at now: Double) {
    tickets[number] = pacer.send(.upsert, at: .seconds(now))
  }

  mutating func arrived(_ number: Int, at now: Double) {}

  mutating func end(_ number: Int, at now: Double, _ ending: Pacer.Ending) {
    guard let ticket = tickets.removeValue(forKey: number) else { return }
    pacer.end(ticket, written: nil, at: .seconds(now), ending)
  }
}
