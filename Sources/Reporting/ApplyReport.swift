import Model
package import Planning

/// The result of applying a plan, ready to be written in any format; complete
/// however the run ended.
package struct ApplyReport: Sendable {
  package let plan: Plan
  package let result: ApplyResult
  /// The version of roster that writes the report.
  package let version: String

  package init(plan: Plan, result: ApplyResult, version: String) {
    self.plan = plan
    self.result = result
    self.version = version
  }

  /// The ending as a word: `complete`, `failed`, `stopped`, `interrupted` or `declined`.
  var status: String {
    switch result.ending {
    case .complete: result.failed == 0 && result.notAttempted == 0 ? "complete" : "failed"
    case .stopped: "stopped"
    case .interrupted: "interrupted"
    case .declined: "declined"
    }
  }

  /// What happened, compared with what the plan announced.
  var comparison: PlanComparison { PlanComparison(result) }
}
