import Diagnostics
import Planning

extension ApplyReport {
  /// What became of the plan, as one self-contained page.
  package func html() -> String {
    var messages = result.everyDiagnostic.map(HTMLPage.Message.init)
    if !result.outcomes.isEmpty, result.notAttempted == result.outcomes.count {
      messages.append(
        HTMLPage.Message(severity: "warning", head: "Nothing was attempted", lines: [])
      )
    } else if !comparison.isAsPlanned {
      messages.append(
        HTMLPage.Message(
          severity: "warning",
          head: "Not as planned",
          lines: comparison.deviations.map { $0.sentence(most: 10) }
        )
      )
    }
    let companies = PlanCompanies(plan.changes)
    let items = result.outcomes.map { Self.item($0, companies.title(of: $0.change)) }
    let labels = [
      ("failed", "failed"), ("finding", "not converged"), ("not_attempted", "not attempted"),
      ("applied", "applied"),
    ]
    var counts: [String: Int] = [:]
    for item in items { counts[item.kind, default: 0] += 1 }
    var facts = ["To \(plan.basis.endpoint)"]
    if let serial = result.serial { facts.append("The state is at serial \(serial) now.") }
    if let filters = FilterText.sentence(plan.filters) { facts.append(filters) }
    return HTMLPage(
      title: "roster apply",
      headline: SummaryLine.apply(result),
      facts: facts,
      messages: messages,
      kindName: "outcome",
      kinds: labels.compactMap { id, label in
        counts[id].map { .init(id: id, label: label, count: $0) }
      },
      items: items,
      version: version
    ).render()
  }

  private static func item(_ outcome: Outcome, _ company: String?) -> HTMLPage.Item {
    let view = ChangeView(outcome.change)
    switch outcome.status {
    case .applied(let effect, _):
      let findings = outcome.findings.map {
        FindingText.sentence(for: $0, address: outcome.change.address)
      }
      let kind = findings.isEmpty ? "applied" : "finding"
      return HTMLPage.Item(
        view,
        company: company,
        kind: kind,
        further: [effect.rawValue] + findings
      )
    case .failed(let diagnostic):
      let said = [diagnostic.detail, diagnostic.hint].compactMap { $0 }.flatMap(SafeText.lines)
      return HTMLPage.Item(
        view,
        company: company,
        kind: "failed",
        further: ["\(diagnostic.code): \(diagnostic.message)"] + said
      )
    case .notAttempted:
      return HTMLPage.Item(
        view,
        company: company,
        kind: "not_attempted",
        further: ["not attempted"]
      )
    }
  }
}
