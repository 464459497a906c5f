package import Model

/// The options of the command line that shape a plan, beside the manifest and the state.
package struct PlanOptions: Hashable, Sendable {
  /// The name of the embedded CRM, in place of an endpoint's URL.
  package static let sandbox = "sandbox"

  /// The endpoint at which the plan is to be applied.
  package var endpoint: String
  /// Limits from flags; each one that is set overrides the manifest's.
  package var limits: ChangeLimits
  /// The value of `--max-deletes`, which overrides `limits.delete` and the manifest's limit.
  package var maxDeletes: ChangeLimit?
  /// Whether a manifest without contacts may empty the state.
  package var allowEmpty: Bool
  /// The patterns of `--only`; if there are any, contacts that match none are left alone.
  package var only: [AddressPattern]
  /// The patterns of `--exclude`; contacts that match one are left alone.
  package var exclude: [AddressPattern]
  /// The state file's path as given or found, for the plan to record; `nil` when it is not known.
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
