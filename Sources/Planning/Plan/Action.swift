/// What a change does.
package enum Action: String, CaseIterable, Hashable, Sendable {
  /// Not in the state: all declared fields are sent.
  case create
  /// Some field differs, or something has not converged: an unchanged identifier and those fields are sent.
  case update
  /// An identifier changed: the request is addressed by the CRM's id.
  case reidentify
  /// Only the key changed: the state's entry moves.
  case rename
  /// Only fields that are no longer declared, a finding that needs no request, or the protection: the
  /// state's entry changes.
  case release
  /// No longer declared: the state drops it, the CRM keeps it.
  case forget
  /// No longer declared: the CRM deletes it.
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
