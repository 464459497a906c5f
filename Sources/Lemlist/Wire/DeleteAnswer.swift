/// What became of a deletion.
package struct DeleteAnswer: Hashable, Sendable {
  package enum Result: Hashable, Sendable {
    case deleted
    /// The CRM does not have the contact: somebody else, or an earlier attempt, deleted it.
    case alreadyGone
  }

  package let result: Result
  /// How often it was sent; at least 1.
  package let attempts: Int

  package init(_ result: Result, attempts: Int = 1) {
    self.result = result
    self.attempts = attempts
  }
}
