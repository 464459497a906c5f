import LemlistAPI
import Testing

struct PacerTests {
  struct Row: CustomTestStringConvertible {
    let latency: Double
    let jitter: PacerSimulation.Jitter
    let part: Double
    /// Over the permitted rate, for 600 requests from the first sending to the last answer.
    let least: Double

    var testDescription: String { "\(latency) s, \(jitter.rawValue) ±\(part)" }
  }

  /// The last four rows cannot be better by much: what varies on the way there is lost once a window.
  static let rows = [
    Row(latency: 0.005, jitter: .none, part: 0, least: 0.99),
    Row(latency: 0.3, jitter: .none, part: 0, least: 0.99),
    Row(latency: 1.5, jitter: .none, part: 0, least: 0.99),
    Row(latency: 0.005, jitter: .eachWay, part: 0.2, least: 0.99),
    Row(latency: 0.3, jitter: .afterCounting, part: 0.2, least: 0.99),
    Row(latency: 0.3, jitter: .bothWaysAlike, part: 0.2, least: 0.98),
    Row(latency: 0.3, jitter: .eachWay, part: 0.2, least: 0.97),
    Row(latency: 0.3, jitter: .onTheWayThere, part: 0.2, least: 0.97),
    Row(latency: 1.5, jitter: .afterCounting, part: 0.2, least: 0.97),
    Row(latency: 1.5, jitter: .bothWaysAlike, part: 0.1, least: 0.94),
    Row(latency: 1.5, jitter: .eachWay, part: 0.1, least: 0.9),
    Row(latency: 1.5, jitter: .eachWay, part: 0.2, least: 0.83),
    Row(latency: 1.5, jitter: .onTheWayThere, part: 0.2, least: 0.82),
  ]

  @Test(arguments: rows)
  func `A strict sliding window never refuses and is nearly filled`(row: Row) async {
    var simulation = PacerSimulation()
    simulation.latency = row.latency
    simulation.jitter = row.jitter
    simulation.jitterPart = row.part
    let outcome = await simulation.run()
    #expect(outcome.rejections == 0)
    #expect(outcome.efficiency >= row.least)
  }

  @Test(arguments: [PacerSimulation.Jitter.none, .eachWay])
  func `Without headers it is still safe`(jitter: PacerSimulation.Jitter) async {
    var simulation = PacerSimulation()
    simulation.jitter = jitter
    simulation.sendsHeaders = false
    let outcome = await simulation.run()
    #expect(outcome.rejections == 0)
    #expect(outcome.efficiency >= 0.95)
  }

  @Test func `A service that counts fixed windows is served as fast`() async {
    var simulation = PacerSimulation()
    simulation.counting = .fixed
    let outcome = await simulation.run()
    #expect(outcome.rejections == 0)
    #expect(outcome.efficiency >= 0.99)
  }

  @Test func `A lower rate is kept`() async {
    var simulation = PacerSimulation()
    simulation.pacerLimit = RateLimit("5/1s")
    simulation.requests = 100
    let outcome = await simulation.run()
    #expect(outcome.rejections == 0)
    // 5 a second is half of the service's 10.
    #expect(outcome.efficiency <= 0.53)
    #expect(outcome.efficiency >= 0.49)
  }

  @Test func `A service whose limit is lower than ours is believed`() async {
    var simulation = PacerSimulation()
    simulation.limit = 10
    simulation.requests = 200
    let outcome = await simulation.run()
    // The first burst meets it; after that its headers are known.
    #expect(outcome.rejections <= 10)
    #expect(outcome.efficiency >= 0.85)
  }

  @Test(arguments: [PacerSimulation.Counting.sliding, .slidingWithRefused], [0.05, 0.3])
  func `Others who use the key evenly leave room and are left room`(
    counting: PacerSimulation.Counting,
    latency: Double
  ) async {
    var simulation = PacerSimulation()
    simulation.counting = counting
    simulation.latency = latency
    // Half of the limit, evenly.
    simulation.others = stride(from: 0.0, to: 300, by: 0.2).map { $0 }
    simulation.start = 4
    simulation.requests = 200
    let outcome = await simulation.run()
    // Only the first burst meets them: what the answers say is known after it.
    #expect(outcome.rejections <= 15)
    #expect(outcome.efficiency >= 0.33)
  }

