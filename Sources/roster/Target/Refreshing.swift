import Engine
import Diagnostics
import Model
import Planning

/// Reading from the CRM what has become of the contacts in the state.
enum Refreshing {
  /// What the CRM holds otherwise than it was last applied, sorted by address.
  ///
  /// - Throws: `DiagnosticsError` when the state is another endpoint's, team's or sandbox's;
  ///   `CRMError`.
  static func drift(
    of prior: PriorState,
    _ target: TargetOptions,
    _ connection: ConnectionOptions,
    _ sandbox: EmbeddedSandbox,
    _ console: Console,
    isSelected: (Address) -> Bool
  ) async throws -> [Drift] {
    guard !prior.contacts.isEmpty else { return [] }
    let options = PlanOptions(endpoint: try target.name())
    if let problem = Planner.endpointProblem(prior, options) { throw DiagnosticsError(problem) }
    if target.sandbox, let absence = sandbox.absence(from: prior, .error) {
      throw DiagnosticsError(absence)
    }
    let selected = prior.contacts.addresses.count(where: isSelected)
    if console.isVerbose { console.say("Reading \(selected) contacts from the CRM …") }
    return try await TargetConnection.open(target, connection, sandbox, onEvent: { _ in }) {
      crm in
      try await Refresh.drift(of: prior, crm: crm, isSelected: isSelected)
    }
  }
}
