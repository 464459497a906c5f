import Diagnostics
import Model
import Planning

/// The changes that stand under one heading.
struct PlanSection {
  /// Safe to print.
  let title: String
  /// In the plan's order.
  var changes: [Change]

  /// Every change in exactly one section; sections without changes are left out.
  ///
  /// Files stand in reading order and companies by name; what has none comes last.
  static func sections(of plan: Plan, by grouping: PlanGrouping) -> [PlanSection] {
    switch grouping {
    case .file:
      var order: [String: Int] = [:]
      for (index, file) in plan.basis.files.enumerated() { order[file.path] = index }
      return sections(plan.changes) { change in
        guard let file = change.location?.file else { return .last("no longer declared") }
        return Heading(rank: order[file] ?? order.count, title: SafeText.inline(file))
      }
    case .company:
      let companies = PlanCompanies(plan.changes)
      return sections(plan.changes) { change in
        guard let title = companies.title(of: change) else { return .last("no company") }
        return Heading(rank: 0, title: title)
      }
    }
  }

  private static func sections(
    _ changes: PlanChanges,
    _ heading: (Change) -> Heading
  ) -> [PlanSection] {
    var found: [Heading: PlanSection] = [:]
    for change in changes {
      let heading = heading(change)
      found[heading, default: PlanSection(title: heading.title, changes: [])].changes
        .append(change)
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Those with as many changes stay in their order.
  static func largestFirst(_ sections: [PlanSection]) -> [PlanSection] {
    sections.enumerated()
      .sorted { ($1.element.changes.count, $0.offset) < ($0.element.changes.count, $1.offset) }
      .map(\.element)
  }

  /// Such as `2 to create, 1 to update`.
  var counts: String {
    let summary = PlanSummary(of: changes, unchanged: 0)
    return Verb.allCases.filter { summary[$0] > 0 }
      .map { "\(ValueText.count(summary[$0])) to \($0)" }.joined(separator: ", ")
  }

  private struct Heading: Hashable, Comparable {
    let rank: Int
    let title: String

    static func last(_ title: String) -> Heading { Heading(rank: .max, title: title) }

    static func < (left: Heading, right: Heading) -> Bool {
      (left.rank, left.title) < (right.rank, right.title)
    }
  }
}
