import Diagnostics
import Model
import Planning

extension PlanReport {
  /// The plan for a pull request's comment, with the summary first and the changes folded.
  ///
  /// It is never longer than `maxBytes` bytes of UTF-8, and it says what was left out.
  package func markdown(maxBytes: Int = 60_000) -> String {
    var document = MarkdownDocument(limit: maxBytes)
    guard document.append(markdownHead(), reserve: Self.reserve) else {
      let line = SummaryLine.plan(plan) + "\n"
      return line.utf8.count <= maxBytes ? line : ""
    }
    appendDiagnostics(to: &document)
    var shown = 0
    if plan.changes.count > FoldedChanges.threshold {
      let overview = FoldedText(changes: plan.changes, style: TextStyle(width: 100)).lines()
        .dropFirst()
      _ = document.append(
        MarkdownText.block(Array(overview), language: "text") + "\n",
        reserve: max(Self.reserve, document.room / 2)
      )
    }
    for verb in verbsInUse.reversed() {
      let changes = plan.changes.lazy.filter { $0.action.verb == verb }
      shown += document.appendDetails(
        summary: Self.heading(verb, plan.summary[verb]),
        blocks: changes.map { Self.diffLines(ChangeView($0)) },
        of: plan.summary[verb],
        reserve: Self.reserve
      )
    }
    let hidden = plan.changes.count - shown
    if hidden > 0 {
      document.append(
        "**\(ValueText.count(hidden)) of \(ValueText.count(plan.changes.count)) changes are not shown "
          + "here**, as the comment would be too long. The text, JSON and HTML reports have all of them.\n\n"
      )
    }
    document.append("<sub>roster \(MarkdownText.code(SafeText.inline(version)))</sub>\n")
    return document.text
  }

  /// Room, in bytes, for what follows the changes.
  private static let reserve = 400

  private func markdownHead() -> String {
    var text = "<!-- roster plan -->\n## roster plan\n\n**\(SummaryLine.plan(plan))**\n\n"
    let endpoint = MarkdownText.code(SafeText.inline(plan.basis.endpoint))
    text += "For \(endpoint)"
    if plan.isMissing { return text + ".\n\n" }
    text +=
      plan.basis.lineage == nil
      ? ", without a state yet.\n\n" : ", from the state at serial \(plan.basis.serial).\n\n"
    text += MarkdownText.filters(plan.filters)
    let errors = plan.diagnostics.count { $0.severity == .error }
    if errors > 0 {
      text +=
        "**\(errors) \(errors == 1 ? "error forbids" : "errors forbid") applying this plan.**\n\n"
    }
    return text
  }

  /// Adds diagnostics in at most a third of the room, and counts those that do not fit.
  private func appendDiagnostics(to document: inout MarkdownDocument) {
    guard !plan.diagnostics.isEmpty else { return }
    let style = TextStyle(color: false, width: 100)
    var lines: [String] = []
    var size = 0
    var hidden = 0
    for diagnostic in plan.diagnostics.sorted(by: { $0.severity == .error && $1.severity != .error }
    ) {
      let text = DiagnosticReport.text([diagnostic], style).split(separator: "\n").map(String.init)
      size += text.reduce(0) { $0 + $1.utf8.count + 1 }
      if size > document.room / 3 { hidden += 1 } else { lines += text }
    }
    if !lines.isEmpty {
      document.append(
        MarkdownText.block(lines, language: "text") + "\n",
        reserve: Self.reserve
      )
    }
    if hidden > 0 { document.append("… and \(hidden) more of them.\n\n", reserve: Self.reserve) }
  }

  private static func heading(_ verb: Verb, _ count: Int) -> String {
    "\(ChangeView.sign(of: verb)) \(ValueText.count(count)) to \(verb)"
  }

  /// One change as lines of a diff, with `+` and `-` for differences and `#` for notes.
  private static func diffLines(_ view: ChangeView) -> [String] {
    let who = view.previousAddress.map { "\($0) → \(view.address)" } ?? view.address
    let mark = ["create": "+", "delete": "-"][view.verb.rawValue] ?? "!"
    var lines = ["\(mark) \(who)" + (view.location.map { "  (\($0))" } ?? "")]
    let width = min(28, view.fields.map { DisplayWidth.of($0.name) }.max() ?? 0)
    for field in view.fields {
      let name = DisplayWidth.padded(field.name, to: width)
      let tail = (field.note.map { "  \($0)" } ?? "") + (field.place.map { "  (\($0))" } ?? "")
      switch field.kind {
      case .identity, .resent: lines.append("      \(name)  \(field.new ?? "")\(tail)")
      case .added: lines.append("+     \(name)  \(field.new ?? "")\(tail)")
      case .changed:
        lines.append("-     \(name)  \(field.old ?? "")")
        lines.append("+     \(name)  \(field.new ?? "")\(tail)")
      case .released: lines.append("#     \(name)  \(field.old ?? "")\(tail)")
      }
    }
    return lines + view.notes.map { "#     \($0)" }
  }
}
