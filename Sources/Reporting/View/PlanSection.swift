import Diagnostics
import Model
import ParallelWork
import Planning

/// The changes that stand under one heading.
struct PlanSection {
  /// The heading, safe to print.
  let title: String
  /// Whether this is the section of the changes that belong to no other.
  let isLast: Bool
  /// The changes of the section, in the plan's order.
  let changes: PlanChanges

  /// Divides the plan into sections, each change in exactly one; empty sections are left out.
  ///
  /// Files stand in reading order and companies by name; changes without one come last.
  static func sections(of plan: Plan, by grouping: PlanGrouping) -> [PlanSection] {
    let changes = plan.changes
    switch grouping {
    case .file:
      var order: [String: Int] = [:]
      for (index, file) in plan.basis.files.enumerated() { order[file.path] = index }
      return sections(changes, by: { $0.location?.file }) { file in
        guard let file else { return .last("no longer declared") }
        return Heading(rank: order[file] ?? order.count, title: SafeText.inline(file))
      }
    case .company:
      let companies = PlanCompanies(changes)
      return sections(changes, by: \.companyLink) { link in
        guard let link else { return .last("no company") }
        return Heading(rank: 0, title: companies.title(ofLink: link))
      }
    }
  }

  /// Divides the changes; `key` is called for each change, on all cores, and
  /// `heading` for each key.
  private static func sections(
    _ changes: PlanChanges,
    by key: (PlanEntry) -> String?,
    _ heading: (String?) -> Heading
  ) -> [PlanSection] {
    let pieces = concurrently(count: changes.count, piece: 1 << 14) { range in
      Dictionary(grouping: range) { key(changes.entries[$0]) }
    }
    var byKey: [String?: [Int]] = [:]
    for piece in pieces { byKey.merge(piece, uniquingKeysWith: +) }
    var found: [Heading: [Int]] = [:]
    for (key, indices) in byKey { found[heading(key), default: []] += indices }
    return found.sorted { $0.key < $1.key }.map { heading, indices in
      PlanSection(
        title: heading.title,
        isLast: heading.rank == .max,
        changes: changes.selecting(indices.sorted())
      )
    }
  }

  /// Sorts sections by descending size; sections of the same size stay in their order.
  static func largestFirst(_ sections: [PlanSection]) -> [PlanSection] {
    sections.enumerated()
      .sorted { ($1.element.changes.count, $0.offset) < ($0.element.changes.count, $1.offset) }
      .map(\.element)
  }

  /// The counts by verb, such as `2 to create, 1 to update`.
  var counts: String {
    let summary = changes.summary
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
