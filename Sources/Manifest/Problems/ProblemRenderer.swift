import Diagnostics
import YAMLEvents

/// Turns problems into diagnostics, with the lines that they are about.
struct ProblemRenderer {
  let files: [SourceFile]

  /// Sorted by place; at the end one that counts what was forgotten.
  func diagnostics(_ list: ProblemList) -> [Diagnostic] {
    var list = list
    list.prune()
    var found: [Diagnostic] = []
    var byFile: [Int: [Problem]] = [:]
    for problem in list.problems {
      if let place = problem.place, problem.ready == nil {
        byFile[place.file, default: []].append(problem)
      } else {
        found.append(diagnostic(problem, nil))
      }
    }
    for (file, problems) in byFile { found += located(problems, in: files[file]) }
    found.sort()
    if list.forgotten > 0 { found.append(rest(of: list.counts, beyond: found)) }
    return found
  }

  /// In one pass over the file, however many there are.
  private func located(_ problems: [Problem], in file: SourceFile) -> [Diagnostic] {
    var finder = file.textForExcerpts().map { ExcerptFinder($0) }
    let sorted = problems.sorted { ($0.place ?? .start) < ($1.place ?? .start) }
    return sorted.map { problem in
      let span = problem.place?.span ?? .none
      let excerpt = finder?.excerpt(from: span.start, to: span.end)
      let whole = diagnostic(problem, problem.endIsGuess ? excerpt?.underliningToken : excerpt)
      return whole.afterAnchor
    }
  }

  private func diagnostic(_ problem: Problem, _ excerpt: SourceExcerpt?) -> Diagnostic {
    if let ready = problem.ready { return ready }
    return Diagnostic(
      problem.severity,
      problem.code,
      problem.message,
      detail: problem.detail,
      address: problem.address,
      location: problem.place.map(location),
      excerpt: excerpt,
      hint: problem.hint,
      related: problem.related.map { .init(message: $0.message, location: location($0.place)) }
    )
  }

  private func location(_ place: Place) -> SourceLocation {
    SourceLocation(
      file: files[place.file].path,
      line: Int(place.span.start.line),
      column: Int(place.span.start.column)
    )
  }

  private func rest(of all: DiagnosticCounts, beyond said: [Diagnostic]) -> Diagnostic {
    let said = DiagnosticCounts(said)
    let errors = all.errors - said.errors
    let warnings = all.warnings - said.warnings
    let parts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
    let list = parts.map { "\($0) more \($1)\($0 == 1 ? "" : "s")" }.joined(separator: " and ")
    return Diagnostic(
      errors > 0 ? .error : .warning,
      .tooManyProblems,
      "There \(parts.first?.0 == 1 ? "is" : "are") \(list).",
      hint: "Repair those above first."
    )
  }
}

extension Place {
  fileprivate static let start = Place(file: 0, span: .none)
}

extension Diagnostic {
  /// The same about the value alone where it stands behind an anchor, as in `email: &jane nobody`.
  fileprivate var afterAnchor: Diagnostic {
    guard let excerpt, let location else { return self }
    let marked = excerpt.line.unicodeScalars.dropFirst(excerpt.caretOffset)
      .prefix(excerpt.caretLength)
    guard marked.first == "&", let end = marked.firstIndex(of: " "),
      let value = marked[end...].firstIndex(where: { $0 != " " })
    else { return self }
    let skipped = marked.distance(from: marked.startIndex, to: value)
    var result = self
    result.location = SourceLocation(
      file: location.file,
      line: location.line,
      column: location.column + skipped
    )
    result.excerpt = SourceExcerpt(
      line: excerpt.line,
      caretOffset: excerpt.caretOffset + skipped,
      caretLength: excerpt.caretLength - skipped
    )
    return result
  }
}

extension SourceExcerpt {
  /// The same with quotes, or an alias's name, underlined to their end.
  fileprivate var underliningToken: SourceExcerpt {
    let scalars = line.unicodeScalars.dropFirst(caretOffset)
    var length = caretLength
    switch scalars.first {
    case "\""?, "'"?:
      var isEscaped = false
      let quote = scalars.first
      length = 1
      for scalar in scalars.dropFirst() {
        length += 1
        if scalar == quote, !isEscaped { break }
        isEscaped = scalar == "\\" && quote == "\"" && !isEscaped
      }
    case "*"?: length = scalars.prefix { !" ,]}".unicodeScalars.contains($0) }.count
    default: length = min(length, scalars.count)
    }
    return SourceExcerpt(line: line, caretOffset: caretOffset, caretLength: length)
  }
}
