/// The effect of a change.
package enum Action: String, CaseIterable, Hashable, Sendable {
  /// The contact is not in the state: all declared fields are sent.
  case create
  /// A field differs or something has not converged: those fields and an
  /// unchanged identifier are sent.
  case update
  /// An identifier changed: the request is addressed by the CRM's id.
  case reidentify
  /// Only the key changed: the state's entry moves.
  case rename
  /// Only the state's entry changes.
  ///
  /// The cause is fields that are no longer declared, a finding that needs no
  /// request, or the protection.
  case release
  /// The contact is no longer declared: the state drops it, but the CRM keeps it.
  case forget
  /// The contact is no longer declared: the CRM deletes it.
  case delete

  /// The verb in JSON and in summaries, where `reidentify` and `release` are updates.
  package var verb: Verb {
    switch self {
    case .create: .create
    case .update, .reidentify, .release: .update
    case .rename: .rename
    case .forget: .forget
    case .delete: .delete
    }
  }
}

/// The five verbs by which changes are counted.
package enum Verb: String, CaseIterable, Hashable, Sendable {
  case create
  case update
  case rename
  case forget
  case delete
}
