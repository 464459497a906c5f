import Diagnostics
import Model
import Planning

extension ApplyReport {
  /// The result of the plan, for a pull request's comment or a job's summary.
  ///
  /// It is never longer than `maxBytes` bytes of UTF-8, and it says what was left out.
  package func markdown(maxBytes: Int = 60_000) -> String {
    var document = MarkdownDocument(limit: maxBytes)
    let endpoint = MarkdownText.code(SafeText.inline(plan.basis.endpoint))
    let serial = result.serial.map { " The state is at serial \($0) now." } ?? ""
    let head =
      "<!-- roster apply -->\n## roster apply\n\n**\(SummaryLine.apply(result))**\n\n"
      + "To \(endpoint).\(serial)\n\n" + MarkdownText.filters(plan.filters)
    guard document.append(head, reserve: Self.reserve) else {
      let line = SummaryLine.apply(result) + "\n"
      return line.utf8.count <= maxBytes ? line : ""
    }
    appendEnding(to: &document)
    appendComparison(to: &document)
    append("failed", failures(), to: &document)
    let groups = FindingGroup.groups(result.outcomes)
    append(
      "not converged",
      groups.filter(\.isRetried).map { ["! " + $0.sentence] },
      to: &document
    )
    append(
      "taken over",
      groups.filter { !$0.isRetried }.map { ["! " + $0.sentence] },
      to: &document
    )
    append("not attempted", notAttempted(), to: &document)
    document.append("<sub>roster \(MarkdownText.code(SafeText.inline(version)))</sub>\n")
    return document.text
  }

  /// Room, in bytes, for five headings that say what is missing, and for the end.
  private static let reserve = 600

  private func appendEnding(to document: inout MarkdownDocument) {
    let style = TextStyle(color: false, width: 100)
    let diagnostics = result.everyDiagnostic
    guard !diagnostics.isEmpty else { return }
    let lines = diagnostics.prefix(20)
      .flatMap { DiagnosticReport.text([$0], style).split(separator: "\n").map(String.init) }
    document.append(
      MarkdownText.block(Array(lines), language: "text") + "\n",
      reserve: Self.reserve
    )
  }

  /// Lists in few words what did not go as planned; the sections that follow name all of it.
  private func appendComparison(to document: inout MarkdownDocument) {
    let deviations = comparison.deviations
    guard !deviations.isEmpty else { return }
    guard result.notAttempted < result.outcomes.count else {
      document.append("Nothing was attempted.\n\n", reserve: Self.reserve)
      return
    }
    let lines = deviations.map { $0.sentence(most: 5) }
    document.append(
      "Not as planned:\n\n" + MarkdownText.block(lines, language: "text") + "\n",
      reserve: Self.reserve
    )
  }

  /// The changes that were not attempted; those that wait for others have a reason.
  private func notAttempted() -> [[String]] {
    result.outcomes.compactMap { outcome in
      let address = "  " + SafeText.inline(outcome.change.address.description)
      switch outcome.status {
      case .applied, .failed: return nil
      case .notAttempted: return [address]
      case .blocked(let reason):
        return [address, "#     \(reason.code.id): \(SafeText.inline(reason.message))"]
      }
    }
  }

  private func failures() -> [[String]] {
    result.outcomes.failures.map { outcome, diagnostic in
      let address = SafeText.inline(outcome.change.address.description)
      let place = (outcome.change.location ?? diagnostic.location).map {
        "  (\(SafeText.inline($0.description)))"
      }
      let hints = [diagnostic.detail, diagnostic.hint].compactMap { $0 }.flatMap(SafeText.lines)
      return ["- \(address)\(place ?? "")"]
        + ["-     \(diagnostic.code.id): \(SafeText.inline(diagnostic.message))"]
        + hints.map { "#     \($0)" }
    }
  }

  private func append(_ what: String, _ blocks: [[String]], to document: inout MarkdownDocument) {
    guard !blocks.isEmpty else { return }
    let heading = "\(ValueText.count(blocks.count)) \(what)"
    let shown = document.appendDetails(
      summary: heading,
      blocks: blocks,
      of: blocks.count,
      reserve: Self.reserve
    )
    let hidden = blocks.count - shown
    if hidden > 0 {
      document.append("**\(ValueText.count(hidden)) of the \(heading) are not shown here.**\n\n")
    }
  }
}
