import ArgumentParser
import Diagnostics
import Foundation
import Model
import Reporting
import State

struct DryRunOption: ParsableArguments {
  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false
}

extension StateCommand {
  struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mv",
      abstract: "Move a contact to another address in the state; the CRM is not touched.",
      discussion:
        "For a key that was changed together with all identifiers, which a plan cannot see."
    )

    @Argument(help: "The address that the state has.") var source: String
    @Argument(help: "The address that it gets.") var destination: String
    @OptionGroup(title: "State") var stateOptions: StateOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
      guard let address = Address(destination) ?? Address(key: destination) else {
        throw ValidationError("\(destination) cannot be an address.")
      }
      try await stateOptions.edit("state mv", isDryRun: dryRun.dryRun, output.console) { contacts in
        let contact = try StateCommand.contact(source, in: contacts, stateOptions)
        if contacts.contains(where: { $0.address == address }) {
          throw DiagnosticsError(
            Diagnostic(
              .error,
              .addressTaken,
              "The state has \(address) already.",
              hint:
                "Choose another address, or remove that one first:\n  "
                + CommandHint("state", "rm").with(stateOptions.hintWords)
                .with(address.description).description
            )
          )
        }
        return (
          contacts.filter { $0 != contact } + [contact.moved(to: address)],
          "\(contact.address) → \(address) (\(contact.id))"
            + LookAlike.note(contact.address.key, address.key)
        )
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rm",
      abstract: "Remove contacts from the state; the CRM is not touched.",
      discussion: "One that is still declared is planned as a creation, and found in the CRM again."
    )

    @Argument(help: "The addresses.") var addresses: [String]
    @OptionGroup(title: "State") var stateOptions: StateOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
      try await stateOptions.edit("state rm", isDryRun: dryRun.dryRun, output.console) { contacts in
        let removed = try addresses.map { try StateCommand.contact($0, in: contacts, stateOptions) }
        let gone = Set(removed.map(\.address))
        return (
          contacts.filter { !gone.contains($0.address) },
          removed.map { "\($0.address) removed (\($0.id) stays in the CRM)" }
            .joined(separator: "\n")
        )
      }
    }
  }
}

extension StateOptions {
  /// Changes the state's contacts under the lock, with a backup.
  func edit(
    _ command: String,
    isDryRun: Bool,
    _ console: Console,
    _ change: ([PriorContact]) throws -> (contacts: [PriorContact], message: String)
  ) async throws {
    let store = try existing()
    try await store.withExclusiveLock(
      holder: LockHolder.current(command: command),
      timeout: lockTimeout.duration
    ) { session in
      console.report(session.snapshot.notices)
      let (contacts, message) = try change(session.snapshot.prior.contacts.all())
      let serial = isDryRun ? nil : try await session.replace(with: contacts)
      for line in SafeText.lines(message) { console.print(line) }
      guard !isDryRun else { return console.print("Nothing was changed.") }
      if let serial {
        console.print(
          "\(store.path) is at serial \(serial) now; the one before is kept as .backup."
        )
      }
    }
  }
}
