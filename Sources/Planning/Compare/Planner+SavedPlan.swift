package import Diagnostics
package import Model

extension Planner {
  /// Why a plan that was saved must not be applied to that state, by what the command line and the state say.
  ///
  /// The manifest's own limits were held against it when it was made; a limit of the command line holds for it
  /// as for any other.
  ///
  /// - Parameters:
  ///   - plan: As it was saved.
  ///   - prior: The whole state.
  ///   - options: Where it is to be applied, and the limits; the rest is of no account.
  /// - Returns: errors; none when it may be applied.
  package static func refusals(
    of plan: Plan,
    prior: PriorState,
    options: PlanOptions
  ) -> [Diagnostic] {
    var options = options
    // What may be deleted without a limit was settled when it was made.
    options.maxDeletes = options.maxDeletes ?? .count(.max)
    let limits = LimitCheck(options, ManifestSettings(), managed: prior.contacts.count)
    return [SafetyCheck.otherEndpoint(prior, options)].compactMap { $0 }
      + limits.diagnostics(plan.summary) + Protection.diagnostics(plan.changes.others)
  }
}
