package import Diagnostics
package import Model
package import Planning

/// Refuses a saved plan where it must not be applied.
package enum PlanGuard {
  /// Why `plan` was not made for `prior` as it is now, at `endpoint`; empty when it was.
  package static func problems(
    _ plan: Plan,
    prior: PriorState,
    endpoint: String,
    planFile: String
  ) -> [Diagnostic] {
    let basis = plan.basis
    var problems: [Diagnostic] = []
    if basis.endpoint != endpoint {
      problems.append(
        elsewhere(
          "The plan \(planFile) is for \(basis.endpoint), and this run is for \(endpoint).",
          hint: "Give the endpoint that the plan was made for, or make a new plan."
        )
      )
    }
    if let lineage = basis.lineage, lineage != prior.lineage {
      problems.append(
        elsewhere(
          "The plan \(planFile) was made from the state with lineage \(lineage), and this state's is "
            + "\(prior.lineage?.description ?? "none: there is no state yet").",
          hint: "Give the --state that the plan was made from, or make a new plan."
        )
      )
    } else if basis.serial != prior.serial || basis.lineage != prior.lineage {
      problems.append(stale(basis, prior, planFile))
    }
    let areTeamsKnown = basis.team != nil && prior.team != nil
    if basis.team != prior.team, areTeamsKnown || problems.isEmpty {
      problems.append(
        elsewhere(
          "The plan \(planFile) is for \(name(of: basis.team)), and the state belongs to "
            + "\(name(of: prior.team)).",
          hint: "Give the --state that the plan was made from, or make a new plan."
        )
      )
    }
    return problems
  }

  /// Why `plan` is not what the manifest and the state ask for; empty when it is.
  ///
  /// It is planned again, with what the plan was narrowed to, what was allowed for it, and what it
  /// says that the CRM held. Whatever comes out otherwise is refused: what a plan says of itself
  /// proves nothing, since whoever can write one can make its digest, too.
  ///
  /// - Parameters:
  ///   - plan: As it was saved, for this state.
  ///   - desired: What its manifest declares, under the paths that the plan has.
  ///   - prior: The whole state.
  ///   - options: Where it is applied, and the limits of the command line, which take the place of
  ///     the plan's.
  ///   - planFile: Where the plan was saved.
  /// - Returns: errors.
  /// - Throws: an error of the state, when a contact in it cannot be decoded.
  package static func differences(
    _ plan: Plan,
    from desired: DesiredState,
    prior: PriorState,
    options: PlanOptions,
    planFile: String
  ) throws -> [Diagnostic] {
    var difference = PlanDifference(planFile)
    guard let options = options.repeating(plan) else {
      difference.report("`filters` or `allowed` has what is no option", nil)
      return difference.problems
    }
    let anew = try Planner.plan(
      desired: desired,
      prior: prior,
      options: options,
      drift: try plan.drift(from: prior)
    )
    difference.compare(plan, with: anew)
    let refusals = anew.diagnostics.filter { $0.severity == .error }
    return difference.problems.isEmpty ? refusals : difference.problems
  }

  private static func name(of team: TeamID?) -> String {
    team.map { "team \($0)" } ?? "no team that is known"
  }

  private static func stale(_ basis: Plan.Basis, _ prior: PriorState, _ file: String) -> Diagnostic
  {
    Diagnostic(
      .error,
      .stalePlan,
      "The plan \(file) is out of date: it was made at serial \(basis.serial), and the state is at serial "
        + "\(prior.serial) now.",
      detail:
        "Something was applied or changed in the state since; the plan may undo or repeat it.",
      hint: "Make a new plan and review it, from the same manifest and with the same options:\n"
        + "  roster plan --out \(ShellWord.path(file))"
    )
  }

  private static func elsewhere(_ message: String, hint: String) -> Diagnostic {
    Diagnostic(.error, .planElsewhere, message, hint: hint)
  }
}
