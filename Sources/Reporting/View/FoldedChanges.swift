import Diagnostics
import Model
import ParallelWork
import Planning

/// The changes of a long plan, with similar ones in groups.
struct FoldedChanges {
  /// Changes with the same effect.
  struct Group {
    /// How similar the changes of a group are.
    enum Likeness {
      /// They have the same fields with the same values.
      case values
      /// They have the same fields with other values.
      case keys
      /// They have only the action in common and, if they are creations, the file.
      case action
    }

    let likeness: Likeness
    /// The indices of its members in the plan's changes, ascending.
    var members: [Int]
  }

  /// The number of changes above which a plan is folded.
  static let threshold = 200
  /// How many changes must be similar to form a group.
  private static let leastAlike = 3

  /// The groups, ordered by action, then by descending size, then by the first member.
  private(set) var groups: [Group] = []
  /// The indices of changes that are in no group, in the plan's order.
  private(set) var singles: [Int] = []

  init(_ changes: PlanChanges) {
    var rest = fold(foldCreations(changes), likeness: .values) { Self.values(changes[$0]) }
    rest = fold(rest, likeness: .keys) { Self.keys(changes[$0]) }
    singles = rest
    let order = Dictionary(
      uniqueKeysWithValues: Verb.allCases.enumerated().map { ($0.element, $0.offset) }
    )
    func rank(_ group: Group) -> (Int, Int, Int) {
      let first = group.members.first ?? 0
      return (order[changes[first].action.verb] ?? 0, -group.members.count, first)
    }
    groups.sort { rank($0) < rank($1) }
  }

  /// Groups the creations of each file without making changes of them; returns the other changes.
  private mutating func foldCreations(_ changes: PlanChanges) -> [Int] {
    var byFile: [Int: [Int]] = [:]
    var rest: [Int] = []
    for found in Self.files(ofCreations: changes) {
      for (index, file) in found {
        if let file {
          byFile[file, default: []].append(index)
        } else {
          rest.append(index)
        }
      }
    }
    guard !rest.contains(where: { changes.entries[$0].action == .create }) else {
      return Array(changes.indices)
    }
    for members in byFile.values {
      if members.count < Self.leastAlike {
        rest += members
      } else {
        groups.append(Group(likeness: .action, members: members))
      }
    }
    return rest.sorted()
  }

  /// Each change's index in the plan, with the index of the file for a creation, in
  /// pieces in plan order.
  private static func files(ofCreations changes: PlanChanges) -> [[(index: Int, file: Int?)]] {
    concurrently(count: changes.count, piece: 1 << 14) { range in
      range.map { ($0, changes.entries[$0].creation?.file) }
    }
  }

  private mutating func fold(
    _ indices: [Int],
    likeness: Group.Likeness,
    by signature: (Int) -> (String, Group.Likeness)
  ) -> [Int] {
    var found: [String: Int] = [:]
    var candidates: [Group] = []
    for index in indices {
      let (signature, likeness) = signature(index)
      if let group = found[signature] {
        candidates[group].members.append(index)
      } else {
        found[signature] = candidates.count
        candidates.append(Group(likeness: likeness, members: [index]))
      }
    }
    groups += candidates.filter { $0.members.count >= Self.leastAlike }
    let alone = candidates.filter { $0.members.count < Self.leastAlike }.flatMap(\.members)
    return alone.sorted()
  }

  private static func values(_ change: Change) -> (String, Group.Likeness) {
    switch change.action {
    case .create: return ("create \(change.location?.file ?? "")", .action)
    case .rename, .forget, .delete: return (change.action.rawValue, .action)
    case .update, .reidentify, .release: break
    }
    var signature = head(change)
    for key in change.changedKeys {
      let old = change.before?[key].map(ValueText.of) ?? ""
      let new = change.after?[key].map(ValueText.of) ?? ""
      signature += "\n\(key)\t\(old)\t\(new)"
    }
    for finding in change.retriedFindings {
      signature += "\n!\(finding.kind.rawValue)\t\(finding.expected.map(SafeText.quoted) ?? "")"
    }
    return (signature, .values)
  }

  private static func keys(_ change: Change) -> (String, Group.Likeness) {
    let findings = change.retriedFindings.map { "!\($0.kind.rawValue)" }
    let signature = ([head(change)] + change.changedKeys.map(\.description) + findings)
      .joined(separator: "\n")
    return (signature, .keys)
  }

  private static func head(_ change: Change) -> String {
    let released = change.releasedKeys.map { "-\($0)" }.joined(separator: "\n")
    let protection =
      change.wasProtected == change.isProtected ? "" : change.isProtected ? " guarded" : " freed"
    return change.action.rawValue + (change.previousAddress == nil ? "" : " renamed") + protection
      + "\n"
      + released
  }
}
