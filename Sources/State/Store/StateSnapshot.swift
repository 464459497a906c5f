package import Diagnostics
package import Model

/// The prior state as it was read, and what is worth saying about the reading.
package struct StateSnapshot: Equatable, Sendable {
  /// The journal of an interrupted apply is folded in.
  package let prior: PriorState
  /// Warnings, such as that a journal was found; empty as a rule.
  package let notices: [Diagnostic]

  /// The notices that say how far a plan can be trusted, and so belong to its reports.
  package var lasting: [Diagnostic] { notices.filter { $0.code == .stateWentBack } }

  package init(prior: PriorState, notices: [Diagnostic] = []) {
    self.prior = prior
    self.notices = notices
  }
}
