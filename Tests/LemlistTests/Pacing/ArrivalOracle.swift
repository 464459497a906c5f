import Lemlist

/// The best that a pacer can do without ever drawing a 429: it knows at once when a request arrived, and how
/// short the way to the service can be, but not how long the next request will take.
///
/// That one must be sent as if it took the shortest way. So each request keeps its place from its sending
/// until a window after its arrival, less the shortest way: a window and its own delay. With a mean delay of
/// `d` no pacer can exceed `window / (window + d)` of the limit.
struct ArrivalOracle: SimulatedPacing {
  let limit: Int
  let window: Double
  let leastThere: Double
  private var onTheWay: Set<Int> = []
  /// In order.
  private var arrivals: [Double] = []

  init(limit: Int, window: Double, leastThere: Double) {
    (self.limit, self.window, self.leastThere) = (limit, window, leastThere)
  }

  mutating func decide(at now: Double) -> Pacer.Decision {
    arrivals.removeAll { $0 + window <= now + leastThere }
    guard onTheWay.count + arrivals.count >= limit else { return .send }
    guard let first = arrivals.first else { return .waitForAnswer }
    return .wait(until: .seconds(first + window - leastThere))
  }

  mutating func send(_ number: Int, at now: Double) { onTheWay.insert(number) }

  mutating func arrived(_ number: Int, at now: Double) {
    onTheWay.remove(number)
    arrivals.append(now)
  }

  mutating func end(_ number: Int, at now: Double, _ ending: Pacer.Ending) {}
}
