package import Diagnostics
package import Model
package import Planning
package import State

/// The use case `apply`: the plan is checked against the CRM, then sent, and every outcome
/// recorded.
package enum Apply {
  /// Applies a plan to the session's state.
  ///
  /// - Parameters:
  ///   - plan: Without errors, made from the session's state.
  ///   - session: Holds the state's lock.
  ///   - crm: The one that the plan is for.
  ///   - options: How much at once, and what is checked.
  ///   - control: Through which a person interrupts the run.
  ///   - newLineage: The lineage that the state gets if it has none yet.
  ///   - onCheck: Told what the checks before the first write say; returns it as reports have it.
  ///   - onEvent: Told what happens, from any task, in the order in which it happens to one
  ///     contact.
  /// - Returns: one outcome for each change, whatever happened.
  /// - Throws: an error of the state, when a contact in it cannot be decoded, or two have an id
  ///   that the plan sends; nothing was sent then.
  package static func run(
    _ plan: Plan,
    _ session: StateSession,
    _ crm: any CRM,
    options: ApplyOptions,
    control: ApplyControl,
    newLineage: Lineage,
    onCheck: ([Diagnostic]) -> [Diagnostic],
    onEvent: @escaping @Sendable (ApplyEvent) -> Void
  ) async throws -> ApplyResult {
    let prior = session.snapshot.prior
    try session.requireOwn(Set(plan.changes.others.compactMap(\.contactID)))
    control.onInterrupt { crm.stopSending() }
    let checked: Preflight.Result
    do throws(CRMError) {
      checked = try await Preflight.run(
        plan,
        prior: prior,
        crm: crm,
        checksValues: options.preflight
      )
    } catch {
      guard !control.isInterrupted else { return .notStarted(plan, because: []) }
      return .notStarted(plan, because: onCheck(error.diagnostics))
    }
    let diagnostics = onCheck(checked.diagnostics)
    if diagnostics.containsError { return .notStarted(plan, because: diagnostics) }
    let applier = Applier(
      crm: crm,
      session: session,
      facts: checked.facts,
      options: options,
      control: control
    )
    return try await applier.apply(plan, prior: prior, newLineage: newLineage, onEvent: onEvent)
  }
}

extension ApplyResult {
  /// Nothing was sent, because of these errors.
  package static func notStarted(_ plan: Plan, because diagnostics: [Diagnostic]) -> ApplyResult {
    let outcomes = Outcomes(notAttempted: plan.changes)
    guard let first = diagnostics.first(where: { $0.severity == .error }) else {
      return ApplyResult(outcomes: outcomes, ending: .interrupted, serial: nil)
    }
    return ApplyResult(
      outcomes: outcomes,
      ending: .stopped(first),
      serial: nil,
      diagnostics: diagnostics
    )
  }

  /// Nothing was sent, because a person did not approve it.
  package static func declined(_ plan: Plan) -> ApplyResult {
    ApplyResult(outcomes: Outcomes(notAttempted: plan.changes), ending: .declined, serial: nil)
  }
}
