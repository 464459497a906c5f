/// The least round trip among the last requests of one kind, and how much lower the
/// true least may be.
///
/// It forgets old samples, so it follows a route that becomes slower; a route that becomes
/// faster shows at once.
struct LatencyFloor: Sendable {
  private static let capacity = 512

  /// The length of the limit's window, in seconds.
  let window: Double
  private var samples: [Double] = []
  private var next = 0
  private var sum = 0.0
  /// The least round trip in seconds; infinite before the first sample.
  private(set) var least = Double.infinity

  init(window: Double) { self.window = window }

  /// Whether it can be ignored at a cost below 0.5 % of the rate.
  var isNegligible: Bool { least < window * 0.005 }

  mutating func add(_ sample: Double) {
    defer { update() }
    sum += sample
    guard samples.count == Self.capacity else {
      samples.append(sample)
      least = min(least, sample)
      return
    }
    let forgotten = samples[next]
    samples[next] = sample
    sum -= forgotten
    next = (next + 1) % Self.capacity
    least = forgotten == least ? samples.min() ?? sample : min(least, sample)
  }

  /// How much below `least` the true least may be, in seconds.
  ///
  /// When several things vary independently, the least of n samples approaches the true one only as
  /// the spread divided by the root of n. The doubt is twice that, and more while there are few
  /// samples. When one thing varies, the approach is faster and the gaps between the least samples
  /// are small, so the gap counts when it is less. A first burst may be slow as a whole while
  /// connections are new, so a further allowance is made: a fortieth of the window after 20
  /// samples, and less with each one. This drew no 429 in thousands of simulated runs.
  private(set) var doubt = 0.0

  private mutating func update() {
    let count = Double(samples.count)
    let spread = max(0, sum / count - least)
    let bySpread = spread * (2 / count.squareRoot() + 16 / count)
    doubt = min(least, min(bySpread, 2 * gap) + window / (2 * count))
  }

  /// From the least sample to the eighth least, in seconds; infinite while there are fewer samples.
  private var gap: Double {
    var lowest: [Double] = []
    for sample in samples where lowest.count < 8 || sample < lowest[7] {
      lowest.insert(sample, at: lowest.firstIndex { $0 > sample } ?? lowest.endIndex)
      if lowest.count > 8 { lowest.removeLast() }
    }
    return lowest.count == 8 ? lowest[7] - lowest[0] : .infinity
  }
}
