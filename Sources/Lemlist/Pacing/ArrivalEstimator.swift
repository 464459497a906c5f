/// Learns which part of a round trip's delay lies before the service counts the request.
///
/// A delay on the way there moves the arrival, a delay in the service or on the way back does not, and the
/// sum is all that is measured. But `X-RateLimit-Remaining` says exactly how many the service had counted,
/// so each supposed share predicts a count that can be compared. A share that predicts well is used, with a
/// slack for what it does not explain; as long as none does, the whole delay is taken to move the arrival,
/// which is always safe.
struct ArrivalEstimator: Sendable {
  /// The shares that are compared.
  static let shares = [0.0, 0.25, 0.5, 0.75, 1.0]
  /// So many comparisons are remembered.
  private static let capacity = 60
  /// And so many are needed.
  private static let least = 12
  /// How many times the uncertainty that the errors suggest is allowed for.
  private static let caution = 4.0
  /// A share whose mean squared error is not below this does not predict well.
  private static let largestError = 0.1
  /// Below this part of a window, the mean delay costs less than a wrong guess would.
  private static let worthwhile = 0.02

  /// So many comparisons are not looked at yet.
  private var ignored: Int
  /// So many will not be after the next time that it was wrong.
  private var distrust: Int
  private var errors: [[Double]] = []
  private var delays: [Double] = []
  private var next = 0
  private var sums = [Double](repeating: 0, count: ArrivalEstimator.shares.count)

  /// How much of the delay is taken to move the arrival.
  private(set) var share = 1.0
  /// By how much an arrival may be later than the share says, in seconds.
  private(set) var slack = 0.0

  /// In seconds: what is beyond most of those compared, by a quarter, is another thing than they were.
  private var usualDelay = 0.0

  init() { self.init(ignored: 0, distrust: 400) }

  private init(ignored: Int, distrust: Int) {
    (self.ignored, self.distrust) = (ignored, distrust)
  }

  /// By how much an arrival may have been later than the earliest possible.
  ///
  /// An unusual delay, such as that of a packet sent twice or of a machine that was busy, is taken to move the
  /// arrival as a whole: nothing was learned about its like.
  ///
  /// - Parameters:
  ///   - delay: Of the round trip, beyond the least; in seconds.
  ///   - doubt: By how much the true least may be lower.
  /// - Returns: At most their sum.
  func shift(delay: Double, doubt: Double) -> Double {
    guard delay <= usualDelay else { return delay + doubt }
    return min(delay + doubt, share * (delay + doubt) + slack)
  }

  /// Forgets everything: it holds no longer.
  mutating func reset() { self = ArrivalEstimator(ignored: ignored, distrust: distrust) }

  /// Notes a 429: if it came of what was learned, nothing is learned for a while, longer each time.
  mutating func disprove() {
    if share < 1 {
      ignored = distrust
      distrust *= 4
    }
    reset()
  }

  /// Notes how far off each share's prediction was.
  ///
  /// - Parameters:
  ///   - deviations: Predicted less counted, in the order of `shares`.
  ///   - delay: Of the request that was compared, in seconds.
  ///   - limit: How many requests a window holds.
  ///   - window: In seconds.
  mutating func note(_ deviations: [Int], delay: Double, limit: Int, window: Double) {
    guard ignored == 0 else { return ignored -= 1 }
    // What all shares predict alike says nothing about them.
    guard deviations.contains(where: { $0 != deviations[0] }) else { return }
    // Beyond a few, something else happened; it must not weigh more than all the rest.
    let squares = deviations.map { Double(min($0 * $0, 9)) }
    if errors.count < Self.capacity {
      errors.append(squares)
      delays.append(delay)
    } else {
      for (index, old) in errors[next].enumerated() { sums[index] -= old }
      errors[next] = squares
      delays[next] = delay
      next = (next + 1) % Self.capacity
    }
    for (index, square) in squares.enumerated() { sums[index] += square }
    guard errors.count >= Self.least else { return }
    usualDelay = delays.sorted()[delays.count * 8 / 10] * 1.25
    let count = Double(errors.count)
    guard delays.reduce(0, +) / count > window * Self.worthwhile else {
      (share, slack) = (1, 0)
      return
    }
    // Ties go to the larger share, the safer one.
    let best = sums.indices.reversed().min { sums[$0] < sums[$1] } ?? sums.count - 1
    // Requests within the uncertainty of either end of the window are the ones predicted wrongly; no error
    // in n comparisons still allows for a few in n.
    let meanError = (sums[best] + 2) / count
    guard meanError < Self.largestError else {
      (share, slack) = (1, 0)
      return
    }
    share = Self.shares[best]
    slack = Self.caution * meanError * window / Double(2 * limit)
  }
}
