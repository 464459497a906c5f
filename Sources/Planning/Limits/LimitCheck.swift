import Diagnostics
import Model

/// Checks a plan against the limits of settings and flags.
///
/// A percentage refers to the contacts in the state, rounded down whatever their number: 30% of 3
/// contacts is none. Only a first apply, without contacts in the state, may create contacts under
/// any percentage but `0%`.
struct LimitCheck {
  private let options: PlanOptions
  private let settings: ChangeLimits
  private let managed: Int

  /// Takes the limits; `managed` is how many contacts the state holds.
  init(_ options: PlanOptions, _ settings: ManifestSettings, managed: Int) {
    self.options = options
    self.settings = settings.limits
    self.managed = managed
  }

  /// One error for each exceeded limit.
  func diagnostics(_ summary: PlanSummary) -> [Diagnostic] {
    [
      check(.create, summary, options.limits.create, settings.create),
      check(.update, summary, options.limits.update, settings.update),
      check(.forget, summary, options.limits.forget, settings.forget),
      check(.delete, summary, options.maxDeletes ?? options.limits.delete, settings.delete),
    ].compactMap { $0 }
  }

  private func check(
    _ verb: Verb,
    _ summary: PlanSummary,
    _ flag: ChangeLimit?,
    _ setting: ChangeLimit?
  ) -> Diagnostic? {
    let affected = summary[verb]
    let flagName = "--max-\(verb)s"
    if let flag {
      guard exceeds(flag, verb, affected) else { return nil }
      return exceeded(verb, affected, flag, setBy: "\(flagName) \(flag)")
    }
    if let setting {
      guard exceeds(setting, verb, affected) else { return nil }
      return exceeded(verb, affected, setting, setBy: "settings.limits.\(verb): \(setting)")
    }
    guard verb == .delete, affected > 0 else { return nil }
    return exceeded(verb, affected, .count(0), setBy: "the default: nothing is deleted unasked")
  }

  private func exceeds(_ limit: ChangeLimit, _ verb: Verb, _ affected: Int) -> Bool {
    switch limit {
    case .count(let count): affected > count
    case .percent(let share):
      affected > allowed(share) && !(verb == .create && managed == 0 && share > 0)
    }
  }

  private func allowed(_ share: Double) -> Int {
    // The small addition makes 4.35% of 2,000 be 87, whatever the binary digits of 4.35.
    Int((share * Double(managed) / 100 + 1e-6).rounded(.down))
  }

  private func exceeded(
    _ verb: Verb,
    _ affected: Int,
    _ limit: ChangeLimit,
    setBy source: String
  ) -> Diagnostic {
    let figure =
      switch limit {
      case .count(let count): "\(count)"
      case .percent(let share):
        "\(limit) of \(managed) managed \(managed == 1 ? "contact" : "contacts"), which is "
          + "\(allowed(share))"
      }
    return Diagnostic(
      .error,
      verb == .delete ? .deleteLimitExceeded : .changeLimitExceeded,
      "The plan would \(verb) \(affected) \(affected == 1 ? "contact" : "contacts"), and the limit is "
        + "\(figure) (\(source)).",
      detail: verb == .delete
        ? "A deletion takes the contact's leads, opportunities, conversations and activities with it, "
          + "and cannot be undone." : nil,
      hint: "Look through the plan. If it is what you mean, allow it for this run:\n"
        + "  --max-\(verb)s \(affected)"
    )
  }
}
