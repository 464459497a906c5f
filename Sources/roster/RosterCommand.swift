import ArgumentParser
import Diagnostics
import Foundation

@main
struct RosterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract: "Contacts as code: plan and apply a team's CRM contacts from YAML in git.",
    discussion: """
      Manifests declare contacts and their company links. `plan` shows what differs from the last \
      applied state, `apply` sends only what is needed and checks every answer.

      Try it without an account:
        roster plan --sandbox
        roster apply --sandbox
      """,
    version: "roster \(Version.current)",
    subcommands: [
      PlanCommand.self, ApplyCommand.self, ValidateCommand.self, ShowCommand.self,
      DriftCommand.self, StateCommand.self, ImportCommand.self, PullCommand.self,
      SchemaCommand.self,
      ExplainCommand.self,
      ServeCommand.self,
    ]
  )

  static func main() async {
    // A closed pipe must be an error that can be handled, not the end of an apply.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error as any DiagnosableError {
      Console.standard.report(error.diagnostics)
      Foundation.exit(ExitStatus.failure.rawValue)
    } catch {
      exit(withError: error)
    }
  }
}
