import Diagnostics
import Model

/// Checks a plan's changes against the protection that the state records.
enum Protection {
  /// One error for each change that is forbidden for a protected contact.
  static func diagnostics(_ changes: [Change]) -> [Diagnostic] {
    changes.filter(\.wasProtected).compactMap { change in
      refusal(of: change).map { what in
        Diagnostic(
          .error,
          .protectedContact,
          "\(change.previousAddress ?? change.address) is protected, and would \(what).",
          address: change.address.description,
          location: change.location,
          hint: "Put it back as it was. If it is meant, first apply a change that only removes "
            + "`protect: true`."
        )
      }
    }
  }

  /// Whether the key is an identifier that changes in more than its spelling.
  private static func isAnotherIdentifier(_ key: AttributeKey, _ change: Change) -> Bool {
    guard let field = key.field, field.role.contains(.identifier) else { return false }
    guard let before = change.before?.string(field), let after = change.after?.string(field) else {
      return true
    }
    return NormalizedIdentifier(field, before) != NormalizedIdentifier(field, after)
  }

  private static func refusal(of change: Change) -> String? {
    switch change.action {
    case .forget: return "be forgotten, as it is no longer declared"
    case .delete: return "be deleted, as it is no longer declared"
    case .create, .update, .reidentify, .rename, .release:
      let moved = change.changedKeys.filter { isAnotherIdentifier($0, change) }
      guard !moved.isEmpty else { return nil }
      let names = moved.map(\.description).joined(separator: ", ")
      return "be re-identified by another \(names)"
    }
  }
}
