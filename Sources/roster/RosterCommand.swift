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
    version: Version.text,
    subcommands: [
      PlanCommand.self, ApplyCommand.self, ValidateCommand.self, ShowCommand.self,
      DriftCommand.self, StateCommand.self, ImportCommand.self, PullCommand.self,
      SchemaCommand.self,
      ExplainCommand.self,
      ServeCommand.self,
    ]
  )
}

extension RosterCommand {
  /// Where the process begins: it ends with a status of `ExitStatus`.
  static func main() async {
    // A closed pipe and a file that may not grow must be errors that can be handled, not the end of
    // an apply.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    occupyStandardDescriptors()
    Foundation.exit(checkingOutput(await status()))
  }

  /// Runs what the command line says, and returns how the process is to end.
  private static func status() async -> Int32 {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return ExitStatus.success.rawValue
    } catch let error as any DiagnosableError {
      Console.standard.report(error.diagnostics)
      return ExitStatus.failure.rawValue
    } catch {
      // Help and the like are results, and wrong use is a message.
      let text = fullMessage(for: error)
      let status = exitCode(for: error).rawValue
      if !text.isEmpty {
        if status == ExitStatus.success.rawValue {
          Console.standard.print(text)
        } else {
          Console.standard.say(text)
        }
      }
      return status
    }
  }

  /// No run is a success whose output is cut off.
  private static func checkingOutput(_ status: Int32) -> Int32 {
    guard let problem = StandardOutput.finish() else { return status }
    Console.standard.report([problem])
    let isSuccess =
      status == ExitStatus.success.rawValue || status == ExitStatus.changes.rawValue
    return isSuccess ? ExitStatus.failure.rawValue : status
  }

  /// Where a standard stream is closed, the next file to be opened would take its place, and what
  /// is printed go into it.
  ///
  /// What takes its place is for reading only: standard input is empty then, and writing to the
  /// others fails, as it should.
  private static func occupyStandardDescriptors() {
    for descriptor in 0...2 as ClosedRange<Int32> where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest that is free is taken, and those below are not free.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
