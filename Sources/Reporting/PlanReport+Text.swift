import Diagnostics
import Model
import Planning

extension PlanReport {
  /// The plan for a terminal or a log, ending in the line of `SummaryLine.plan`.
  ///
  /// Above 200 changes those alike are folded and long values are cut, unless `full`.
  package func text(_ style: TextStyle, full: Bool = false) -> String {
    var lines: [String] = []
    if plan.hasChanges {
      lines.append(contentsOf: heading(style))
      if plan.changes.count > FoldedChanges.threshold, !full {
        lines.append(contentsOf: foldedLines(style))
      } else {
        let writer = ChangeText(style: style, full: full)
        for change in plan.changes {
          lines.append("")
          lines.append(contentsOf: writer.lines(ChangeView(change)))
        }
      }
      lines.append("")
    }
    lines.append(contentsOf: filterLines(style))
    lines.append(contentsOf: diagnosticLines(style))
    lines.append(SummaryLine.plan(plan))
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ style: TextStyle) -> [String] {
    let legend = verbsInUse.map { verb in
      style.paint(ChangeView.sign(of: verb), ChangeText.ink(verb)) + " \(verb)"
    }
    let basis =
      plan.basis.lineage == nil
      ? "without a state yet" : "from the state at serial \(plan.basis.serial)"
    return [
      "Plan for \(SafeText.inline(plan.basis.endpoint)), \(basis):",
      "",
      "  " + legend.joined(separator: "   "),
    ]
  }

  private func filterLines(_ style: TextStyle) -> [String] {
    guard !plan.filters.isEmpty else { return [] }
    let filters = plan.filters.map(SafeText.inline).joined(separator: " ")
    return ChangeText.wrapped(
      "Only a part of the contacts was looked at: \(filters). The others are left alone.",
      width: style.width
    ) + [""]
  }

  private func diagnosticLines(_ style: TextStyle) -> [String] {
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

  func foldedLines(_ style: TextStyle) -> [String] {
    let writer = ChangeText(style: style, full: false)
    let folded = FoldedChanges(plan.changes)
    var lines: [String] = []
    for group in folded.groups {
      lines.append("")
      lines.append(contentsOf: groupLines(group, writer))
    }
    for index in folded.singles.prefix(FoldedChanges.threshold) {
      lines.append("")
      lines.append(contentsOf: writer.lines(ChangeView(plan.changes[index])))
    }
    let hidden = folded.singles.count - FoldedChanges.threshold
    if hidden > 0 {
      lines += ["", "  … and \(ValueText.contacts(hidden)) more, each changed otherwise."]
    }
    return lines + [
      "",
      "  Changes that are alike are folded, as there are \(ValueText.count(plan.changes.count)):",
      "  --full shows each of them.",
    ]
  }

  private func groupLines(_ group: FoldedChanges.Group, _ writer: ChangeText) -> [String] {
    guard let first = group.members.first else { return [] }
    let sample = plan.changes[first]
    let verb = sample.action.verb
    let names = group.members.prefix(3).map {
      SafeText.inline(plan.changes[$0].address.description)
    }
    let sign = writer.style.paint(ChangeView.sign(of: verb), ChangeText.ink(verb))
    let what: String
    switch sample.action {
    case .create: what = " in \(SafeText.inline(sample.location?.file ?? "the manifest"))"
    case .rename: what = " with a new key"
    case .update, .reidentify, .release, .forget, .delete: what = ""
    }
    let count = writer.style.paint(ValueText.contacts(group.members.count), .bold)
    var lines = ["  \(sign) \(count)\(what)"]
    lines += writer.noteLines(["such as " + names.joined(separator: ", ")])
    let view = ChangeView(sample)
    let fields = view.fields.filter { $0.kind != .identity }
    switch group.likeness {
    case .values: lines += writer.fieldLines(Self.released(fields)) + writer.noteLines(view.notes)
    case .keys:
      let names = fields.filter { $0.kind != .resent }.map(\.name).joined(separator: ", ")
      let what = names.isEmpty ? "" : "\(names) (values differ)"
      lines += writer.noteLines([what].filter { !$0.isEmpty } + view.notes)
    case .action:
      if sample.action != .create { lines += writer.noteLines([Self.note(sample.action)]) }
    }
    return lines
  }

  /// Released values differ from contact to contact, and lines differ, so neither is shown for many.
  private static func released(_ fields: [ChangeView.Field]) -> [ChangeView.Field] {
    fields.map { field in
      ChangeView.Field(
        kind: field.kind,
        name: field.name,
        old: field.kind == .released ? nil : field.old,
        new: field.kind == .resent ? nil : field.new,
        place: nil,
        note: field.note
      )
    }
  }

  private static func note(_ action: Action) -> String {
    switch action {
    case .forget: "no longer declared: the state drops them, the CRM keeps the contacts"
    case .delete:
      "no longer declared: deleted in the CRM, with their leads, conversations and activities"
    default: "state only, no request"
    }
  }
}
