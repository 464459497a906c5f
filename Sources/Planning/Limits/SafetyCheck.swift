import Diagnostics
import Model

/// Finds plans that as a whole are more likely a mistake than an intention.
enum SafetyCheck {
  static func diagnostics(
    _ desired: DesiredState,
    _ prior: PriorState,
    _ options: PlanOptions
  ) -> [Diagnostic] {
    [emptyManifest(desired, prior, options), otherEndpoint(prior, options)].compactMap { $0 }
  }

  private static func emptyManifest(
    _ desired: DesiredState,
    _ prior: PriorState,
    _ options: PlanOptions
  ) -> Diagnostic? {
    guard desired.contacts.isEmpty, prior.contacts.count > 0, !options.allowEmpty else {
      return nil
    }
    let count = prior.contacts.count
    let files = desired.files.prefix(3).map(\.path).joined(separator: ", ")
    return Diagnostic(
      .error,
      .emptyManifest,
      "The manifest declares no contacts, and the state has \(count).",
      detail: "This is a wrong path more often than a wish."
        + (files.isEmpty ? "" : " Read: \(files)\(desired.files.count > 3 ? ", …" : "")."),
      hint: "Check the path. If every contact is to go, say so:\n  --allow-empty"
    )
  }

  static func otherEndpoint(_ prior: PriorState, _ options: PlanOptions) -> Diagnostic? {
    guard let endpoint = prior.endpoint, prior.contacts.count > 0 else { return nil }
    guard !Planner.isSameEndpoint(endpoint, options.endpoint) else { return nil }
    let choice =
      endpoint == PlanOptions.sandbox
      ? "--sandbox" : "--endpoint " + ShellWord.quoted(endpoint)
    let instead = options.endpoint == PlanOptions.sandbox ? " instead of --sandbox" : ""
    return Diagnostic(
      .error,
      .endpointDiffers,
      "The state belongs to \(endpoint), and this plan is for \(options.endpoint).",
      detail: "The ids in a state mean nothing at another endpoint.",
      hint:
        "Choose the state's endpoint\(instead), or a state of its own for this one:\n  \(choice)\n"
        + "  --state other.state.jsonl"
    )
  }
}
