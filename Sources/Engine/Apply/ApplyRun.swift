import Diagnostics
import Model
import Planning
import State
import Synchronization

/// What one run of an apply keeps between its concurrent changes.
final class ApplyRun: Sendable {
  struct Progress {
    /// One for each change of the plan.
    var marks: [Outcomes.Mark]
    var failuresInARow = 0
    var stop: Diagnostic?
    /// Which address has which contact of the CRM: from the state, then as answered.
    var holders: [ContactID: Address]
    /// Changes that moved their contact to its new address, in the state.
    var moved: Set<Int> = []
    /// What the answers for others said of a contact's address.
    var shared: [Address: Finding] = [:]
  }

  let plan: Plan
  /// The team that the state's contacts are in; `nil` when not known.
  let team: TeamID?
  let order: ApplyOrder
  let onEvent: @Sendable (ApplyEvent) -> Void
  /// The contacts of the state, sorted by address.
  let known: [PriorContact]
  /// Addresses that an interrupted run may have created.
  let unsettled: Set<Address>
  private let options: ApplyOptions
  private let control: ApplyControl
  private let crm: any CRM
  let progress: Mutex<Progress>
  /// Held while an outcome is recorded, so that what two answers say of one contact meets in its
  /// record.
  private let recording = Mutex(())

  init(
    plan: Plan,
    prior: PriorState,
    options: ApplyOptions,
    control: ApplyControl,
    crm: any CRM,
    onEvent: @escaping @Sendable (ApplyEvent) -> Void
  ) throws {
    self.plan = plan
    known = try prior.contacts.all()
    team = prior.team
    order = ApplyOrder(plan.changes)
    unsettled = Set(prior.unsettled)
    self.options = options
    self.control = control
    self.crm = crm
    self.onEvent = onEvent
    // A contact that goes holds nothing: what another address has of it is that one's alone.
    let gone = Set(plan.changes.others.filter { $0.after == nil }.map(\.address))
    let held = known.filter { !gone.contains($0.address) }
    let holders = Dictionary(held.map { ($0.id, $0.address) }) { first, _ in first }
    let marks = Array(repeating: Outcomes.Mark(), count: plan.changes.count)
    progress = Mutex(Progress(marks: marks, holders: holders))
  }

  /// Whether another change may begin.
  var mayStart: Bool { !control.isInterrupted && progress.withLock { $0.stop == nil } }

  /// Ends the run for that reason; the first reason stands.
  func stop(_ reason: Diagnostic) {
    progress.withLock { $0.stop = $0.stop ?? reason }
    crm.stopSending()
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

  /// Runs `body` alone, of all that record.
  func recordInTurn<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
    try recording.withLock { (_) throws(Failure) in try body() }
  }

  /// Nothing is sent any more: lets go of what was only kept for that.
  func endSending() { progress.withLock { $0.holders = [:] } }

  func finish(_ index: Int, _ outcome: Outcome) {
    mark(index, outcome)
    tell(outcome)
  }

  /// Notes an outcome without telling it.
  func mark(_ index: Int, _ outcome: Outcome) {
    let reason: Diagnostic? = progress.withLock { progress in
      progress.marks[index] = Outcomes.Mark(outcome)
      switch outcome.status {
      case .applied, .notAttempted:
        progress.failuresInARow = 0
        return nil
      case .blocked: return nil
      case .failed: progress.failuresInARow += 1
      }
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
    if let reason { stop(reason) }
  }

  /// Tells an outcome that was noted.
  func tell(_ outcome: Outcome) { onEvent(.finished(outcome)) }

  func fail(_ index: Int, _ change: Change, _ error: CRMError) {
    if error.meaning == .stopped, !error.mayHaveLanded { return }
    var diagnostic = error.diagnostic
    diagnostic.address = change.address.description
    diagnostic.location = change.location
    // Before the failure counts as one in a row, of which it is none.
    if error.meaning == .refusesAll {
      var reason = error.diagnostic
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
}
