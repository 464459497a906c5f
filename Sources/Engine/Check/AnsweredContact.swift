package import Diagnostics
package import Model
package import Planning

/// Tells whether an answer is about the contact that was sent.
///
/// An answer about somebody else must leave no trace: with its id recorded, the next change would
/// be written over that person's record.
package struct AnsweredContact {
  private let change: Change
  private let sent: ContactUpsert
  private let answer: UpsertAnswer
  private let team: TeamID?

  /// `team` is the one that the run writes to; `nil` when it is not known.
  package init(change: Change, sent: ContactUpsert, answer: UpsertAnswer, team: TeamID?) {
    (self.change, self.sent, self.answer, self.team) = (change, sent, answer, team)
  }

  /// Why nothing may be recorded of the answer; `nil` when it may.
  package var problem: Diagnostic? {
    if let team, let answered = answer.contact.team, team != answered {
      return problem(
        .answerOfAnotherTeam,
        "The answer for \(change.address) is about a contact of the team \(answered), and this run is "
          + "for the team \(team).",
        hint: "Find out which team the API key belongs to:\n  roster plan --refresh"
      )
    }
    guard isStrangers else { return nil }
    let named = ([answer.contact.id.rawValue] + answer.contact.emails.prefix(1)).joined(
      separator: ", "
    )
    return problem(
      .answerAboutAnother,
      "The service answered for \(change.address) about another contact (\(named)): nothing is "
        + "recorded of it.",
      hint: "Look both contacts up in the CRM. The next apply sends this one again, by its own "
        + "identifiers."
    )
  }

  private func problem(_ code: DiagnosticCode, _ message: String, hint: String) -> Diagnostic {
    Diagnostic(
      .error,
      code,
      message,
      address: change.address.description,
      location: change.location,
      hint: hint
    )
  }

  /// Whether the first identifier that was sent, and that the answer speaks of, is another one
  /// there.
  private var isStrangers: Bool {
    // The state's own contact, whatever became of its identifiers: a finding says so.
    if answer.contact.id == (sent.id ?? change.contactID) { return false }
    for field in ResourceType.contact.identifiers {
      guard let value = sent.attributes.string(field) else { continue }
      if let isSame = isAnswered(field, value) { return !isSame }
    }
    return sent.id != nil || isDoubtful
  }

  /// Whether an answer that speaks of no identifier that was sent, and not of the state's contact,
  /// may be somebody else's.
  private var isDoubtful: Bool {
    let isKnownAlready = !answer.created && !answer.mayRepeatEarlierAttempt
    if change.contactID != nil, isKnownAlready { return true }
    var sentEmails: Set<String> = []
    if case .list(let emails)? = sent.attributes[.additionalEmails] {
      sentEmails.formUnion(emails.map(NormalizedIdentifier.email))
    }
    return answer.contact.emails.contains { !sentEmails.contains(NormalizedIdentifier.email($0)) }
  }

  /// Whether the answer holds that identifier; `nil` when it does not say.
  private func isAnswered(_ field: Field, _ value: String) -> Bool? {
    let sent = NormalizedIdentifier(field, value)
    switch field {
    // Every answer has the addresses, by the description. The first one is the identifier: whoever
    // has the sent one as a further address may be somebody else.
    case .email:
      return answer.contact.emails.first.map { NormalizedIdentifier(.email, $0) == sent } ?? false
    default: return answer.contact.text(field).map { NormalizedIdentifier(field, $0) == sent }
    }
  }
}
