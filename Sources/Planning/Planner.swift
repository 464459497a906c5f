package import Diagnostics
package import Model

/// Makes plans: pure, deterministic, and linear in the number of contacts.
package enum Planner {
  /// What has to happen for the CRM to become what the manifest declares.
  ///
  /// A prior state that was read against a manifest is planned with that manifest. Limits and guards that it
  /// violates are errors among its diagnostics; its changes are complete all the
  /// same, so that they can be looked through.
  ///
  /// - Parameters:
  ///   - desired: What the manifest declares.
  ///   - applied: What was last applied.
  ///   - options: What the command line says.
  ///   - drift: What the CRM holds otherwise, where it was read; at most one entry for each address.
  /// - Returns: the plan, its changes sorted by address.
  package static func plan(
    desired: DesiredState,
    prior applied: PriorState,
    options: PlanOptions,
    drift: [Drift] = []
  ) -> Plan {
    let refreshed = RefreshedState(applied, drift, desired)
    let prior = refreshed.prior
    var filter = AddressFilter(options)
    let join = StateJoin(desired, prior, filter: &filter)
    let renames = RenameDetection(join, desired, prior)
    let kept = join.differing + renames.renames
    let shared = SharedRecords(renames.removed, kept: kept, desired, prior) {
      filter?.selects($0) ?? true
    }
    let removal = Removal(
      renames.removed,
      prior,
      sharing: shared,
      policy: desired.settings.onRemove
    )

    var unchanged = join.unchanged
    var changes = removal.changes
    var sources = SourceWarnings()
    var compared = kept.map { ($0.desired, prior.contacts[$0.prior]) }
    let differing = Set(shared.contacts.isEmpty ? [] : kept.map(\.desired))
    for (place, contact) in shared.contacts where !differing.contains(place) {
      compared.append((place, contact))
      unchanged -= 1
    }
    for (place, known) in compared {
      let contact = desired.contacts[place]
      let comparison = ContactChange(contact, shared.contacts[place] ?? known)
      if comparison.ignoresSource { sources.add(place, contact) }
      let reason = refreshed.reason(of: contact.address, after: comparison.after)
      if let change = comparison.change(desired, because: reason) {
        changes.append(change)
      } else {
        unchanged += 1
      }
    }
    var creations: [Int] = []
    for index in renames.created {
      guard !drift.isEmpty,
        let reason = refreshed.reason(of: desired.contacts.address(index), after: nil)
      else {
        creations.append(index)
        continue
      }
      let contact = desired.contacts[index]
      changes.append(PlanChanges.creation(of: contact, desired, because: reason))
    }
    let sorted = PlanChanges(changes, creations: creations, desired)

    var customFields = CustomFieldUse()
    for change in changes { customFields.add(change) }
    customFields.add(creations, of: desired.contacts)
    let checks =
      SafetyCheck.diagnostics(desired, prior, options)
      + LimitCheck(options, desired.settings, managed: applied.count).diagnostics(sorted.summary)
      + Protection.diagnostics(changes)
    return Plan(
      basis: basis(desired, prior, options, isRefreshed: !drift.isEmpty),
      changes: sorted,
      unchanged: unchanged,
      customFields: customFields.fields(desired),
      diagnostics: checks + renames.diagnostics + removal.diagnostics
        + sources.diagnostics(desired) + (filter?.warnings ?? []),
      filters: filter?.descriptions ?? []
    )
  }

  /// What is wrong with using the state at the endpoint of `options`; `nil` when it belongs there.
  package static func endpointProblem(_ prior: PriorState, _ options: PlanOptions) -> Diagnostic? {
    SafetyCheck.otherEndpoint(prior, options)
  }

  /// Whether both name the same service; a slash at the end makes no difference.
  static func isSameEndpoint(_ left: String, _ right: String) -> Bool {
    func bare(_ endpoint: String) -> Substring {
      var rest = endpoint[...]
      while rest.hasSuffix("/") { rest.removeLast() }
      return rest
    }
    return bare(left) == bare(right)
  }

  /// The team is the state's only where the plan is for the state's endpoint.
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
