package import Diagnostics
package import Model

/// Makes plans: pure, deterministic, and linear in the number of contacts.
package enum Planner {
  /// Computes what has to happen for the CRM to become what the manifest declares.
  ///
  /// When the plan violates limits or guards, its diagnostics contain errors, but its changes are
  /// complete all the same, so that they can be reviewed.
  ///
  /// - Parameters:
  ///   - desired: What the manifest declares.
  ///   - prior: What was last applied.
  ///   - options: The options from the command line.
  ///   - drift: What the CRM holds differently, if it was read; at most one entry for each address.
  /// - Returns: The plan, with its changes sorted by address.
  /// - Throws: An error of the state when a contact that differs cannot be decoded.
  package static func plan(
    desired: DesiredState,
    prior: PriorState,
    options: PlanOptions,
    drift: [Drift] = []
  ) throws -> Plan {
    let drifted = DriftedState(drift)
    var filter = AddressFilter(options)
    let join = try StateJoin(desired, prior, drifted, filter: &filter)
    let identities = IdentityMatch(join, desired, drifted)
    let selection = PlanSelection(identities, desired, join.known, filter: &filter)
    let shared = try SharedRecords(
      selection.removed.map { join.known[$0] },
      kept: identities.pairs.map { (join.known[$0.prior].address, $0.desired) },
      desired,
      prior
    ) { filter?.selects($0) ?? true }
    let removal = Removal(
      selection.removed,
      join.known,
      drifted,
      sharing: shared,
      policy: desired.settings.onRemove
    )
    let oneContact = SharedContacts(identities.pairs, join.known)
    let refused = Set(oneContact.groups.flatMap { $0.pairs.map(\.desired) })

    var comparisons = Comparisons(desired, drifted)
    for pair in selection.pairs where !refused.contains(pair.desired) {
      comparisons.add(pair.desired, shared.contacts[pair.desired] ?? join.known[pair.prior])
    }
    let resent = shared.contacts.isEmpty ? [:] : shared.without(identities.pairs)
    for place in resent.keys.sorted() { resent[place].map { comparisons.add(place, $0) } }
    let changes = removal.changes + comparisons.changes
    let creations = selection.created
    let sorted = PlanChanges(changes, creations: creations, desired)

    var customFields = CustomFieldUse()
    for change in changes { customFields.add(change) }
    customFields.add(creations, of: desired.contacts)
    let checks =
      SafetyCheck.diagnostics(desired, prior, options)
      + LimitCheck(options, desired.settings, managed: prior.contacts.count).diagnostics(
        sorted.summary
      )
      + Protection.diagnostics(changes)
      + Recreation.diagnostics(changes, creations: creations.count, options, desired.settings)
    let words = IdentityDiagnostics(desired: desired, known: join.known)
    let said = words.diagnostics(identities, oneContact, selection, edited: comparisons.edited)
    return Plan(
      basis: basis(desired, prior, options, isRefreshed: !drift.isEmpty),
      changes: sorted,
      unchanged: join.unchanged - resent.count + comparisons.unchanged,
      customFields: customFields.fields(desired),
      diagnostics: checks + said + selection.diagnostics + removal.diagnostics
        + comparisons.fixedFields.diagnostics(desired) + (filter?.warnings ?? []),
      filters: filter?.descriptions ?? [],
      allowances: options.allowances
    )
  }

  /// Why the state cannot be used at the endpoint of `options`; `nil` when it belongs there.
  package static func endpointProblem(_ prior: PriorState, _ options: PlanOptions) -> Diagnostic? {
    SafetyCheck.otherEndpoint(prior, options)
  }

  /// Whether both name the same service; a final slash makes no difference.
  static func isSameEndpoint(_ left: String, _ right: String) -> Bool {
    func bare(_ endpoint: String) -> Substring {
      var rest = endpoint[...]
      while rest.hasSuffix("/") { rest.removeLast() }
      return rest
    }
    return bare(left) == bare(right)
  }

  /// The basis of the plan; it has the state's team only if the state is of the same endpoint.
  private static func basis(
    _ desired: DesiredState,
    _ prior: PriorState,
    _ options: PlanOptions,
    isRefreshed: Bool
  ) -> Plan.Basis {
    let isElsewhere = prior.endpoint.map { !isSameEndpoint($0, options.endpoint) } ?? false
    return Plan.Basis(
      lineage: prior.lineage,
      serial: prior.serial,
      endpoint: options.endpoint,
      team: isElsewhere ? nil : prior.team,
      files: desired.files,
      statePath: options.statePath,
      isRefreshed: isRefreshed
    )
  }
}
