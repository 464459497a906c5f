package import Diagnostics
package import Model
package import Planning

/// Refuses a saved plan where it must not be applied.
package enum PlanGuard {
  /// Why `plan` cannot be applied to `prior`, at `endpoint`; empty when it can.
  ///
  /// - Throws: an error of the state, when a contact in it cannot be decoded.
  package static func problems(
    _ plan: Plan,
    prior: PriorState,
    endpoint: String,
    planFile: String
  ) throws -> [Diagnostic] {
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
    guard problems.isEmpty else { return problems }
    var changes = try SavedChangesGuard(plan, prior, planFile: planFile)
    return changes.run()
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
