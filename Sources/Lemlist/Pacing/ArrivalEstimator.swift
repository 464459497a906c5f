/// Learns which part of a round trip's delay lies before the service counts the request.
///
/// A delay on the way to the service moves the arrival; a delay in the service or on the way back
/// does not. Only the sum is measured. But `X-RateLimit-Remaining` says exactly how many requests
/// the service had counted, so each supposed share predicts a count that can be compared. A share
/// that predicts well is used, with a slack for what it does not explain. As long as none does, the
/// whole delay is taken to move the arrival, which is always safe.
struct ArrivalEstimator: Sendable {
  /// The shares that are compared.
  static let shares = [0.0, 0.25, 0.5, 0.75, 1.0]
  /// How many comparisons are remembered.
  private static let capacity = 60
  /// How many comparisons are needed before a share is trusted.
  private static let least = 12
  /// The factor by which the uncertainty that the errors suggest is multiplied.
  private static let caution = 4.0
  /// The mean squared error from which on a share does not predict well.
  private static let largestError = 0.1
  /// The part of a window below which the mean delay costs less than a wrong guess would.
  private static let worthwhile = 0.02

  /// How many of the next comparisons are ignored.
  private var ignored: Int
  /// How many comparisons will be ignored after the next wrong guess.
  private var distrust: Int
  private var errors: [[Double]] = []
  private var delays: [Double] = []
  private var next = 0
  private var sums = [Double](repeating: 0, count: ArrivalEstimator.shares.count)

  /// How much of the delay is taken to move the arrival.
  private(set) var share = 1.0
  /// By how much an arrival may be later than the share says, in seconds.
  private(set) var slack = 0.0

  /// The delay, in seconds, up to which what was learned applies: a quarter more than
  /// most of those compared.
  private var usualDelay = 0.0

  init() { self.init(ignored: 0, distrust: 400) }

  private init(ignored: Int, distrust: Int) {
    (self.ignored, self.distrust) = (ignored, distrust)
  }

  /// By how much an arrival may have been later than the earliest possible, in seconds.
  ///
  /// An unusual delay, such as that of a packet sent twice or of a busy machine, is taken to move
  /// the arrival as a whole, since nothing was learned about its kind.
  ///
  /// - Parameters:
  ///   - delay: How much the round trip exceeds the least one, in seconds.
  ///   - doubt: By how much the true least round trip may be shorter, in seconds.
  /// - Returns: At most the sum of both.
  func shift(delay: Double, doubt: Double) -> Double {
    guard delay <= usualDelay else { return delay + doubt }
    return min(delay + doubt, share * (delay + doubt) + slack)
  }

  /// Forgets everything that was learned, because it no longer holds.
  mutating func reset() { self = ArrivalEstimator(ignored: ignored, distrust: distrust) }

  /// Notes a 429: if what was learned caused it, learning pauses, longer each time.
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
  ///   - deviations: The predicted less the counted requests, in the order of `shares`.
  ///   - delay: The delay of the request that was compared, in seconds.
  ///   - limit: How many requests a window holds.
  ///   - window: The length of a window, in seconds.
  mutating func note(_ deviations: [Int], delay: Double, limit: Int, window: Double) {
    guard ignored == 0 else { return ignored -= 1 }
    // What all shares predict alike tells nothing about them.
    guard deviations.contains(where: { $0 != deviations[0] }) else { return }
    // A larger deviation has another cause, and must not weigh more than all the rest.
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
    // Wrong predictions are of requests near either end of the window; no error in n comparisons
    // still allows for a few in n.
    let meanError = (sums[best] + 2) / count
    guard meanError < Self.largestError else {
      (share, slack) = (1, 0)
      return
    }
    share = Self.shares[best]
    slack = Self.caution * meanError * window / Double(2 * limit)
  }
}
