import ArgumentParser
import Diagnostics
import Dispatch
import Foundation

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

/// Where the process begins.
///
/// The work is done in a task, and the main thread waits for it: nothing belongs to that thread, and tools that
/// count instructions follow a thread that waits, but not one that has ended.
@main
enum Main {
  static func main() {
    // A closed pipe must be an error that can be handled, not the end of an apply.
    signal(SIGPIPE, SIG_IGN)
    occupyStandardDescriptors()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await run()
      done.signal()
    }
    done.wait()
  }

  private static func run() async {
    do {
      var command = try RosterCommand.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error as any DiagnosableError {
      Console.standard.report(error.diagnostics)
      Foundation.exit(ExitStatus.failure.rawValue)
    } catch {
      let text = RosterCommand.fullMessage(for: error)
      let status = RosterCommand.exitCode(for: error)
      if status.isSuccess {
        Console.standard.print(text)
      } else if !text.isEmpty {
        Console.standard.say(text)
      }
      Foundation.exit(status.rawValue)
    }
  }

  /// Where a standard stream is closed, the next file to be opened would take its place, and what is printed go into it.
  private static func occupyStandardDescriptors() {
    for descriptor in 0...2 as ClosedRange<Int32> where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest that is free is taken, and those below are not free.
      _ = open("/dev/null", O_RDWR)
    }
  }
}
