import Model
import State

/// Says address by address what a merge of two states makes of them.
struct MergeText {
  let merge: StateStore.Merge
  /// The states' paths.
  let ours: String
  let theirs: String
  let base: String?

  private static let mostListed = 50

  /// Conflicts first, all of them; of the rest the first 50, unless all are wanted.
  func description(listsAll: Bool) -> String {
    let result = merge.result
    let conflicts = result.decisions.filter { $0.decision.isConflict }
    let others = result.decisions.filter { !$0.decision.isConflict }
    let shown = listsAll ? others[...] : others.prefix(Self.mostListed)
    var lines = [heading]
    lines += conflicts.map { "! \($0.address): \(sentence($0.decision))" }
    lines += shown.map { "  \($0.address): \(sentence($0.decision))" }
    let hidden = others.count - shown.count
    if hidden > 0 {
      lines.append("  … and \(hidden) more without a conflict; --verbose lists them.")
    }
    let contacts = result.contacts.count
    lines.append(
      "\(contacts) \(contacts == 1 ? "contact" : "contacts"): \(result.sameCount) the same in both, "
        + "\(others.count) changed in one, \(conflicts.count) in conflict."
    )
    return lines.joined(separator: "\n")
  }

  private var heading: String {
    let serials = merge.serials
    var text = "\(theirs) (serial \(serials.theirs)) goes into \(ours) (serial \(serials.ours))"
    if let base, let serial = serials.base {
      text += "; both grew from \(base) (serial \(serial))."
    } else {
      text += ". Without --base, whatever differs is a conflict, and a removal is not seen."
    }
    return text
  }

  private func name(_ side: StateMerge.Side) -> String { side == .ours ? ours : theirs }

  private func sentence(_ decision: StateMerge.Decision) -> String {
    switch decision {
    case .taken(let side):
      return "as \(name(side)) has it, which alone \(base == nil ? "has it" : "changed it")"
    case .removed(let side): return "removed, as \(name(side)) alone did"
    case .joined(let keys):
      guard !keys.isEmpty else { return "both changed what is known of it; the values agree" }
      let names = keys.map(\.description).joined(separator: ", ")
      return "both changed it; the next plan sends what differs again: \(names)"
    case .keptThoughRemoved(let side):
      return "kept, as \(name(side)) changed it and the other removed it"
    case .contradictory(let left, let right):
      return
        "two contacts in the CRM (\(left), \(right)): neither is kept, and the next plan asks anew"
    case .renamed(let address):
      return "the same contact in the CRM as \(address), under which it stays"
    }
  }
}
