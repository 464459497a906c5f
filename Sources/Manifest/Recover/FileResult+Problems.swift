import Diagnostics
import YAMLEvents

extension FileResult {
  /// What an earlier reading of the same file found, and what this one found beside that.
  ///
  /// `end` is the line with which the text goes on after a contact that was left out of this
  /// reading. An error of syntax that begins right there may come of how that was left out, and is
  /// not said.
  func problems(beside earlier: [Problem], _ end: Int?) -> [Problem] {
    var seen = Set(earlier.map(\.identity))
    return earlier
      + problems.problems.filter { problem in
        if let end, problem.ready != nil, isAt(end, problem) { return false }
        if isSwallowed(problem) || isDoubtful(problem) { return false }
        return seen.insert(problem.identity).inserted
      }
  }

  /// Whether it is about a value that goes on over further lines for the want of a quote.
  private func isSwallowed(_ problem: Problem) -> Bool {
    guard let span = problem.place?.span, problem.ready == nil else { return false }
    return span.end.line > span.start.line && broken?.lines.contains(Int(span.start.line)) == true
  }

  /// Whether it may only come of the error: about what a contact lacks that was cut off, or in the
  /// same line.
  private func isDoubtful(_ problem: Problem) -> Bool {
    guard let broken, let line = problem.place?.span.start.line, problem.ready == nil,
      broken.lines.contains(Int(line))
    else { return false }
    return line == broken.errorLine
      || broken.isRead && [.noIdentifier, .wrongShape].contains(problem.code)
  }

  private func isAt(_ end: Int, _ problem: Problem) -> Bool {
    problem.place.map { Int($0.span.start.line) == end } == true || broken?.lines.lowerBound == end
  }

  /// Puts these in the place of those that were found.
  mutating func replaceProblems(_ found: [Problem]) {
    problems = ProblemList()
    for problem in found { problems.append(problem) }
  }
}

extension Problem {
  /// The same for the same problem in each reading of its file.
  fileprivate struct Identity: Hashable {
    let place: Place?
    let code: DiagnosticCode
    let message: String
  }

  fileprivate var identity: Identity { Identity(place: place, code: code, message: message) }
}
