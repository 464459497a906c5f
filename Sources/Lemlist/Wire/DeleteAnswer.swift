/// The result of a deletion.
package enum DeleteAnswer: Hashable, Sendable {
  case deleted
  /// The CRM does not have the contact: somebody else or an earlier attempt deleted it.
  case alreadyGone
}
