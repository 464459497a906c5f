/// Some of a file's rows, in order, by the lines where they begin; neighbours are one range.
package struct RowLines: Hashable, Sendable {
  private struct Run: Hashable {
    let first: Int
    var last: Int
  }

  package private(set) var count = 0
  private var runs: [Run] = []
  private var lastRow: Int?

  /// More runs than these are counted in the text.
  private static let writtenRuns = 100

  package init() {}

  /// Where the first row begins; 1 without rows.
  var first: Int { runs.first?.first ?? 1 }

  /// Adds a row after those before it.
  ///
  /// - Parameters:
  ///   - row: Its number, which tells neighbours, for a row may take several lines.
  ///   - line: Where it begins.
  mutating func append(row: Int, line: Int) {
    guard lastRow != row else { return }
    if lastRow == row - 1, !runs.isEmpty {
      runs[runs.count - 1].last = line
    } else {
      runs.append(Run(first: line, last: line))
    }
    lastRow = row
    count += 1
  }

  /// Such as `line 2` or `lines 2, 4-6`.
  package var text: String { text(runs: Self.writtenRuns) }

  /// The same with so many ranges at most.
  func text(runs limit: Int) -> String {
    let written = runs.prefix(limit).map { run in
      run.first == run.last ? "\(run.first)" : "\(run.first)-\(run.last)"
    }
    let rest = runs.count > written.count ? " and more" : ""
    return (count == 1 ? "line " : "lines ") + written.joined(separator: ", ") + rest
  }
}
