import Diagnostics
import LemlistAPI
import Model
import Planning
import State
import Synchronization

/// What one run of an apply keeps between its concurrent changes.
final class ApplyRun: Sendable {
  private struct Progress {
    /// One for each change of the plan.
    var marks: [Outcomes.Mark]
    var failuresInARow = 0
    var stop: Diagnostic?
    /// Which address has which contact of the CRM: from the state, then as answered.
    var holders: [ContactID: Address]
    /// Addresses that another contact of the plan moves away from, and that this run has written.
    var written: Set<Address> = []
    /// Addresses that failed to move away.
    var occupied: Set<Address> = []
  }

  let plan: Plan
  let onEvent: @Sendable (ApplyEvent) -> Void
  private let prior: PriorState
  /// Addresses that an interrupted run may have created.
  let unsettled: Set<Address>
  private let options: ApplyOptions
  private let control: ApplyControl
  private let client: LemlistClient
  /// Addresses that contacts of the plan move away from.
  private let left: Set<Address>
  private let progress: Mutex<Progress>

  init(
    plan: Plan,
    prior: PriorState,
    options: ApplyOptions,
    control: ApplyControl,
    client: LemlistClient,
    onEvent: @escaping @Sendable (ApplyEvent) -> Void
  ) {
    self.plan = plan
    self.prior = prior
    unsettled = Set(prior.unsettled)
    self.options = options
    self.control = control
    self.client = client
    self.onEvent = onEvent
    left = Set(plan.changes.others.compactMap(\.previousAddress))
    let holders = Dictionary(prior.contacts.map { ($0.id, $0.address) }) { first, _ in first }
    let marks = Array(repeating: Outcomes.Mark(), count: plan.changes.count)
    progress = Mutex(Progress(marks: marks, holders: holders))
  }

  /// The team that the state's contacts are in; `nil` when not known.
  var team: TeamID? { prior.team }

  /// Whether another change may begin.
  var mayStart: Bool { !control.isInterrupted && progress.withLock { $0.stop == nil } }

  /// Ends the run for that reason; the first reason stands.
  func stop(_ reason: Diagnostic) {
    progress.withLock { $0.stop = $0.stop ?? reason }
    client.stopSending()
  }

  /// Why that change must not be tried; `nil` when it may.
  func blocker(of change: Change) -> Diagnostic? {
    guard progress.withLock({ $0.occupied.contains(change.address) }) else { return nil }
    return Diagnostic(
      .error,
      .waitsForRename,
      "\(change.address) was not applied: the contact that has this address in the state could not be "
        + "moved to its new one.",
      address: change.address.description,
      location: change.location,
      hint: "Repair that contact's failure, and apply again."
    )
  }

  /// Notes which contact of the CRM the address has.
  ///
  /// - Returns: Another address that has the same one, or `nil`.
  func claim(_ id: ContactID, for change: Change) -> Address? {
    progress.withLock { progress in
      let holder = progress.holders[id]
      if let holder, holder != change.address, holder != change.previousAddress { return holder }
      progress.holders[id] = change.address
      return nil
    }
  }

  /// Nothing is sent any more: lets go of what was only kept for that.
  func endSending() { progress.withLock { $0.holders = [:] } }

  /// The address whose record moves with the change; `nil` when none does or another contact has it by now.
  func addressToReplace(by change: Change) -> Address? {
    guard let previous = change.previousAddress else { return nil }
    return progress.withLock { $0.written.contains(previous) } ? nil : previous
  }

  /// What the state records for a change without a request; `nil` when it forgets the contact.
  func recordOnly(_ change: Change) -> PriorContact? {
    guard let after = change.after, let known = priorContact(of: change) else { return nil }
    return PriorContact(
      address: change.address,
      id: known.id,
      attributes: after,
      owner: known.owner,
      company: known.company,
      isProtected: change.isProtected
    )
  }

