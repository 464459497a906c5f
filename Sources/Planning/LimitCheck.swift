import Diagnostics
import Model

/// Holds a plan against the limits of settings and flags.
struct LimitCheck {
  /// Percentages are not held against fewer affected contacts than this.
  static let percentageFloor = 10

  private let options: PlanOptions
  private let settings: ChangeLimits
  private let managed: Int

  /// `managed` is how many contacts the state holds.
  init(_ options: PlanOptions, _ settings: ManifestSettings, managed: Int) {
    self.options = options
    self.settings = settings.limits
    self.managed = managed
  }

  /// One error for each limit that is exceeded.
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
      guard exceeds(flag, affected) else { return nil }
      return exceeded(verb, affected, flag, setBy: "\(flagName) \(flag)")
    }
    if let setting {
      guard exceeds(setting, affected) else { return nil }
      return exceeded(verb, affected, setting, setBy: "settings.limits.\(verb): \(setting)")
    }
    guard verb == .delete, affected > 0 else { return nil }
    return exceeded(verb, affected, .count(0), setBy: "the default: nothing is deleted unasked")
  }

  private func exceeds(_ limit: ChangeLimit, _ affected: Int) -> Bool {
    switch limit {
    case .count(let count): affected > count
    case .percent(let share):
      managed > 0 && affected >= Self.percentageFloor
        && Double(affected) * 100 > share * Double(managed)
    }
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
        "\(limit) of \(managed) managed contacts, which is "
          + "\(Int((share * Double(managed) / 100).rounded(.down)))"
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
