package import Planning

/// A plan, ready to be written in any format; all formats show the same values.
package struct PlanReport: Sendable {
  package let plan: Plan
  /// The version of roster that writes the report.
  package let version: String

  package init(plan: Plan, version: String) {
    self.plan = plan
    self.version = version
  }

  /// The verbs that occur in the plan, in their usual order.
  var verbsInUse: [Verb] {
    let summary = plan.summary
    return Verb.allCases.filter { summary[$0] > 0 }
  }
}
