import Diagnostics
import Model
import Planning

/// Holds the changes of a saved plan against the state: who they are about follows from it, or they are refused.
///
/// What a plan says of itself proves nothing, since whoever can write one can make its digest, too.
struct SavedChangesGuard {
  private let plan: Plan
  private let prior: [PriorContact]
  private let planFile: String
  /// Addresses whose contact moves away or goes.
  private let vacated: Set<Address>
  /// Addresses of contacts that are forgotten or deleted.
  private let gone: Set<Address>
  private var problems: [Diagnostic] = []
  private var count = 0

  /// More say nothing new.
  private static let shown = 10

  /// - Throws: an error of the state, when a contact in it cannot be decoded.
  init(_ plan: Plan, _ prior: PriorState, planFile: String) throws {
    (self.plan, self.prior, self.planFile) = (plan, try prior.contacts.all(), planFile)
    gone = Set(plan.changes.others.filter { $0.after == nil }.map(\.address))
    vacated = Set(
      plan.changes.others.compactMap { change in
        change.previousAddress ?? (change.after == nil ? change.address : nil)
      }
    )
  }

  /// Errors; none when every change follows from the state.
  mutating func run() -> [Diagnostic] {
    var origins: Set<Address> = []
    for change in plan.changes {
      check(change)
      guard change.action != .create else { continue }
      if !origins.insert(change.origin).inserted {
        report(change, "\(change.origin) is changed twice")
      }
    }
    checkDeletions()
    checkIdentifiers()
    checkUnchanged(changed: origins)
    if count > problems.count {
      report("has \(count - problems.count) more faults of this kind", nil)
    }
    return problems
  }

  private mutating func check(_ change: Change) {
    guard change.action != .create else { return checkCreation(change) }
    guard let known = prior.contact(at: change.origin) else {
      return report(change, "it has no \(change.origin)")
    }
    if change.contactID != known.id {
      let named = change.contactID?.description ?? "none"
      report(change, "the id of \(change.origin) is \(known.id) there, and \(named) in the plan")
    }
    if change.after != nil, !isRetry(change, of: known) {
      report(change, "what had not converged of \(change.origin) is something else there")
    }
    if change.wasProtected != known.isProtected {
      report(change, "\(change.origin) is \(known.isProtected ? "" : "not ")protected there")
    }
    if let key = strangeKey(change, known) {
      report(change, "`before` has another \(key) of \(change.origin) than it records")
    }
    if change.previousAddress != nil, !isFree(change.address) {
      report(change, "\(change.origin) would move to \(change.address), which is another contact's")
    }
  }

  /// Whether what is tried again is what the state says, or that a contact which goes has the same record.
  private func isRetry(_ change: Change, of known: PriorContact) -> Bool {
    if change.retriedFindings == known.findings { return true }
    guard let last = change.retriedFindings.last, last.kind == .contactShared,
      let other = last.expected.flatMap({ Address($0) }), gone.contains(other),
      prior.contact(at: other)?.id == known.id
    else { return false }
    let others = known.findings.filter { $0.kind != .contactShared }
    return Array(change.retriedFindings.dropLast()) == others
  }

  private mutating func checkCreation(_ change: Change) {
    guard !isFree(change.address) else { return }
    // The CRM had lost that contact.
    guard !plan.basis.isRefreshed || change.reason != .drift else { return }
    report(change, "\(change.address) would be created, and it has that contact already")
  }

  private func isFree(_ address: Address) -> Bool {
    vacated.contains(address) || prior.contact(at: address) == nil
  }

  /// A field of which `before` is not what the state records.
  ///
  /// In a plan that has read the CRM it may be what that held, but for what is sent without having changed.
  private func strangeKey(_ change: Change, _ known: PriorContact) -> AttributeKey? {
    guard let before = change.before, before != known.attributes else { return nil }
    let isExplained: (AttributeKey) -> Bool = { key in
      guard plan.basis.isRefreshed else { return false }
      guard case .upsert(let upsert)? = change.request, upsert.attributes[key] != nil else {
        return key.field?.role.contains(.identifier) != true || change.releasedKeys.contains(key)
      }
      return change.changedKeys.contains(key)
    }
    let keys = Set(before.keys).union(known.attributes.keys)
    return keys.sorted().first { before[$0] != known.attributes[$0] && !isExplained($0) }
  }

  /// An id that a contact keeps is not deleted under another address of it.
  private mutating func checkDeletions() {
    let deletions = plan.changes.others.filter { $0.action == .delete }
    guard !deletions.isEmpty else { return }
    let ids = Dictionary(deletions.map { ($0.contactID, $0) }) { first, _ in first }
    for contact in prior where !gone.contains(contact.address) {
      guard let change = ids[contact.id] else { continue }
      report(change, "\(contact.address) is the same contact of the CRM, and stays")
    }
  }

  /// What finds a contact in the CRM is its own, or nobody's in the state, or given up in the same plan.
  private mutating func checkIdentifiers() {
    var claims: [NormalizedIdentifier: Int] = [:]
    for (index, change) in plan.changes.enumerated() {
      guard case .upsert(let upsert)? = change.request else { continue }
      for identifier in upsert.attributes.normalizedIdentifiers {
        guard let other = claims.updateValue(index, forKey: identifier) else { continue }
        report(change, "\(plan.changes[other].address) would be sent with the same identifier")
      }
    }
    guard !claims.isEmpty else { return }
    var kept: [Address: [NormalizedIdentifier]] = [:]
    for change in plan.changes.others where change.action != .create {
      kept[change.origin] = identifiersKept(change)
    }
    for contact in prior {
      for identifier in contact.attributes.normalizedIdentifiers {
        guard let index = claims[identifier] else { continue }
        let change = plan.changes[index]
        let isOwn = change.origin == contact.address
        guard !isOwn, kept[contact.address]?.contains(identifier) ?? true else { continue }
        report(change, "it would be sent with an identifier of \(contact.address)")
      }
    }
  }

  /// The CRM keeps what no other value takes the place of, and a contact that is forgotten.
  private func identifiersKept(_ change: Change) -> [NormalizedIdentifier] {
    let isGone = plan.basis.isRefreshed && change.reason == .drift && change.after == nil
    let before = isGone ? [] : change.before?.normalizedIdentifiers ?? []
    let after = change.after?.normalizedIdentifiers ?? []
    return after + before.filter { old in !after.contains { $0.field == old.field } }
  }

  /// Contacts that are not declared are changes, so what a whole plan leaves is unchanged.
  private mutating func checkUnchanged(changed: Set<Address>) {
    var touched = changed
    for change in plan.changes where change.action == .create { touched.insert(change.address) }
    let rest = prior.count { !touched.contains($0.address) }
    guard plan.filters.isEmpty ? plan.unchanged != rest : plan.unchanged > rest else { return }
    report("has \(plan.unchanged) unchanged contacts, and \(rest) of the state have no change", nil)
  }

  private mutating func report(_ change: Change, _ reason: String) {
    count += 1
    guard problems.count < Self.shown else { return }
    report("does not follow from the state: \(reason)", change)
  }

  private mutating func report(_ reason: String, _ change: Change?) {
    problems.append(
      Diagnostic(
        .error,
        .planUnfounded,
        "The plan \(planFile) \(reason).",
        address: change?.address.description,
        hint: "Make a new plan and review it:\n  roster plan --out FILE"
      )
    )
  }
}

extension Change {
  /// Where the state has the contact.
  var origin: Address { previousAddress ?? address }
}
