package import Diagnostics
package import Model

/// Everything that an apply would do, sorted and complete, for a team to review.
package struct Plan: Equatable, Sendable {
  /// What the plan was made from.
  package struct Basis: Hashable, Sendable {
    /// The state's identity; `nil` when there was no state yet.
    package let lineage: Lineage?
    package let serial: Serial
    /// The endpoint at which the plan is to be applied.
    package let endpoint: String
    /// The team that holds the state's contacts; `nil` when it is not known yet.
    package let team: TeamID?
    /// The manifest files, in reading order.
    package let files: [DesiredState.File]
    /// The state file's path as given or found; `nil` when it is not known.
    package let statePath: String?
    /// Whether the state was compared with the CRM, which differed from what was last applied.
    ///
    /// If so, `before` of a change is what the CRM held.
    package let isRefreshed: Bool
    /// The relative path from the folder of the saved plan to the folder to which
    /// its paths are relative.
    ///
    /// It is `nil` when the plan is not saved in a file.
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
  /// The changes, sorted by address.
  package let changes: PlanChanges
  /// How many contacts stay as they are.
  package let unchanged: Int
  /// Custom fields that the changes use, sorted by name, for the check before an apply.
  package let customFields: [DesiredCustomField]
  /// Warnings, and errors such as an exceeded limit; sorted.
  package private(set) var diagnostics: [Diagnostic]
  /// The `--only` and `--exclude` options as given; empty when the plan is not narrowed.
  package let filters: [String]
  /// The limits and `--allow-empty` as given on the command line.
  package let allowances: [String]

  /// Creates a plan from changes in any order.
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

  /// The same plan, saved in a file; `folder` leads from its folder to the one its
  /// paths are relative to.
  package func placed(in folder: String) -> Plan {
    var plan = self
    plan.basis.folder = folder
    return plan
  }

  /// The same plan with other diagnostics.
  package func saying(_ diagnostics: [Diagnostic]) -> Plan {
    var plan = self
    plan.diagnostics = diagnostics.sorted()
    return plan
  }

  /// Stands for the plan of a run that could not make one.
  ///
  /// - Parameters:
  ///   - endpoint: The endpoint at which it would have been applied.
  ///   - diagnostics: Why there is no plan; at least one error, unless the run was interrupted.
  /// - Returns: A plan without changes, files or a state.
  package static func none(for endpoint: String, because diagnostics: [Diagnostic] = []) -> Plan {
    let basis = Basis(lineage: nil, serial: .none, endpoint: endpoint, team: nil, files: [])
    return Plan(basis: basis, changes: [Change](), unchanged: 0, diagnostics: diagnostics)
  }

  /// Whether errors kept the plan from being made, so that it covers no contact.
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

/// A custom field with what a plan needs to check it against the team's registry.
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
