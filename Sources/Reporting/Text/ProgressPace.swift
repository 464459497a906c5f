/// Decides when a log gets a line of progress: whenever 10 % are done or 30 s have passed.
package struct ProgressPace: Sendable {
  private static let longestSilence: Duration = .seconds(30)
  /// The number of changes below which tenths are not used, since each change would be a line.
  private static let fewest = 10

  private let total: Int
  private var lastTenth = 0
  private var lastLine: Duration = .zero

  package init(total: Int) { self.total = total }

  /// Whether a line is due now, which counts as printed then; `elapsed` is the
  /// time since the start.
  package mutating func isDue(done: Int, at elapsed: Duration) -> Bool {
    let tenth = total > 0 ? done * 10 / total : 0
    let isFurther = tenth > lastTenth && total >= Self.fewest
    guard isFurther || elapsed - lastLine >= Self.longestSilence else { return false }
    (lastTenth, lastLine) = (tenth, elapsed)
    return true
  }
}
