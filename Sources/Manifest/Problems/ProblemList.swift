import Diagnostics

/// Problems as they are found, the least urgent counted and forgotten once there are very many.
struct ProblemList: Sendable {
  private(set) var problems: [Problem] = []
  /// How many problems were counted and forgotten.
  private(set) var forgotten = 0
  private(set) var errorCount = 0

  /// How many problems were found.
  var counts: DiagnosticCounts {
    DiagnosticCounts(errors: errorCount, warnings: problems.count + forgotten - errorCount)
  }

  mutating func append(_ problem: Problem) {
    if problem.severity == .error { errorCount += 1 }
    problems.append(problem)
    if problems.count >= 4 * ManifestLimits.diagnostics { prune() }
  }

  /// Counts an error that would not be listed, without its text.
  mutating func countError() {
    errorCount += 1
    forgotten += 1
  }

  mutating func append(contentsOf other: ProblemList) {
    let errors = errorCount + other.errorCount
    for problem in other.problems { append(problem) }
    forgotten += other.forgotten
    errorCount = errors
  }

  /// Keeps as many as are said one by one.
  mutating func prune() {
    guard problems.count > ManifestLimits.diagnostics else { return }
    problems.sort(by: Problem.isMoreUrgent)
    forgotten += problems.count - ManifestLimits.diagnostics
    problems.removeLast(problems.count - ManifestLimits.diagnostics)
  }
}
