import Diagnostics
import Planning

extension ApplyReport {
  /// The result of the plan, as one self-contained page.
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
    let names = PlanCompanies(plan.changes)
    let outcomes = result.outcomes
    let kinds = outcomes.map(\.htmlKind)
    var counts = HTMLOutcomeKind.allCases.map { _ in 0 }
    var companies: [String?: [String: Int]] = [:]
    for (outcome, kind) in zip(outcomes, kinds) {
      counts[kind.rawValue] += 1
      companies[names.title(of: outcome.change), default: [:]][kind.id, default: 0] += 1
    }
    let chosen = HTMLPage.chosen(kinds.count, ranks: counts.count) { kinds[$0].rawValue }
    var facts = ["To \(plan.basis.endpoint)"]
    if let serial = result.serial { facts.append("The state is at serial \(serial) now.") }
    if let filters = FilterText.sentence(plan.filters) { facts.append(filters) }
    let first = "what failed or did not converge"
    if let omission = HTMLPage.omission(chosen.count, of: kinds.count, first: first) {
      facts.append(omission)
    }
    return HTMLPage(
      title: "roster apply",
      headline: SummaryLine.apply(result),
      facts: facts,
      messages: messages,
      kindName: "outcome",
      kinds: HTMLOutcomeKind.allCases.filter { counts[$0.rawValue] > 0 }.map {
        .init(id: $0.id, label: $0.label, count: counts[$0.rawValue])
      },
      companies: HTMLCompanies(companies),
      items: chosen.map { index in
        let outcome = outcomes[index]
        return Self.item(outcome, kinds[index], names.title(of: outcome.change))
      },
      version: version
    ).render()
  }

  private static func item(
    _ outcome: Outcome,
    _ kind: HTMLOutcomeKind,
    _ company: String?
  ) -> HTMLPage.Item {
    let further: [String]
    switch outcome.status {
    case .applied(let effect, _):
      let findings = outcome.findings.map {
        FindingText.sentence(for: $0, address: outcome.change.address)
      }
      further = [effect.rawValue] + findings
    case .failed(let diagnostic), .blocked(let diagnostic):
      let said = [diagnostic.detail, diagnostic.hint].compactMap { $0 }.flatMap(SafeText.lines)
      further = ["\(diagnostic.code): \(diagnostic.message)"] + said
    case .notAttempted: further = ["not attempted"]
    }
    return HTMLPage.Item(
      ChangeView(outcome.change),
      company: company,
      kind: kind.id,
      further: further
    )
  }
}

/// The results of changes, as the page groups them, with those that need attention first.
private enum HTMLOutcomeKind: Int, CaseIterable {
  case failed
  case finding
  case notAttempted
  case applied

  /// The name of the kind in the page's styles.
  var id: String {
    switch self {
    case .failed: "failed"
    case .finding: "finding"
    case .notAttempted: "not_attempted"
    case .applied: "applied"
    }
  }

  var label: String {
    switch self {
    case .failed: "failed"
    case .finding: "not converged"
    case .notAttempted: "not attempted"
    case .applied: "applied"
    }
  }
}

extension Outcome {
  fileprivate var htmlKind: HTMLOutcomeKind {
    switch status {
    case .applied: status.hasOpenFindings ? .finding : .applied
    case .failed: .failed
    case .notAttempted, .blocked: .notAttempted
    }
  }
}
