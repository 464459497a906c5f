import Model
import Planning

extension PlanReport {
  /// The plan as counts by action, company and field, ending in the line of `SummaryLine.plan`.
  ///
  /// If there are many companies or fields, only the largest are shown, unless `full`.
  package func summary(_ style: TextStyle, full: Bool = false) -> String {
    var lines: [String] = []
    if plan.hasChanges {
      lines.append(basisLine)
      lines += ["", style.paint("By action", .bold), ""] + actionLines(style)
      let companies = companyTable()
      if companies.rows.count > 1 {
        lines += ["", style.paint("By company", .bold), ""] + companies.lines(style, full: full)
      }
      let fields = fieldTable()
      if !fields.rows.isEmpty {
        lines += ["", style.paint("By field", .bold), ""] + fields.lines(style, full: full)
      }
      lines.append("")
    }
    return (lines + endLines(style)).joined(separator: "\n") + "\n"
  }

  private func actionLines(_ style: TextStyle) -> [String] {
    let counts = Action.allCases.map { action in
      (action, plan.changes.entries.count { $0.action == action })
    }.filter { $0.1 > 0 }
    let width = counts.map { ValueText.count($0.1).count }.max() ?? 0
    let names = counts.map { Self.name($0.0).count }.max() ?? 0
    return counts.map { action, count in
      let sign = style.paint(ChangeView.sign(of: action.verb), ChangeText.ink(action.verb))
      let name = DisplayWidth.padded(Self.name(action), to: names)
      let number = ValueText.count(count)
      return "  \(sign) \(name)  \(String(repeating: " ", count: width - number.count))\(number)"
    }
  }

  private static func name(_ action: Action) -> String {
    action == .reidentify ? "re-identify" : action.rawValue
  }

  private func companyTable() -> CountTable {
    let sections = PlanSection.sections(of: plan, by: .company)
    return CountTable(
      columns: verbsInUse.map { ChangeView.sign(of: $0) },
      inks: verbsInUse.map(ChangeText.ink),
      rows: sections.map { section in
        let summary = section.changes.summary
        return CountTable.Row(name: section.title, counts: verbsInUse.map { summary[$0] })
      },
      unit: ("company", "companies")
    )
  }

  private func fieldTable() -> CountTable {
    let counts = FieldCounts(plan.changes).byKey.sorted { $0.key < $1.key }
    return CountTable(
      columns: ["added", "changed", "released"],
      inks: [.green, .yellow, .dim],
      rows: counts.map { key, counts in
        CountTable.Row(
          name: SafeText.inline(key.description),
          counts: [counts.added, counts.changed, counts.released]
        )
      },
      unit: ("field", "fields")
    )
  }
}
