package import Model
package import Planning

/// Compares what the service answered with what was asked of it.
///
/// Only what the request carried is compared: the answer to an update of one field says nothing of
/// the rest. Where the API is silent on whether an answer holds a value at all (LinkedIn URLs,
/// which the published example omits; job fields of a linked company, which belong to the job), its
/// absence is no finding, and another value is.
package struct AnswerCheck: Sendable {
  private let facts: CRMFacts
  private let adoptsExisting: Bool
  private let unsettled: Set<Address>

  /// `adoptsExisting` says that taking over an existing contact was expected; `unsettled` are the
  /// addresses that an interrupted run may have created, so that finding them is no adoption.
  package init(
    facts: CRMFacts,
    adoptsExisting: Bool = false,
    unsettled: Set<Address> = []
  ) {
    self.facts = facts
    self.adoptsExisting = adoptsExisting
    self.unsettled = unsettled
  }

  /// What is not as asked, in the order: the contact, its company, its owner, its fields.
  package func findings(
    for change: Change,
    sent: ContactUpsert,
    answer: UpsertAnswer,
    sharedWith other: Address?
  ) -> [Finding] {
    var findings = identityFindings(change, answer)
    if let other {
      findings.append(
        Finding(
          .contactShared,
          expected: other.description,
          actual: answer.contact.id.rawValue
        )
      )
    }
    if let finding = companyFinding(sent.attributes, answer) { findings.append(finding) }
    if let finding = ownerFinding(sent.attributes, answer.contact) { findings.append(finding) }
    return findings + fieldFindings(sent.attributes, answer)
  }

  /// What happened in the CRM, from the plan and the answer.
  package func effect(of change: Change, answer: UpsertAnswer) -> Outcome.Effect {
    if answer.created { return .created }
    guard change.contactID == nil else { return .updated }
    let mayBeOurs = answer.mayRepeatEarlierAttempt || unsettled.contains(change.address)
    return mayBeOurs ? .created : .adopted
  }

  private func identityFindings(_ change: Change, _ answer: UpsertAnswer) -> [Finding] {
    guard let known = change.contactID else {
      let isAdoption = effect(of: change, answer: answer) == .adopted
      guard isAdoption, !adoptsExisting else { return [] }
      return [
        Finding(.adopted, actual: answer.contact.id.rawValue, note: sourceNote(change, answer))
      ]
    }
    let id = answer.contact.id
    guard id != known || answer.created else { return [] }
    return [
      Finding(
        answer.created ? .recreated : .contactDiffers,
        expected: known.rawValue,
        actual: id.rawValue
      )
    ]
  }

  private func sourceNote(_ change: Change, _ answer: UpsertAnswer) -> String? {
    guard let declared = change.after?.string(.source), let actual = answer.contact.source,
      declared != actual
    else { return nil }
    return "its source stays \(actual)"
  }

  private func companyFinding(_ sent: Attributes, _ answer: UpsertAnswer) -> Finding? {
    let declared = ResourceType.contact.references.first { sent.has($0) }
    guard let field = declared, let value = sent.string(field) else { return nil }
    guard answer.companyLinked else {
      return Finding(
        .companyNotLinked,
        key: .field(field),
        expected: value,
        note: answer.warnings.first.map { $0.message.isEmpty ? $0.code : $0.message }
      )
    }
    let meant = field == .companyId ? CompanyID(value) : facts.company(field, value)
    guard let linked = answer.contact.company else {
      // Linked, by its own words, to nothing that it names.
      return Finding(.companyDiffers, key: .field(field), expected: value)
    }
    guard let meant, meant != linked else { return nil }
    return Finding(
      .companyDiffers,
      key: .field(field),
      expected: "\(value) (\(meant))",
      actual: linked.rawValue
    )
  }

  private func ownerFinding(_ sent: Attributes, _ contact: RemoteContact) -> Finding? {
    guard let value = sent.string(.contactOwner) else { return nil }
    // What is no address is an id.
    let meant = facts.user(value) ?? (value.contains("@") ? nil : UserID(value))
    let isKept = meant.map { $0 == contact.owner } ?? !facts.knowsMembers
    guard !isKept else { return nil }
    return Finding(
      .ownerIgnored,
      key: .field(.contactOwner),
      expected: value,
      actual: contact.owner?.rawValue
    )
  }

  private func fieldFindings(_ sent: Attributes, _ answer: UpsertAnswer) -> [Finding] {
    let circumstances = HeldValue.Circumstances(
      isNew: answer.created,
      isLinked: answer.companyLinked
    )
    return sent.compactMap { entry in
      let held = HeldValue(entry.key, entry.value, in: answer.contact, circumstances)
      guard !held.isKept else { return nil }
      return Finding(
        .fieldNotKept,
        key: entry.key,
        expected: held.expected,
        actual: held.actual
      )
    }
  }
}
