import Diagnostics
import Model
import Planning

/// Names what a saved plan says otherwise than the plan that is made anew from its manifest and
/// state.
struct PlanDifference {
  /// Errors; none when both say the same.
  private(set) var problems: [Diagnostic] = []
  private let planFile: String
  private var unsaid = 0

  /// More say nothing new.
  private static let shown = 10

  init(_ planFile: String) { self.planFile = planFile }

  /// Compares all that is sent, recorded or counted.
  ///
  /// Where things stand in the manifest is compared only while its text is what it was.
  mutating func compare(_ saved: Plan, with anew: Plan) {
    let isSameText = saved.basis.files == anew.basis.files
    var (index, other) = (0, 0)
    while index < saved.changes.count || other < anew.changes.count {
      let said = index < saved.changes.count ? saved.changes[index] : nil
      let meant = other < anew.changes.count ? anew.changes[other] : nil
      if let said, meant.map({ PlanChanges.precedes(said, $0) }) ?? true {
        report("they ask for no such change of \(said.address)", said)
        index += 1
      } else if let meant, said.map({ PlanChanges.precedes(meant, $0) }) ?? true {
        report("it lacks their change of \(meant.address)", meant)
        other += 1
      } else if let said, let meant {
        if let member = Self.member(of: said, unlike: meant, isSameText) {
          report("`\(member)` of \(said.address) is not what they ask for", meant)
        }
        index += 1
        other += 1
      }
    }
    if saved.unchanged != anew.unchanged {
      report(
        "it counts \(saved.unchanged) unchanged contacts, and there are \(anew.unchanged)",
        nil
      )
    }
    if saved.filters != anew.filters { report("`filters` is not in the usual order", nil) }
    if !Self.areEqual(saved.customFields, anew.customFields, isSameText) {
      report("`custom_fields` is not what they ask for", nil)
    }
    if unsaid > 0 {
      problems.append(error("The plan \(planFile) has \(unsaid) more faults of this kind.", nil))
    }
  }

  /// The first member of the plan's document in which two changes of an address differ.
  private static func member(of said: Change, unlike meant: Change, _ isSameText: Bool) -> String? {
    guard !isSameText || said != meant else { return nil }
    let members: [(isSame: Bool, name: String)] = [
      (said.action == meant.action, "roster_action"),
      (said.previousAddress == meant.previousAddress, "previous_address"),
      (said.contactID == meant.contactID, said.address.type.name + "_id"),
      (said.before == meant.before, "change.before" + key(said.before, meant.before)),
      (said.after == meant.after, "change.after" + key(said.after, meant.after)),
      (said.request == meant.request, "request"),
      (said.isProtected == meant.isProtected, "protected"),
      (said.wasProtected == meant.wasProtected, "was_protected"),
      (said.retriedFindings == meant.retriedFindings, "retried_findings"),
      (said.reason == meant.reason, "action_reason"),
      (said.changedKeys == meant.changedKeys, "changed_fields"),
      (said.releasedKeys == meant.releasedKeys, "released_fields"),
      (said.companyName == meant.companyName, "company_name"),
      (!isSameText || said.location == meant.location, "source"),
      (!isSameText || said.keyLocations == meant.keyLocations, "field_sources"),
    ]
    return members.first { !$0.isSame }?.name
  }

  /// The first field in which the two differ, behind a dot; empty where one of them has none.
  private static func key(_ said: Attributes?, _ meant: Attributes?) -> String {
    guard let said, let meant else { return "" }
    let keys = Set(said.keys).union(meant.keys).sorted()
    return keys.first { said[$0] != meant[$0] }.map { ".\($0)" } ?? ""
  }

  private static func areEqual(
    _ said: [DesiredCustomField],
    _ meant: [DesiredCustomField],
    _ isSameText: Bool
  ) -> Bool {
    said.elementsEqual(meant) { said, meant in
      said.name == meant.name && said.type == meant.type
        && (!isSameText || said.location == meant.location)
    }
  }

  /// Says one fault, unless enough are said.
  mutating func report(_ reason: String, _ change: Change?) {
    guard problems.count < Self.shown else { return unsaid += 1 }
    problems.append(
      error(
        "The plan \(planFile) does not follow from its manifest and the state: \(reason).",
        change
      )
    )
  }

  private func error(_ message: String, _ change: Change?) -> Diagnostic {
    Diagnostic(
      .error,
      .planUnfounded,
      message,
      address: change?.address.description,
      location: change?.location,
      hint: "Make a new plan and review it:\n  roster plan --out \(ShellWord.path(planFile))"
    )
  }
}
