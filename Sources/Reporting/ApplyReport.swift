import Model
package import Planning

/// What became of a plan, to be written in any of the formats; complete however the run ended.
package struct ApplyReport: Sendable {
  package let plan: Plan
  package let result: ApplyResult
  /// roster's own version.
  package let version: String

  package init(plan: Plan, result: ApplyResult, version: String) {
    self.plan = plan
    self.result = result
    self.version = version
  }

  /// `complete`, `failed`, `stopped`, `interrupted` or `declined`.
  var status: String {
    switch result.ending {
    case .complete: result.failed == 0 && result.notAttempted == 0 ? "complete" : "failed"
    case .stopped: "stopped"
    case .interrupted: "interrupted"
    case .declined: "declined"
    }
  }

  /// What happened, held against what the plan said.
  var comparison: PlanComparison { PlanComparison(result) }
}
