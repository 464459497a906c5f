import Diagnostics
import Model
import Planning

extension PlanReport {
  /// The plan for a terminal or a log, ending in the line of `SummaryLine.plan`.
  ///
  /// Above 200 changes, similar ones are folded and long values are cut, unless `full`. If no plan
  /// could be made, the errors are shown in full.
  package func text(
    _ style: TextStyle,
    full: Bool = false,
    groupBy grouping: PlanGrouping? = nil
  ) -> String {
    var lines: [String] = []
    if plan.hasChanges {
      lines.append(contentsOf: heading(style))
      if let grouping {
        lines.append(contentsOf: sectionLines(style, full: full, by: grouping))
      } else {
        lines.append(contentsOf: changeLines(style, full: full))
      }
      lines.append("")
    }
    lines.append(contentsOf: endLines(style))
    return lines.joined(separator: "\n") + "\n"
  }

  private func changeLines(_ style: TextStyle, full: Bool) -> [String] {
    if plan.changes.count > FoldedChanges.threshold, !full {
      return FoldedText(changes: plan.changes, style: style).lines() + foldedNote
    }
    let writer = ChangeText(style: style, full: full)
    return plan.changes.flatMap { [""] + writer.lines(ChangeView($0)) }
  }

  private func sectionLines(
    _ style: TextStyle,
    full: Bool,
    by grouping: PlanGrouping
  ) -> [String] {
    var sections = PlanSection.sections(of: plan, by: grouping)
    let isFolded = plan.changes.count > FoldedChanges.threshold && !full
    if isFolded, sections.count > Self.mostSections {
      sections = PlanSection.largestFirst(sections)
    }
    let shown = isFolded ? sections.prefix(Self.mostSections) : sections[...]
    let writer = ChangeText(style: style, full: full)
    var lines: [String] = []
    var room = FoldedChanges.threshold
    for section in shown {
      lines += ["", style.paint(section.title, .bold) + ": \(section.counts)"]
      if isFolded {
        lines += FoldedText(changes: section.changes, style: style)
          .lines(room: &room)
      } else {
        lines += section.changes.flatMap { [""] + writer.lines(ChangeView($0)) }
      }
    }
    let hidden = sections.dropFirst(shown.count)
    if !hidden.isEmpty {
      let contacts = hidden.reduce(0) { $0 + $1.changes.count }
      lines += [
        "",
        "… and \(ValueText.count(hidden.count)) smaller ones with \(ValueText.contacts(contacts)).",
      ]
    }
    return lines + (isFolded ? foldedNote : [])
  }

  /// The most headings of a folded plan; if there are more, the largest are shown.
  private static let mostSections = 50

  private var foldedNote: [String] {
    [
      "",
      "  Changes that are alike are folded, as there are \(ValueText.count(plan.changes.count)):",
      "  --full shows each of them.",
    ]
  }

  func heading(_ style: TextStyle) -> [String] {
    let legend = verbsInUse.map { verb in
      style.paint(ChangeView.sign(of: verb), ChangeText.ink(verb)) + " \(verb)"
    }
    return [basisLine, "", "  " + legend.joined(separator: "   ")]
  }

  var basisLine: String {
    let basis =
      plan.basis.lineage == nil
      ? "without a state yet" : "from the state at serial \(plan.basis.serial)"
    return "Plan for \(SafeText.inline(plan.basis.endpoint)), \(basis):"
  }

  /// The notes, diagnostics and summary for the plan as a whole.
  func endLines(_ style: TextStyle) -> [String] {
    FilterText.lines(plan.filters, style) + diagnosticLines(style) + [SummaryLine.plan(plan)]
  }

  private func diagnosticLines(_ style: TextStyle) -> [String] {
    if plan.isMissing { return [DiagnosticReport.text(plan.diagnostics, style)] }
    let errors = plan.diagnostics.count { $0.severity == .error }
    let warnings = plan.diagnostics.count - errors
    var lines: [String] = []
    if warnings > 0 { lines.append("\(warnings) \(warnings == 1 ? "warning" : "warnings").") }
    if errors > 0 {
      lines.append(
        style.paint(
          "\(errors) \(errors == 1 ? "error forbids" : "errors forbid") applying this plan.",
          .red
        )
      )
    }
    return lines.isEmpty ? [] : lines + [""]
  }
}
