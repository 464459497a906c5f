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

  /// `complete`, `failed`, `stopped` or `interrupted`.
  var status: String {
    switch result.ending {
    case .complete: result.failed == 0 && result.notAttempted == 0 ? "complete" : "failed"
    case .stopped: "stopped"
    case .interrupted: "interrupted"
    }
  }

  /// What did otherwise than the plan said, though it succeeded, with the plan's verb and what happened.
  var surprises: [(outcome: Outcome, planned: Verb, happened: Outcome.Effect)] {
    result.outcomes.compactMap { outcome in
      guard case .applied(let effect, _) = outcome.status else { return nil }
      let isAsPlanned =
        switch (outcome.change.action, effect) {
        case (.create, .created), (.update, .updated), (.reidentify, .updated): true
        case (.delete, .deleted): true
        case (.rename, .recorded), (.release, .recorded), (.forget, .recorded): true
        default: false
        }
      return isAsPlanned ? nil : (outcome, outcome.change.action.verb, effect)
    }
  }
}
