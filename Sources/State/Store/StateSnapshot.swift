package import Diagnostics
package import Model

/// The prior state as it was read, with notices about the reading.
package struct StateSnapshot: Equatable, Sendable {
  /// The state, with the journal of an interrupted apply applied.
  package let prior: PriorState
  /// Warnings, such as that a journal was found; usually empty.
  package let notices: [Diagnostic]

  /// The notices about how far a plan can be trusted, which its reports must include.
  package var lasting: [Diagnostic] { notices.filter { $0.code == .stateWentBack } }

  package init(prior: PriorState, notices: [Diagnostic] = []) {
    self.prior = prior
    self.notices = notices
  }
}
