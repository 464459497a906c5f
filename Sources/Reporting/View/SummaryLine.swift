package import Planning

/// The last lines of text reports, on which scripts may rely.
package enum SummaryLine {
  /// The last line of a plan.
  ///
  /// It is `Plan: 2 to create, …; 210 unchanged.`, or `No changes. 214 contacts match the
  /// manifest.`, or, when errors left nothing to compare or change, `No plan could be made.` If
  /// contacts that were deleted in the CRM would be created again, it ends in `; 1 of those to
  /// create was deleted in the CRM.`
  package static func plan(_ plan: Plan) -> String {
    if plan.isMissing { return "No plan could be made." }
    let summary = plan.summary
    guard plan.hasChanges else {
      if plan.isErrored { return "No plan could be made." }
      return "No changes. \(summary.unchanged) contacts match the manifest."
    }
    return "Plan: \(summary.create) to create, \(summary.update) to update, "
      + "\(summary.rename) to rename, \(summary.forget) to forget, \(summary.delete) to delete; "
      + "\(summary.unchanged) unchanged" + again(plan.createdAgain)
  }

  private static func again(_ count: Int) -> String {
    guard count > 0 else { return "." }
    return "; \(count) of those to create \(count == 1 ? "was" : "were") deleted in the CRM."
  }

  /// The last line of an apply.
  ///
  /// It is `Apply complete: 2 created, …; 0 failed, 0 findings.` It begins with `Apply failed:`
  /// when a change failed, and with `Apply stopped:`, `Apply interrupted:` or `Apply declined:`
  /// when the run ended that way; then it also counts what was not attempted. If creations took
  /// over contacts that the CRM had, it ends in `; 2 of the created were adopted.`
  package static func apply(_ result: ApplyResult) -> String {
    let applied = result.applied
    let counts =
      "\(applied.create) created, \(applied.update) updated, \(applied.rename) renamed, "
      + "\(applied.forget) forgotten, \(applied.delete) deleted; \(result.failed) failed, "
      + "\(applied.findings) findings"
    let adopted = result.adopted
    let end =
      adopted > 0 ? "; \(adopted) of the created \(adopted == 1 ? "was" : "were") adopted." : "."
    let rest = ", \(result.notAttempted) not attempted" + end
    switch result.ending {
    case .complete where result.failed == 0 && result.notAttempted == 0:
      return "Apply complete: \(counts)\(end)"
    case .complete: return "Apply failed: \(counts)\(rest)"
    case .stopped: return "Apply stopped: \(counts)\(rest)"
    case .interrupted: return "Apply interrupted: \(counts)\(rest)"
    case .declined: return "Apply declined: \(counts)\(rest)"
    }
  }
}