  @Test func `Others who take all are waited out without a storm`() async {
    var simulation = PacerSimulation()
    // Twice the limit, for a minute.
    simulation.others = stride(from: 0.0, to: 65, by: 0.05).map { $0 }
    simulation.start = 4
    simulation.requests = 100
    let outcome = await simulation.run()
    #expect(outcome.worstTenSeconds <= 25)
    #expect(outcome.duration < 140)
  }

  @Test func `Requests never sent and lost ones are told apart`() {
    var pacer = Pacer(limit: RateLimit(requests: 1, window: .seconds(2)))
    let refused = pacer.send(.upsert, at: .zero)
    #expect(pacer.decide(at: .zero) == .waitForAnswer)
    pacer.end(refused, written: nil, at: .milliseconds(5), .neverSent)
    #expect(pacer.decide(at: .milliseconds(5)) == .send)
    let lost = pacer.send(.upsert, at: .milliseconds(5))
    pacer.end(lost, written: nil, at: .seconds(3), .lost)
    // It may have arrived as late as it was given up.
    #expect(pacer.decide(at: .seconds(3)) == .wait(until: .milliseconds(5001)))
  }

  @Test func `Time spent connecting is no latency`() {
    var pacer = Pacer(limit: RateLimit(requests: 1, window: .seconds(2)))
    let first = pacer.send(.upsert, at: .zero)
    pacer.end(first, written: .milliseconds(900), at: .seconds(1), .answered(RateSignal()))
    // A first sample of 0.1 s is not trusted yet: its answer's time counts, and a window from there.
    #expect(pacer.decide(at: .seconds(1)) == .wait(until: .milliseconds(3001)))
    let second = pacer.send(.upsert, at: .milliseconds(3001))
    pacer.end(second, written: .seconds(4), at: .milliseconds(4100), .answered(RateSignal()))
    // Were the second of connecting a latency, this would wait a second longer.
    #expect(pacer.decide(at: .milliseconds(4100)) == .wait(until: .milliseconds(6101)))
  }

  @Test func `A rejection stops everything until the time the service names, then one goes first`()
  {
    var pacer = Pacer(limit: nil)
    let tickets = (0..<3).map { _ in pacer.send(.upsert, at: .zero) }
    pacer.end(
      tickets[0],
      written: nil,
      at: .seconds(1),
      .rejected(RateSignal(limit: 20, remaining: 0), wait: .seconds(4))
    )
    #expect(pacer.decide(at: .seconds(1)) == .wait(until: .seconds(5)))
    #expect(pacer.rest(at: .seconds(1)) == .seconds(5))
    for ticket in tickets[1...] {
      pacer.end(ticket, written: nil, at: .seconds(2), .answered(RateSignal()))
    }
    #expect(pacer.decide(at: .seconds(5)) == .send)
    let probe = pacer.send(.upsert, at: .seconds(5))
    #expect(pacer.decide(at: .seconds(5)) == .waitForAnswer)
    pacer.end(probe, written: nil, at: .seconds(6), .answered(RateSignal()))
    #expect(pacer.decide(at: .seconds(6)) == .send)
  }

  @Test func `Rejections in a row double the rest`() {
    var pacer = Pacer(limit: nil)
    var now = Duration.zero
    var rests: [Duration] = []
    for _ in 0..<5 {
      let ticket = pacer.send(.upsert, at: now)
      pacer.end(ticket, written: nil, at: now, .rejected(RateSignal(), wait: .seconds(2)))
      let until = pacer.rest(at: now) ?? now
      rests.append(until - now)
      now = until
    }
    #expect(rests == [2, 4, 8, 16, 32].map { .seconds($0) })
  }
}
