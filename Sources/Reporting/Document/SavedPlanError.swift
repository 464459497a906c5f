package import Diagnostics

/// Why a saved plan cannot be read.
package struct SavedPlanError: DiagnosableError, Equatable {
  package let diagnostic: Diagnostic

  package var diagnostics: [Diagnostic] { [diagnostic] }

  static let newPlanHint = "Make a new plan, and do not edit it:\n  roster plan --out FILE"

  /// The text is not JSON.
  static func notJSON(_ reason: String, at location: SourceLocation) -> Self {
    Self(
      diagnostic: Diagnostic(
        .error,
        .planUnreadable,
        "\(location.file) is not a saved plan: \(reason).",
        location: location,
        hint: newPlanHint
      )
    )
  }

  /// A member is missing or of the wrong kind.
  static func malformed(_ file: String, _ path: String, _ problem: String) -> Self {
    Self(
      diagnostic: Diagnostic(
        .error,
        .planMalformed,
        "\(file) is not a complete plan: `\(path)` \(problem).",
        hint: newPlanHint
      )
    )
  }

  /// The plan was written by another major version.
  static func unknownVersion(_ file: String, _ found: String, by writer: String?) -> Self {
    let by = writer.map { " (written by roster \($0))" } ?? ""
    return Self(
      diagnostic: Diagnostic(
        .error,
        .planVersionUnknown,
        "\(file) has the plan format \(found)\(by), and this roster reads "
          + "\(PlanDocument.formatVersion).",
        hint: "Apply it with the roster that made it, or make a new plan with this one."
      )
    )
  }

  /// Two members contradict each other.
  static func inconsistent(_ file: String, _ path: String, _ problem: String) -> Self {
    Self(
      diagnostic: Diagnostic(
        .error,
        .planInconsistent,
        "\(file) contradicts itself: `\(path)` \(problem).",
        detail: "Applying it would do something else than it shows.",
        hint: newPlanHint
      )
    )
  }

  /// The digest does not match the content.
  static func altered(_ file: String) -> Self {
    Self(
      diagnostic: Diagnostic(
        .error,
        .planAltered,
        "\(file) was changed after it was made: its content does not match its `sha256`.",
        detail:
          "A plan is applied exactly as it was reviewed. Formatting it anew is fine, changing or "
          + "reordering members is not.",
        hint: newPlanHint
      )
    )
  }
}
