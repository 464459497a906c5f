import Diagnostics
import Planning

extension PlanReport {
  /// The plan as one self-contained page, to look at, search and filter.
  package func html() -> String {
    let summary = plan.summary
    var facts = ["For \(plan.basis.endpoint)"]
    if !plan.isMissing {
      facts[0] +=
        plan.basis.lineage == nil
        ? ", without a state yet" : ", from the state at serial \(plan.basis.serial)"
      if let filters = FilterText.sentence(plan.filters) { facts.append(filters) }
      if plan.isErrored { facts.append("Errors forbid applying this plan.") }
    }
    let changes = plan.changes
    let names = PlanCompanies(changes)
    let ranks = Verb.allCases.reversed().map(\.rawValue)
    let chosen = HTMLPage.chosen(changes.count, ranks: ranks.count) { index in
      ranks.firstIndex(of: changes.entries[index].action.verb.rawValue) ?? 0
    }
    let first = "what is removed or updated"
    if let omission = HTMLPage.omission(chosen.count, of: changes.count, first: first) {
      facts.append(omission)
    }
    return HTMLPage(
      title: "roster plan",
      headline: SummaryLine.plan(plan),
      facts: facts,
      messages: plan.diagnostics.map(HTMLPage.Message.init),
      kindName: "action",
      kinds: verbsInUse.map { .init(id: $0.rawValue, label: $0.rawValue, count: summary[$0]) },
      companies: companies,
      items: chosen.map { HTMLPage.Item(ChangeView(changes[$0]), company: names.title($0)) },
      version: version
    ).render()
  }

  private var companies: HTMLCompanies {
    var counts: [String?: [String: Int]] = [:]
    for section in PlanSection.sections(of: plan, by: .company) {
      let summary = section.changes.summary
      let verbs = Verb.allCases.map { ($0.rawValue, summary[$0]) }
      counts[section.isLast ? nil : section.title] = Dictionary(uniqueKeysWithValues: verbs)
    }
    return HTMLCompanies(counts)
  }
}

extension HTMLPage.Message {
  init(_ diagnostic: Diagnostic) {
    let place = diagnostic.location.map { ["at \($0)"] } ?? []
    let related = diagnostic.related.map { "\($0.location): \($0.message)" }
    let said = [diagnostic.detail, diagnostic.hint].compactMap { $0 }.flatMap(SafeText.lines)
    self.init(
      severity: diagnostic.severity.rawValue,
      head: "\(diagnostic.severity.rawValue) \(diagnostic.code): \(diagnostic.message)",
      lines: place + said + related
    )
  }
}

extension HTMLPage.Item {
  init(_ view: ChangeView, company: String?, kind: String? = nil, further: [String] = []) {
    self.init(
      kind: kind ?? view.verb.rawValue,
      sign: view.sign,
      title: view.previousAddress.map { "\($0) → \(view.address)" } ?? view.address,
      place: view.location ?? "",
      company: company,
      rows: view.fields.map { field in
        HTMLPage.Row(
          kind: field.kind.rawValue,
          name: field.name,
          old: field.old,
          new: field.new,
          note: [field.note, field.place].compactMap { $0 }.joined(separator: ", ")
        )
      },
      notes: further + view.notes
    )
  }
}
