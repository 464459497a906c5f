/// The least latency among the last requests of one kind.
///
/// It forgets, so that it follows a way that became longer; a way that became shorter shows at once.
struct LatencyFloor: Sendable {
  static let capacity = 256

  private var samples: [Duration] = []
  private var next = 0
  /// `nil` before the first sample.
  private(set) var least: Duration?

  mutating func add(_ sample: Duration) {
    guard samples.count == Self.capacity else {
      samples.append(sample)
      least = min(least ?? sample, sample)
      return
    }
    let forgotten = samples[next]
    samples[next] = sample
    next = (next + 1) % Self.capacity
    least = forgotten == least ? samples.min() : min(least ?? sample, sample)
  }
}