  /// What the state records after an answered request.
  func contact(
    for change: Change,
    sent: ContactUpsert,
    answer: UpsertAnswer,
    findings: [Finding]
  ) -> PriorContact {
    let known = priorContact(of: change)
    let sentLink = ContactField.companyLinks.contains { sent.attributes.has($0) }
    return PriorContact(
      address: change.address,
      id: answer.id,
      attributes: change.after ?? sent.attributes,
      owner: answer.owner ?? known?.owner,
      company: answer.company ?? (sentLink ? nil : known?.company),
      findings: findings,
      isProtected: change.isProtected
    )
  }

  func finish(_ index: Int, _ outcome: Outcome) {
    let reason: Diagnostic? = progress.withLock { progress in
      progress.marks[index] = Outcomes.Mark(outcome)
      guard case .failed = outcome.status else {
        progress.failuresInARow = 0
        if case .applied(_, contact: nil) = outcome.status, let id = outcome.change.contactID,
          progress.holders[id] == outcome.change.address
        {
          progress.holders[id] = nil
        }
        if left.contains(outcome.change.address) { progress.written.insert(outcome.change.address) }
        return nil
      }
      if let previous = outcome.change.previousAddress { progress.occupied.insert(previous) }
      progress.failuresInARow += 1
      guard options.maxFailures > 0, progress.failuresInARow >= options.maxFailures else {
        return nil
      }
      return Diagnostic(
        .error,
        .stoppedByFailures,
        "\(progress.failuresInARow) changes in a row failed, so the rest was not attempted.",
        hint: "Read the failures; --max-failures N raises the limit, --max-failures 0 lifts it."
      )
    }
    onEvent(.finished(outcome))
    if let reason { stop(reason) }
  }

  func fail(_ index: Int, _ change: Change, _ error: APIError) {
    if error.kind == .stopped, !error.mayHaveLanded { return }
    var diagnostic = error.diagnostics[0]
    diagnostic.address = change.address.description
    diagnostic.location = change.location
    // Before the failure counts as one in a row, of which it is none.
    if error.kind == .unauthorized || error.kind == .forbidden {
      var reason = error.diagnostics[0]
      reason.message = "The run was stopped: " + reason.message
      stop(reason)
    }
    finish(
      index,
      Outcome(change: change, status: .failed(diagnostic), attempts: error.attempts)
    )
  }

  /// The answer was about something else, and nothing was recorded of it.
  func refuse(_ index: Int, _ change: Change, _ problem: Diagnostic, attempts: Int) {
    finish(index, Outcome(change: change, status: .failed(problem), attempts: attempts))
    if problem.code == .answerOfAnotherTeam { stop(problem) }
  }

  /// The request landed, and the journal could not be written: nothing more is sent.
  func failToRecord(_ index: Int, _ change: Change, _ error: StateError, attempts: Int) {
    let cause = error.diagnostics[0]
    let diagnostic = Diagnostic(
      .error,
      .notRecorded,
      "\(change.address) was taken by the service, but this could not be recorded: \(cause.message)",
      detail: "The next apply sends it again, which changes nothing in the CRM.",
      address: change.address.description,
      location: change.location,
      hint: cause.hint
    )
    finish(index, Outcome(change: change, status: .failed(diagnostic), attempts: attempts))
    stop(cause)
  }

  /// Everything that happened, complete in the plan's order.
  func result(serial: Serial?) -> ApplyResult {
    progress.withLock { progress in
      let outcomes = Outcomes(of: plan.changes, progress.marks)
      let isWhole = outcomes.countStatuses { status in status == .notAttempted } == 0
      let ending: ApplyResult.Ending
      // Failures that were the last ones stopped nothing.
      if let stop = progress.stop, !isWhole || stop.code != .stoppedByFailures {
        ending = .stopped(stop)
      } else {
        ending = control.isInterrupted && !isWhole ? .interrupted : .complete
      }
      return ApplyResult(outcomes: outcomes, ending: ending, serial: serial)
    }
  }

  private func priorContact(of change: Change) -> PriorContact? {
    prior.contact(at: change.origin)
  }
}
