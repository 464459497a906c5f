import Diagnostics
package import Model
package import Planning
package import State
import Synchronization

/// Applies a plan: sends its requests, checks each answer, records each outcome, and tells what
/// happens.
///
/// Each outcome is in the journal before it is told. The state is committed at the end, however the
/// run ends, and what could not be committed stays in the journal for the next command.
package struct Applier: Sendable {
  private let crm: any CRM
  private let session: StateSession
  private let facts: CRMFacts
  private let options: ApplyOptions
  private let control: ApplyControl

  /// `facts` come from `Preflight`, `session` holds the state's lock.
  package init(
    crm: any CRM,
    session: StateSession,
    facts: CRMFacts,
    options: ApplyOptions,
    control: ApplyControl
  ) {
    self.crm = crm
    self.session = session
    self.facts = facts
    self.options = options
    self.control = control
  }

  /// Applies `plan` to `prior`, the session's state, and commits.
  ///
  /// The result has one outcome for each change, whatever happened. `newLineage` is the lineage
  /// that the state gets if it has none yet; `onEvent` is told what happens, from any task, in the
  /// order in which it happens to one contact.
  ///
  /// - Throws: an error of the state, when a contact in it cannot be decoded; nothing was sent
  ///   then.
  package func apply(
    _ plan: Plan,
    prior: PriorState,
    newLineage: Lineage,
    onEvent: @escaping @Sendable (ApplyEvent) -> Void
  ) async throws -> ApplyResult {
    let run = try ApplyRun(
      plan: plan,
      prior: prior,
      options: options,
      control: control,
      crm: crm,
      onEvent: onEvent
    )
    control.onInterrupt { [crm] in crm.stopSending() }
    var serial: Serial?
    do throws(StateError) {
      try await session.begin(
        lineage: prior.lineage ?? newLineage,
        endpoint: plan.basis.endpoint,
        team: facts.team ?? prior.team
      )
      await applyAll(run)
      run.endSending()
      serial = try await session.commit()
    } catch {
      run.stop(error.diagnostics[0])
    }
    return run.result(serial: serial)
  }

  private func applyAll(_ run: ApplyRun) async {
    let order = run.order
    for ring in order.rings { recordTogether(ring, run) }
    for index in order.records { recordAlone(index, run) }
    await send(order.clearing, run)
    for index in order.laterRecords { recordAlone(index, run) }
    for wave in order.waves { await send(wave, run) }
  }

  private func send(_ wave: [Int], _ run: ApplyRun) async {
    let queue = WaveQueue(wave)
    await withDiscardingTaskGroup { group in
      for _ in 0..<min(options.parallelism, wave.count) {
        group.addTask {
          while let index = queue.next() { await perform(index, run) }
        }
      }
    }
  }

  /// Records what changes the state alone, unless its address is still taken.
  private func recordAlone(_ index: Int, _ run: ApplyRun) {
    guard run.mayStart else { return }
    let change = run.plan.changes[index]
    guard let blocker = run.addressBlocker(of: index, change) else {
      return recordTogether([index], run)
    }
    // One with a request is told when it is its turn.
    guard change.request == nil else { return }
    run.finish(index, Outcome(change: change, status: .blocked(blocker)))
  }

  /// Records changes that count together or not at all, and the moves of those that have a request,
  /// too.
  private func recordTogether(_ indices: [Int], _ run: ApplyRun) {
    guard run.mayStart else { return }
    let changes = indices.map { run.plan.changes[$0] }
    for change in changes where change.request == nil { run.onEvent(.started(change)) }
    let entries = changes.map(run.entry(recording:))
    do throws(StateError) {
      try session.record(entries.compactMap(\.self))
    } catch {
      for (index, change) in zip(indices, changes) where change.request == nil {
        run.failToRecord(index, change, error, attempts: 0)
      }
      return run.stop(error.diagnostics[0])
    }
    run.noteMoved(indices, changes)
    for (index, (change, entry)) in zip(indices, zip(changes, entries)) where change.request == nil
    {
      var contact: Outcome.Contact?
      if case .put(let recorded, _) = entry { contact = .init(id: recorded.id, findings: []) }
      let status = Outcome.Status.applied(.recorded, contact: contact)
      run.finish(index, Outcome(change: change, status: status))
    }
  }

  private func perform(_ index: Int, _ run: ApplyRun) async {
    guard run.mayStart else { return }
    let change = run.plan.changes[index]
    if let blocker = run.blocker(of: index, change) {
      return run.finish(index, Outcome(change: change, status: .blocked(blocker)))
    }
    run.onEvent(.started(change))
    guard announce(change, run) else { return }
    do throws(CRMError) {
      switch try await send(change, run) {
      case .done(let answered): record(index, change, answered, run)
      case .refused(let problem, let attempts):
        // The note of a creation stays: the CRM may have the contact all the same.
        run.refuse(index, change, problem, attempts: attempts)
      }
    } catch {
      settle(change, error, run)
      run.fail(index, change, error)
    }
  }

  /// Notes that a creation is about to be sent, so that after a crash it is known that the CRM may
  /// have it.
  ///
  /// - Returns: Whether it may be sent.
  private func announce(_ change: Change, _ run: ApplyRun) -> Bool {
    guard change.contactID == nil, change.request != nil else { return true }
    do throws(StateError) {
      try session.record(.sending(change.address))
      return true
    } catch {
      run.stop(error.diagnostics[0])
      return false
    }
  }

  /// Takes the note back when the creation certainly did not happen.
  private func settle(_ change: Change, _ error: CRMError, _ run: ApplyRun) {
    let isNoted = run.unsettled.contains(change.address)
    guard change.contactID == nil, !error.mayHaveLanded, !isNoted else { return }
    do throws(StateError) {
      try session.record(.remove(change.address))
    } catch {
      run.stop(error.diagnostics[0])
    }
  }

  private enum Sent {
    case done(Answered)
    /// The answer is about something else, so that nothing may be recorded of it.
    case refused(Diagnostic, attempts: Int)
  }

  /// What became of a request.
  private struct Answered {
    let effect: Outcome.Effect
    /// What the state records; `nil` when the contact is gone.
    let contact: PriorContact?
    let findings: [Finding]
    let attempts: Int
  }

  private func send(_ change: Change, _ run: ApplyRun) async throws(CRMError) -> Sent {
    switch change.request {
    case nil: preconditionFailure("what has no request is recorded before")
    case .delete(let id):
      try await crm.delete(id, label: change.address.description)
      return .done(Answered(effect: .deleted, contact: nil, findings: [], attempts: 1))
    case .upsert(let planned):
      let upsert = try await settled(planned, change)
      let answer = try await crm.send(upsert, label: change.address.description)
      let answered = AnsweredContact(
        change: change,
        sent: upsert,
        answer: answer,
        team: facts.team ?? run.team
      )
      if let problem = answered.problem {
        return .refused(problem, attempts: answer.attempts)
      }
      let check = AnswerCheck(
        facts: facts,
        adoptsExisting: options.adopt,
        unsettled: run.unsettled
      )
      let findings = check.findings(
        for: change,
        sent: upsert,
        answer: answer,
        sharedWith: run.claim(answer.contact.id, for: change)
      )
      return .done(
        Answered(
          effect: check.effect(of: change, answer: answer),
          contact: run.contact(
            for: change,
            sent: upsert,
            answer: answer.contact,
            findings: findings
          ),
          findings: findings,
          attempts: answer.attempts
        )
      )
    }
  }

  /// The request, with the contact's id where its new identifiers cannot find it.
  private func settled(
    _ upsert: ContactUpsert,
    _ change: Change
  ) async throws(CRMError) -> ContactUpsert {
    guard let doubtful = DoubtfulContact(change, upsert) else { return upsert }
    let found = try await crm.lookUp(doubtful.keys(for: crm.lookupFields))
    return ContactUpsert(id: doubtful.id(among: found), attributes: upsert.attributes)
  }

  private func record(_ index: Int, _ change: Change, _ answered: Answered, _ run: ApplyRun) {
    let contact = answered.contact.map {
      Outcome.Contact(id: $0.id, findings: answered.findings)
    }
    let outcome = Outcome(
      change: change,
      status: .applied(answered.effect, contact: contact),
      attempts: answered.attempts
    )
    do throws(StateError) {
      try run.recordInTurn { () throws(StateError) in
        try session.record(run.entries(for: change, answered.contact))
        run.mark(index, outcome)
      }
      run.tell(outcome)
    } catch {
      run.failToRecord(index, change, error, attempts: answered.attempts)
    }
  }
}

/// What of a wave has not begun yet.
private final class WaveQueue: Sendable {
  private let indices: [Int]
  private let begun = Atomic(0)

  init(_ indices: [Int]) { self.indices = indices }

  /// The next one; each is handed out once.
  func next() -> Int? {
    let place = begun.wrappingAdd(1, ordering: .relaxed).oldValue
    return place < indices.count ? indices[place] : nil
  }
}
