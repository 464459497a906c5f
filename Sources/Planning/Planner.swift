package import Model

/// Makes plans: pure, deterministic, and linear in the number of contacts.
package enum Planner {
  /// What has to happen for the CRM to become what the manifest declares.
  ///
  /// Limits and guards that it violates are errors among its diagnostics; its changes are complete all the
  /// same, so that they can be looked through.
  package static func plan(
    desired: DesiredState,
    prior: PriorState,
    options: PlanOptions
  ) -> Plan {
    var filter = AddressFilter(options)
    let join = StateJoin(desired, prior, filter: &filter)
    let renames = RenameDetection(join, desired, prior)
    let removal = Removal(renames.removed, prior, policy: desired.settings.onRemove)

    var unchanged = join.unchanged
    var changes = removal.changes
    var sources = SourceWarnings()
    for pair in join.differing + renames.renames {
      let contact = desired.contacts[pair.desired]
      let comparison = ContactChange(contact, prior.contacts[pair.prior])
      if comparison.ignoresSource { sources.add(pair.desired, contact) }
      if let change = comparison.change(desired) {
        changes.append(change)
      } else {
        unchanged += 1
      }
    }
    changes += renames.created.map { creation(of: desired.contacts[$0], desired) }
    changes.sort { $0.address < $1.address }

    var customFields = CustomFieldUse()
    for change in changes { customFields.add(change) }
    let checks =
      SafetyCheck.diagnostics(desired, prior, options)
      + LimitCheck(options, desired.settings, managed: prior.contacts.count)
      .diagnostics(PlanSummary(of: changes, unchanged: unchanged)) + Protection.diagnostics(changes)
    return Plan(
      basis: basis(desired, prior, options),
      changes: changes,
      unchanged: unchanged,
      customFields: customFields.fields(desired),
      diagnostics: checks + renames.diagnostics + removal.diagnostics
        + sources.diagnostics(desired) + (filter?.warnings ?? []),
      filters: filter?.descriptions ?? []
    )
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

  private static func creation(of contact: DesiredContact, _ desired: DesiredState) -> Change {
    Change(
      address: contact.address,
      action: .create,
      after: contact.attributes,
      changedKeys: contact.attributes.keys,
      request: .upsert(ContactUpsert(attributes: contact.attributes)),
      location: desired.location(of: contact.position),
      keyLocations: desired.keyLocations(of: contact, in: contact.attributes),
      companyName: contact.companyName,
      isProtected: contact.isProtected
    )
  }

  /// The team is the state's only where the plan is for the state's endpoint.
  private static func basis(
    _ desired: DesiredState,
    _ prior: PriorState,
    _ options: PlanOptions
  ) -> Plan.Basis {
    let isElsewhere = prior.endpoint.map { !isSameEndpoint($0, options.endpoint) } ?? false
    return Plan.Basis(
      lineage: prior.lineage,
      serial: prior.serial,
      endpoint: options.endpoint,
      team: isElsewhere ? nil : prior.team,
      files: desired.files,
      statePath: options.statePath
    )
  }
}
