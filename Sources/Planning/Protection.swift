import Diagnostics
import Model

/// Holds a plan's changes against the protection that the state records.
enum Protection {
  /// An error for each change that a protected contact may not have.
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

  private static func refusal(of change: Change) -> String? {
    switch change.action {
    case .forget: return "be forgotten, as it is no longer declared"
    case .delete: return "be deleted, as it is no longer declared"
    case .create, .update, .reidentify, .rename, .release:
      let moved = change.changedKeys.filter { $0.field?.role.contains(.identifier) ?? false }
      guard !moved.isEmpty else { return nil }
      let names = moved.map(\.description).joined(separator: ", ")
      return "be re-identified by another \(names)"
    }
  }
}
