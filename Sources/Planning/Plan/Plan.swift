package import Diagnostics
package import Model

/// Everything that an apply would do, sorted and complete: what a team reviews.
package struct Plan: Equatable, Sendable {
  /// The state that it was made from.
  package struct Basis: Hashable, Sendable {
    /// `nil` when there was no state yet.
    package let lineage: Lineage?
    package let serial: Serial
    /// Where it is to be applied.
    package let endpoint: String
    /// The team that the state's contacts are in; `nil` when not known yet.
    package let team: TeamID?
    /// The manifest files that it was made from, in reading order.
    package let files: [DesiredState.File]
    /// The state file, as it was given or found; `nil` when not known.
    package let statePath: String?
    /// Whether it was compared with what the CRM held, and that was not what was last applied.
    ///
    /// Then `before` of a change is what the CRM held.
    package let isRefreshed: Bool
    /// The way from the folder of the file that it is saved in to the one that its paths are seen from; `nil` when it
    /// is not saved in a file.
    package fileprivate(set) var folder: String?

    package init(
      lineage: Lineage?,
      serial: Serial,
      endpoint: String,
      team: TeamID?,
      files: [DesiredState.File],
      statePath: String? = nil,
      isRefreshed: Bool = false,
      folder: String? = nil
    ) {
      self.lineage = lineage
      self.serial = serial
      self.endpoint = endpoint
      self.team = team
      self.files = files
      self.statePath = statePath
      self.isRefreshed = isRefreshed
      self.folder = folder
    }
  }

  package private(set) var basis: Basis
  /// Sorted by address.
  package let changes: PlanChanges
  /// How many contacts stay as they are.
  package let unchanged: Int
  /// Custom fields the manifest declares that the changes use, for preflight; sorted by name.
  package let customFields: [DesiredCustomField]
  /// Warnings, and errors such as an exceeded limit; sorted.
  package private(set) var diagnostics: [Diagnostic]
  /// What `--only` and `--exclude` left out, as they were given; empty when the plan is whole.
  package let filters: [String]
  /// The limits and `--allow-empty` that the command line gave for it, as they were given.
  package let allowances: [String]

  /// With changes in any order.
  package init(
    basis: Basis,
    changes: [Change],
    unchanged: Int,
    customFields: [DesiredCustomField] = [],
    diagnostics: [Diagnostic] = [],
    filters: [String] = [],
    allowances: [String] = []
  ) {
    self.init(
      basis: basis,
      changes: PlanChanges(changes),
      unchanged: unchanged,
      customFields: customFields,
      diagnostics: diagnostics,
      filters: filters,
      allowances: allowances
    )
  }

  package init(
    basis: Basis,
    changes: PlanChanges,
    unchanged: Int,
    customFields: [DesiredCustomField] = [],
    diagnostics: [Diagnostic] = [],
    filters: [String] = [],
    allowances: [String] = []
  ) {
    self.basis = basis
    self.changes = changes
    self.unchanged = unchanged
    self.customFields = customFields
    self.diagnostics = diagnostics.sorted()
    self.filters = filters
    self.allowances = allowances
  }

  /// The same plan as it is saved in a file, from whose folder `folder` is the way to the one that its paths are seen from.
  package func placed(in folder: String) -> Plan {
    var plan = self
    plan.basis.folder = folder
    return plan
  }

  /// The same plan with these diagnostics in place of its own.
  package func saying(_ diagnostics: [Diagnostic]) -> Plan {
    var plan = self
    plan.diagnostics = diagnostics.sorted()
    return plan
  }

  /// What a run has to report that came to no plan.
  ///
  /// - Parameters:
  ///   - endpoint: Where it would have been applied.
  ///   - diagnostics: Why there is none; at least one error, unless the run was ended from outside.
  /// - Returns: a plan without changes, files or a state.
  package static func none(for endpoint: String, because diagnostics: [Diagnostic] = []) -> Plan {
    let basis = Basis(lineage: nil, serial: .none, endpoint: endpoint, team: nil, files: [])
    return Plan(basis: basis, changes: [Change](), unchanged: 0, diagnostics: diagnostics)
  }

  /// Whether errors kept it from being made, so that it says nothing of any contact: no manifest was compared.
  package var isMissing: Bool { isErrored && basis.files.isEmpty }

  /// Whether there is something to apply.
  package var hasChanges: Bool { !changes.isEmpty }

  /// Whether an error forbids applying it.
  package var isErrored: Bool { diagnostics.containsError }

  /// How many contacts would be created that somebody deleted in the CRM.
  package var createdAgain: Int {
    changes.others.count { $0.action == .create && $0.reason == .drift }
  }

  package var summary: PlanSummary {
    var summary = changes.summary
    summary.unchanged = unchanged
    return summary
  }
}

/// A custom field as a plan needs it: to check it against the team's registry.
package struct DesiredCustomField: Hashable, Sendable {
  package let name: String
  package let type: CustomFieldType
  package let location: SourceLocation?

  package init(name: String, type: CustomFieldType, location: SourceLocation?) {
    self.name = name
    self.type = type
    self.location = location
  }
}
