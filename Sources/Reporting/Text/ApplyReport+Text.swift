import Diagnostics
import Model
import Planning

extension ApplyReport {
  /// Failures, findings and deviations from the plan, ending in the line of `SummaryLine.apply`.
  ///
  /// The reason for a stop is given in brief; the full diagnostic is printed beside the report.
  package func text(_ style: TextStyle, full: Bool = false) -> String {
    let outcomes = result.outcomes
    var lines = diagnosedLines("Failed:", outcomes.failures, style, full: full)
    lines += diagnosedLines("Not attempted:", outcomes.blocked, style, full: full)
    lines += findingLines(style, full: full)
    lines += comparisonLines(style)
    if let ending { lines += ChangeText.wrapped(ending, width: style.width) + [""] }
    lines += FilterText.lines(plan.filters, style)
    lines.append(SummaryLine.apply(result))
    return lines.joined(separator: "\n") + "\n"
  }

  private static let mostListed = 50

  /// Why not every change was tried; `nil` when every one was.
  private var ending: String? {
    switch result.ending {
    case .complete: return nil
    case .stopped(let diagnostic):
      let others = result.everyDiagnostic.count { $0.severity == .error } - 1
      let more =
        others == 1 ? "There is 1 more error." : "There are \(ValueText.count(others)) more errors."
      return "Stopped: \(SafeText.inline(diagnostic.message))" + (others > 0 ? " \(more)" : "")
    case .interrupted where result.notAttempted == result.outcomes.count:
      return "Interrupted before anything was sent."
    case .interrupted:
      return "Interrupted: what was in flight is finished and recorded. "
        + "The next apply goes on from here."
    case .declined: return "Declined: the plan was not approved."
    }
  }

  private func diagnosedLines(
    _ heading: String,
    _ outcomes: [(outcome: Outcome, reason: Diagnostic)],
    _ style: TextStyle,
    full: Bool
  ) -> [String] {
    guard !outcomes.isEmpty else { return [] }
    var lines = [style.paint(heading, .bold), ""]
    for (outcome, diagnostic) in full ? outcomes[...] : outcomes.prefix(Self.mostListed) {
      lines += Self.failure(outcome, diagnostic, style)
    }
    return lines + Self.more(outcomes.count, full: full) + [""]
  }

  private static func failure(
    _ outcome: Outcome,
    _ diagnostic: Diagnostic,
    _ style: TextStyle
  ) -> [String] {
    let address = SafeText.inline(outcome.change.address.description)
    let place = (outcome.change.location ?? diagnostic.location).map {
      style.paint("  (\(SafeText.inline($0.description)))", .dim)
    }
    var lines = [
      "  \(style.paint("✗", .red)) \(style.paint(address, .bold))\(place ?? "")"
    ]
    let message = "\(diagnostic.code.id): \(SafeText.inline(diagnostic.message))"
    lines += ChangeText.wrapped(message, width: style.width - 6).map { "      " + $0 }
    for line in [diagnostic.detail, diagnostic.hint].compactMap({ $0 }).flatMap(SafeText.lines) {
      let parts = line.hasPrefix("  ") ? [line] : ChangeText.wrapped(line, width: style.width - 6)
      lines += parts.map { "      " + style.paint($0, .dim) }
    }
    return lines
  }

  private func findingLines(_ style: TextStyle, full: Bool) -> [String] {
    let groups = FindingGroup.groups(result.outcomes)
    let settled = "The state holds what was sent; nothing is left to do."
    return Self.lines("Not converged:", groups.filter(\.isRetried), style, full: full)
      + Self.lines("Taken over:", groups.filter { !$0.isRetried }, end: settled, style, full: full)
  }

  private static func lines(
    _ heading: String,
    _ groups: [FindingGroup],
    end: String = "The next plan tries these again.",
    _ style: TextStyle,
    full: Bool
  ) -> [String] {
    guard !groups.isEmpty else { return [] }
    var lines = [style.paint(heading, .bold), ""]
    for group in full ? groups[...] : groups.prefix(mostListed) {
      let parts = ChangeText.wrapped(group.sentence, width: style.width - 4)
      lines += parts.enumerated().map { index, part in
        index == 0 ? "  \(style.paint("!", .yellow)) \(part)" : "    \(part)"
      }
    }
    return lines + more(groups.count, full: full) + ["", end, ""]
  }

  private static func more(_ count: Int, full: Bool) -> [String] {
    let hidden = count - mostListed
    return full || hidden <= 0
      ? [] : ["", "  … and \(ValueText.count(hidden)) more; --full shows them."]
  }

  /// The deviations from the plan; empty when there are none.
  private func comparisonLines(_ style: TextStyle) -> [String] {
    let deviations = comparison.deviations
    guard !deviations.isEmpty else { return [] }
    guard result.notAttempted < result.outcomes.count else {
      return ["Nothing was attempted.", ""]
    }
    let lines = deviations.flatMap { group in
      ChangeText.wrapped(group.sentence(most: 3), width: style.width - 4).enumerated()
        .map { index, part in
          index == 0
            ? "  \(style.paint(ChangeView.sign(of: group.planned), .yellow)) \(part)"
            : "    \(part)"
        }
    }
    return [style.paint("Not as planned:", .bold), ""] + lines + [""]
  }
}
