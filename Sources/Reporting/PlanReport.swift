package import Planning

/// A plan, to be written in any of the formats; all of them show the same values.
package struct PlanReport: Sendable {
  package let plan: Plan
  /// roster's own version.
  package let version: String

  package init(plan: Plan, version: String) {
    self.plan = plan
    self.version = version
  }

  /// The signs in use, in the order of the verbs.
  var verbsInUse: [Verb] {
    let summary = plan.summary
    return Verb.allCases.filter { summary[$0] > 0 }
  }
}
