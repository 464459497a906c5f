/// Learns which part of a round trip's delay lies before the service counts the request.
///
/// A delay on the way there moves the arrival, a delay in the service or on the way back does not, and the
/// sum is all that is measured. But `X-RateLimit-Remaining` says exactly how many the service had counted,
/// so each supposed share predicts a count that can be compared. A share that predicts well is used, with a
/// slack for what it does not explain; as long as none does, the whole delay is taken to move the arrival,
/// which is always safe.
struct ArrivalFit: Sendable {
  /// The shares that are compared.
  static let shares = [0.0, 0.25, 0.5, 0.75, 1.0]
  /// So many comparisons are remembered.
  private static let capacity = 60
  /// And so many are needed.
  private static let least = 12
  /// How many times the uncertainty that the errors suggest is allowed for.
  private static let caution = 4.0

  private var errors: [[Double]] = []
  private var next = 0
  private var sums = [Double](repeating: 0, count: ArrivalFit.shares.count)

  /// How much of the delay is taken to move the arrival.
  private(set) var share = 1.0
  /// By how much an arrival may be later than the share says, in seconds.
  private(set) var slack = 0.0

  /// Forgets everything: what it learned was wrong, or holds no longer.
  mutating func reset() { self = ArrivalFit() }

  /// Notes how far off each share's prediction was.
  ///
  /// - Parameters:
  ///   - deviations: Predicted less counted, in the order of `shares`.
  ///   - rate: The limit's, in requests a second.
  mutating func note(_ deviations: [Int], rate: Double) {
    // What all shares predict alike says nothing about them.
    guard deviations.contains(where: { $0 != deviations[0] }) else { return }
    // Beyond a few, something else happened; it must not weigh more than all the rest.
    let squares = deviations.map { Double(min($0 * $0, 9)) }
    if errors.count < Self.capacity {
      errors.append(squares)
    } else {
      for (index, old) in errors[next].enumerated() { sums[index] -= old }
      errors[next] = squares
      next = (next + 1) % Self.capacity
    }
    for (index, square) in squares.enumerated() { sums[index] += square }
    guard errors.count >= Self.least else { return }
    let count = Double(errors.count)
    // Ties go to the larger share, the safer one.
    let best = sums.indices.reversed().min { sums[$0] < sums[$1] } ?? sums.count - 1
    share = Self.shares[best]
    // Requests within the uncertainty of either end of the window are the ones predicted wrongly; no error
    // in n comparisons still allows for a few in n.
    let meanError = (sums[best] + 2) / count
    slack = Self.caution * meanError / (2 * rate)
  }
}
