package import Model

/// What the command line says about a plan, beside the manifest and the state.
package struct PlanOptions: Hashable, Sendable {
  /// The name of the embedded CRM, in place of an endpoint's URL.
  package static let sandbox = "sandbox"

  /// Where the plan is to be applied.
  package var endpoint: String
  /// Limits from flags; each that is set overrides the manifest's.
  package var limits: ChangeLimits
  /// `--max-deletes`; overrides `limits.delete` and the manifest's.
  package var maxDeletes: ChangeLimit?
  /// Whether a manifest without contacts may empty the state.
  package var allowEmpty: Bool
  /// `--only`: when there are any, contacts that match none are left alone.
  package var only: [AddressPattern]
  /// `--exclude`: contacts that match one are left alone.
  package var exclude: [AddressPattern]
  /// The state file's path as it was given or found, for the plan to remember; `nil` when not known.
  package var statePath: String?

  package init(
    endpoint: String,
    limits: ChangeLimits = ChangeLimits(),
    maxDeletes: ChangeLimit? = nil,
    allowEmpty: Bool = false,
    only: [AddressPattern] = [],
    exclude: [AddressPattern] = [],
    statePath: String? = nil
  ) {
    self.endpoint = endpoint
    self.limits = limits
    self.maxDeletes = maxDeletes
    self.allowEmpty = allowEmpty
    self.only = only
    self.exclude = exclude
    self.statePath = statePath
  }
}
