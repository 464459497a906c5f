import ArgumentParser
import Diagnostics
import Model
import Planning

extension ChangeLimit: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

struct AddressPatternArgument: ExpressibleByArgument {
  let pattern: AddressPattern

  init?(argument: String) {
    guard let pattern = AddressPattern(argument) else { return nil }
    self.pattern = pattern
  }
}

extension AddressPatternArgument {
  /// Says when the pattern matches none of the state's contacts.
  func warn(among contacts: [PriorContact], _ console: Console) {
    guard !contacts.contains(where: { pattern.matches($0.address) }) else { return }
    let near = Suggestion.nearest(
      to: pattern.description,
      among: contacts.lazy.map(\.address.description)
    )
    console.report([
      Diagnostic(
        .warning,
        .patternMatchesNothing,
        "`\(pattern.description)` matches no contact of the state.",
        hint: near.map { "Did you mean `\($0)`?" + LookAlike.hint($0, pattern.description) }
          ?? "Patterns are over keys, such as `jane-*` or `*@example.com`; case counts."
      )
    ])
  }
}

struct PlanningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Plan only contacts whose address matches; repeatable.", valueName: "glob")
  )
  var only: [AddressPatternArgument] = []

  @Option(
    help: ArgumentHelp("Leave out contacts whose address matches; repeatable.", valueName: "glob")
  )
  var exclude: [AddressPatternArgument] = []

  @Option(
    help: ArgumentHelp(
      "Refuse to create more than that: a count or a share (30%).",
      valueName: "limit"
    )
  )
  var maxCreates: ChangeLimit?

  @Option(
    help: ArgumentHelp("Refuse to update more than that: a count or a share.", valueName: "limit")
  )
  var maxUpdates: ChangeLimit?

  @Option(
    help: ArgumentHelp("Refuse to forget more than that: a count or a share.", valueName: "limit")
  )
  var maxForgets: ChangeLimit?

  @Option(
    help: ArgumentHelp(
      "Refuse to delete more than that: a count or a share (default: 0).",
      valueName: "limit"
    )
  )
  var maxDeletes: ChangeLimit?

  @Flag(help: "Allow a manifest without contacts over a state that has some.")
  var allowEmpty = false

  @Flag(help: "Read the contacts from the CRM first, and undo what was changed there.")
  var refresh = false

  /// Those that were given and only mean something while a plan is made.
  var namesOfPlanningOnly: [String] {
    [
      only.isEmpty ? nil : "--only", exclude.isEmpty ? nil : "--exclude",
      allowEmpty ? "--allow-empty" : nil, refresh ? "--refresh" : nil,
    ].compactMap { $0 }
  }

  func planOptions(endpoint: String, statePath: String) -> PlanOptions {
    PlanOptions(
      endpoint: endpoint,
      limits: ChangeLimits(create: maxCreates, update: maxUpdates, forget: maxForgets),
      maxDeletes: maxDeletes,
      allowEmpty: allowEmpty,
      only: only.map(\.pattern),
      exclude: exclude.map(\.pattern),
      statePath: statePath
    )
  }
}

extension PlanningOptions {
  /// With `--refresh`, what the CRM holds otherwise than it was last applied; reads it.
  func drift(
    of prior: PriorState,
    _ target: TargetOptions,
    _ connection: ConnectionOptions,
    _ sandbox: EmbeddedSandbox,
    _ console: Console
  ) async throws -> [Drift] {
    guard refresh else { return [] }
    return try await Refreshing.drift(of: prior, target, connection, sandbox, console) { address in
      (only.isEmpty || only.contains { $0.pattern.matches(address) })
        && !exclude.contains { $0.pattern.matches(address) }
    }
  }
}
