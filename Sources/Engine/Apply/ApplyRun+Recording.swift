import Model
import Planning
import State
import Synchronization

/// What the state records.
extension ApplyRun {
  /// What the state records for a change without a request, or for the move that comes before one.
  ///
  /// `nil` when there is nothing to move.
  func entry(recording change: Change) -> StateEntry? {
    guard let known = priorContact(of: change), let after = change.after else {
      return change.request == nil ? .remove(change.origin) : nil
    }
    guard change.request == nil else {
      return .put(known.moved(to: change.address), replacing: change.previousAddress)
    }
    let contact = PriorContact(
      address: change.address,
      id: known.id,
      attributes: after,
      owner: known.owner,
      company: known.company,
      isProtected: change.isProtected
    )
    return .put(contact, replacing: change.previousAddress)
  }

  /// What the state records after an answered request.
  ///
  /// That a contact was taken over is said once: the state holds all that was sent, so nothing is
  /// left to do.
  func contact(
    for change: Change,
    sent: ContactUpsert,
    answer: RemoteContact,
    findings: [Finding]
  ) -> PriorContact {
    let known = priorContact(of: change)
    let sentLink = ResourceType.contact.references.contains { sent.attributes.has($0) }
    return PriorContact(
      address: change.address,
      id: answer.id,
      attributes: change.after ?? sent.attributes,
      owner: answer.owner ?? known?.owner,
      company: answer.company ?? (sentLink ? nil : known?.company),
      findings: findings.filter { $0.kind != .adopted },
      isProtected: change.isProtected
    )
  }

  /// The entries of an outcome; `nil` removes the change's contact.
  ///
  /// When the answer was about a contact of the CRM that another address has, that one's values may
  /// be overwritten: its record says so too, so that they are sent again once the contact is its
  /// own.
  func entries(for change: Change, _ contact: PriorContact?) -> [StateEntry] {
    guard let contact else { return [.remove(change.address)] }
    return progress.withLock { progress in
      let own = progress.shared[contact.address].map(contact.adding) ?? contact
      var entries: [StateEntry] = [.put(own)]
      let shared = contact.findings.first { $0.kind == .contactShared }
      guard let other = shared?.expected.flatMap({ Address($0) }) else { return entries }
      let finding = Finding(
        .contactShared,
        expected: contact.address.description,
        actual: contact.id.rawValue
      )
      progress.shared[other] = finding
      if let record = record(of: other, progress) { entries.append(.put(record.adding(finding))) }
      return entries
    }
  }

  /// What the state holds of that address by now; `nil` when it is still to be recorded.
  private func record(of address: Address, _ progress: Progress) -> PriorContact? {
    guard let index = plan.changes.index(of: address) else { return known.contact(at: address) }
    let change = plan.changes[index]
    if case .applied(_, let answered?) = progress.marks[index].status, let after = change.after {
      return PriorContact(
        address: address,
        id: answered.id,
        attributes: after,
        findings: answered.findings.filter { $0.kind != .adopted },
        isProtected: change.isProtected
      )
    }
    return priorContact(of: change)?.moved(to: address)
  }

  private func priorContact(of change: Change) -> PriorContact? {
    known.contact(at: change.origin)
  }
}

extension PriorContact {
  fileprivate func adding(_ finding: Finding) -> PriorContact {
    guard !findings.contains(finding) else { return self }
    return PriorContact(
      address: address,
      fingerprint: fingerprint,
      id: id,
      attributes: attributes,
      owner: owner,
      company: company,
      findings: findings + [finding],
      isProtected: isProtected
    )
  }
}
