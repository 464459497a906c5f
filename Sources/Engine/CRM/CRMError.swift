package import Diagnostics

/// Why a call to the CRM did not succeed, after all its attempts.
package struct CRMError: DiagnosableError, Equatable {
  /// What follows for other calls.
  package enum Meaning: Hashable, Sendable {
    /// Nothing: others may succeed.
    case failed
    /// The CRM does not have what was asked for, or the team's subscription does not include it.
    case notOffered
    /// Nothing will be answered under this key.
    case refusesAll
    /// Nothing was wrong: sending was stopped.
    case stopped
  }

  package let meaning: Meaning
  /// What to say about it, without an address or a place.
  package let diagnostic: Diagnostic
  /// How often it was sent, or tried to; 0 when it never was.
  package let attempts: Int
  /// Whether some attempt may have been carried out in the CRM all the same.
  package let mayHaveLanded: Bool
  /// What the CRM, or the network, said: one line; empty when nothing was said.
  package let message: String

  package init(
    _ meaning: Meaning,
    _ diagnostic: Diagnostic,
    attempts: Int,
    mayHaveLanded: Bool,
    message: String = ""
  ) {
    self.meaning = meaning
    self.diagnostic = diagnostic
    self.attempts = attempts
    self.mayHaveLanded = mayHaveLanded
    self.message = message
  }

  package var diagnostics: [Diagnostic] { [diagnostic] }
}
