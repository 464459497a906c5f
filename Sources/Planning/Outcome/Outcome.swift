package import Diagnostics
package import Model

/// The result of one change.
package struct Outcome: Equatable, Sendable {
  package enum Status: Equatable, Sendable {
    /// It was applied; `contact` is what the state now records, `nil` if it
    /// was forgotten or deleted.
    case applied(Effect, contact: Contact?)
    /// The service refused it or could not be reached; nothing is recorded for it.
    indirect case failed(Diagnostic)
    /// It was not tried, because the run stopped before it.
    case notAttempted
    /// It was not tried, because a change that it waits for did not succeed; the
    /// diagnostic names that change.
    indirect case blocked(Diagnostic)

    /// What the CRM did differently, settled or not; empty when the change failed.
    package var findings: [Finding] {
      guard case .applied(_, let contact?) = self else { return [] }
      return contact.findings
    }

    /// Whether something did not converge.
    package var hasOpenFindings: Bool { findings.contains { $0.isOpen } }
  }

  /// What an answer told about a contact beyond what the plan knew.
  package struct Contact: Equatable, Sendable {
    package let id: ContactID
    /// What the CRM did differently from what was asked.
    package let findings: [Finding]

    package init(id: ContactID, findings: [Finding]) {
      self.id = id
      self.findings = findings
    }
  }

  /// The effect of a change in the CRM.
  package enum Effect: String, Hashable, Sendable {
    case created
    case updated
    /// The plan announced a creation, but an existing contact was updated.
    case adopted
    /// Only the state changed.
    case recorded
    case deleted
  }

  package let change: Change
  package let status: Status
  /// How often the request was sent; 0 when none was.
  package let attempts: Int

  package init(change: Change, status: Status, attempts: Int = 0) {
    self.change = change
    self.status = status
    self.attempts = attempts
  }

  /// What the CRM did differently, settled or not; empty when the change failed.
  package var findings: [Finding] {
    status.findings
  }
}

/// The result of an apply as a whole; always complete, however the apply ended.
package struct ApplyResult: Equatable, Sendable {
  package enum Ending: Equatable, Sendable {
    /// Every change was tried.
    case complete
    /// Something stopped the run, such as wrong credentials or too many failures;
    /// the diagnostic explains it.
    case stopped(Diagnostic)
    /// A person or the system interrupted the run.
    case interrupted
    /// A person did not approve the plan, so nothing was sent.
    case declined
  }

  /// The outcome of each change of the plan, in the plan's order.
  package let outcomes: Outcomes
  package let ending: Ending
  /// The state's serial after the run; `nil` when the state was not written.
  package let serial: Serial?
  /// Diagnostics beside those of the outcomes, sorted.
  package let diagnostics: [Diagnostic]

  package init(
    outcomes: [Outcome],
    ending: Ending,
    serial: Serial?,
    diagnostics: [Diagnostic] = []
  ) {
    self.init(
      outcomes: Outcomes(outcomes),
      ending: ending,
      serial: serial,
      diagnostics: diagnostics
    )
  }

  package init(
    outcomes: Outcomes,
    ending: Ending,
    serial: Serial?,
    diagnostics: [Diagnostic] = []
  ) {
    self.outcomes = outcomes
    self.ending = ending
    self.serial = serial
    self.diagnostics = diagnostics.sorted()
  }

  /// What stopped the run, followed by `diagnostics`.
  package var everyDiagnostic: [Diagnostic] {
    guard case .stopped(let reason) = ending else { return diagnostics }
    return [reason] + diagnostics.filter { $0 != reason }
  }

  /// How many of the contacts counted as created existed in the CRM already.
  package var adopted: Int {
    outcomes.count { outcome in
      guard case .applied(.adopted, _) = outcome.status else { return false }
      return outcome.change.action.verb == .create
    }
  }

  /// The applied changes, counted by the plan's verbs; `findings` counts contacts
  /// that did not converge.
  package var applied: PlanSummary {
    var summary = PlanSummary()
    for index in outcomes.indices {
      let status = outcomes.status(index)
      guard case .applied = status else { continue }
      summary[outcomes.action(index).verb] += 1
      if status.hasOpenFindings { summary.findings += 1 }
    }
    return summary
  }

  package var failed: Int {
    outcomes.countStatuses { status in if case .failed = status { true } else { false } }
  }

  /// How many changes were not tried, because the run stopped or because they wait for others.
  package var notAttempted: Int {
    outcomes.countStatuses { status in
      switch status {
      case .notAttempted, .blocked: true
      case .applied, .failed: false
      }
    }
  }
}
