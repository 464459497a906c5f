import Diagnostics
import Model

/// Reports contacts that somebody deleted in the CRM and that a plan would create again.
enum Recreation {
  private static let mostNamed = 5
  /// The most addresses for which the hint spells out `--exclude` options.
  private static let mostExcluded = 20

  /// A warning that names them, and an error when no limit for creations allows them.
  static func diagnostics(
    _ changes: [Change],
    creations: Int,
    _ options: PlanOptions,
    _ settings: ManifestSettings
  ) -> [Diagnostic] {
    let again = changes.filter { $0.action == .create && $0.reason == .drift }.sorted {
      $0.address < $1.address
    }
    guard let first = again.first else { return [] }
    let isOne = again.count == 1
    let names = again.prefix(mostNamed).map(\.address.description).joined(separator: ", ")
    let hidden = again.count - mostNamed
    let more = hidden > 0 ? " and \(hidden) more" : ""
    let who = isOne ? names : "\(again.count) contacts (\(names)\(more))"
    let warning = Diagnostic(
      .warning,
      .createdAgain,
      "\(who) \(isOne ? "was" : "were") deleted in the CRM since the last apply, and would be created "
        + "again.",
      detail:
        "Somebody deleted \(isOne ? "it" : "them") there, or this state is older than what was applied last, as "
        + "after a `git revert` of the state.",
      address: isOne ? first.address.description : nil,
      location: isOne ? first.location : nil,
      hint:
        "If \(isOne ? "it is" : "they are") to stay away, remove \(isOne ? "it" : "them") from the "
        + "manifest, or leave \(isOne ? "it" : "them") out:\n  "
        + exclusion(of: again.map(\.address))
    )
    guard options.limits.create == nil, settings.limits.create == nil else { return [warning] }
    let count = again.count + creations
    return [
      warning,
      Diagnostic(
        .error,
        .createdAgainUnasked,
        "The plan would create \(isOne ? "1 contact" : "\(again.count) contacts") again that "
          + "\(isOne ? "was" : "were") deleted in the CRM, and no limit for creations is set.",
        detail: "Whoever was deleted may have asked for that.",
        hint: "Look through the plan. If it is what you mean, allow it for this run:\n"
          + "  --max-creates \(count)"
      ),
    ]
  }

  /// The options that exclude these contacts.
  private static func exclusion(of addresses: [Address]) -> String {
    let named = addresses.prefix(mostExcluded)
    let options = ShellWord.line(named.flatMap { ["--exclude", AddressPattern.literal($0)] })
    let hidden = addresses.count - named.count
    return options
      + (hidden > 0
        ? "\nThe other \(hidden) are left out in the same way; the plan lists them with --full."
        : "")
  }
}
