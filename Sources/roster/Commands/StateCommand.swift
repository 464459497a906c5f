import ArgumentParser
import Diagnostics
import Model
import Planning
import Reporting
import State

struct StateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Look at the state file, and change it by hand.",
    subcommands: [List.self, Show.self, Move.self, Remove.self, Repair.self]
  )
}

/// The form of what the state holds.
enum StateFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}

extension StateCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the contacts in the state."
    )

    @Argument(help: "Only addresses that match.")
    var glob: AddressPatternArgument?

    @OptionGroup(title: "State") var stateOptions: StateOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @Option(help: "The form of the result: text or json.") var format: StateFormat = .text

    func run() async throws {
      let console = output.console
      let snapshot = try await stateOptions.snapshot(console)
      let all = try snapshot.prior.contacts.all()
      let contacts = all.filter { glob?.pattern.matches($0.address) ?? true }
      if let glob { glob.warn(among: all, console) }
      switch format {
      case .text: console.print(StateReport.listText(contacts))
      case .json: console.print(StateReport.listJSON(contacts), .json)
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show what the state records of one contact."
    )

    @Argument(help: "The address, such as contact.jane-smith.")
    var address: String

    @OptionGroup(title: "State") var stateOptions: StateOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @Option(help: "The form of the result: text or json.") var format: StateFormat = .text

    func run() async throws {
      let console = output.console
      let snapshot = try await stateOptions.snapshot(console)
      let contacts = try snapshot.prior.contacts.all()
      let contact = try StateCommand.contact(address, in: contacts, stateOptions)
      switch format {
      case .text: console.print(StateReport.showText(contact, console.outputStyle))
      case .json: console.print(StateReport.showJSON(contact), .json)
      }
    }
  }
}

extension StateOptions {
  /// The state of the default manifest, or the one named.
  func snapshot(_ console: Console) async throws -> StateSnapshot {
    try await snapshot(of: try existing(), console)
  }

  /// What that state holds; what there is to say of it is said.
  func snapshot(of store: StateStore, _ console: Console) async throws -> StateSnapshot {
    let snapshot = try await store.read(lockTimeout: lockTimeout.duration)
    console.report(snapshot.notices)
    return snapshot
  }
}

extension StateCommand {
  /// The contact that has the address, given with or without `contact.`, or else the only one whose
  /// address looks the same.
  static func contact(
    _ address: String,
    in contacts: [PriorContact],
    _ options: StateOptions
  ) throws -> PriorContact {
    let wanted = Address(address) ?? Address(key: address)
    if let contact = contacts.first(where: { $0.address == wanted }) { return contact }
    // Equal as Swift compares texts, whatever code points a letter is written with.
    let alike = contacts.filter { $0.address.description == wanted?.description }
    if alike.count == 1 { return alike[0] }
    let name = wanted?.description ?? address
    let near = Suggestion.nearest(to: name, among: contacts.map(\.address.description))
    throw DiagnosticsError(
      Diagnostic(
        .error,
        .unknownAddress,
        "The state has no contact \(address).",
        hint: near.map { "Did you mean \($0)?" + LookAlike.hint($0, name) }
          ?? "List those it has:\n  \(CommandHint("state", "list").with(options.hintWords))"
      )
    )
  }
}
