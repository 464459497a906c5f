/// One line that shows the progress of a run, fitted to a width.
package struct ProgressLine: Hashable, Sendable {
  package var done: Int
  package var total: Int
  /// The number of changes per second; 0 when it is not known yet.
  package var rate: Double
  /// The estimated time left; `nil` when it is not known yet.
  package var remaining: Duration?
  package var retries: Int
  /// What the run waits for, such as `rate limit`; `nil` when it does not wait.
  package var waiting: String?

  package init(
    done: Int,
    total: Int,
    rate: Double,
    remaining: Duration? = nil,
    retries: Int = 0,
    waiting: String? = nil
  ) {
    self.done = done
    self.total = total
    self.rate = rate
    self.remaining = remaining
    self.retries = retries
    self.waiting = waiting
  }

  /// The line in at most `width` columns; the least important parts are left out first.
  package func text(width: Int) -> String {
    let counts = "\(done)/\(total)"
    let percent = total > 0 ? "\(min(100, done * 100 / total))%" : "100%"
    let speed = Self.decimal(rate).map { "\($0)/s" }
    let left = done < total ? remaining.map { "\(Self.duration($0)) left" } : nil
    let again = retries > 0 ? "\(retries) \(retries == 1 ? "retry" : "retries")" : nil
    let wait = waiting.map { "waiting: \(SafeText.inline($0))" }
    let candidates: [[String?]] = [
      [counts, percent, speed, left, again, wait],
      [counts, percent, left, again, wait],
      [counts, percent, left, wait],
      [counts, percent, left],
      [counts, percent],
    ]
    var best = counts
    for parts in candidates {
      let text = parts.compactMap { $0 }.joined(separator: "  ")
      if DisplayWidth.of(text) <= width {
        best = text
        break
      }
    }
    let room = width - DisplayWidth.of(best) - 3
    guard room >= 8 else { return DisplayWidth.cut(best, to: max(1, width)) }
    let bar = min(24, room - 1)
    let filled = total > 0 ? min(bar, bar * done / total) : bar
    return "[" + String(repeating: "=", count: filled) + String(repeating: " ", count: bar - filled)
      + "] " + best
  }

  /// The duration as `45s`, `12m05s` or `3h07m`.
  package static func duration(_ duration: Duration) -> String {
    let seconds = max(0, Int(duration.components.seconds))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if seconds < 60 { return "\(seconds)s" }
    if seconds < 3600 { return "\(seconds / 60)m\(two(seconds % 60))s" }
    return "\(seconds / 3600)h\(two(seconds / 60 % 60))m"
  }

  /// The number, with one decimal below 100; `nil` when it is not a positive number.
  private static func decimal(_ number: Double) -> String? {
    guard number.isFinite, number > 0 else { return nil }
    if number >= 100 { return String(Int(min(number, 1e9).rounded())) }
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
