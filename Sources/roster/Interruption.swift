import Applying
import Foundation
import UnixSignals

/// What signals do to a running apply: the first stops it in order, the second at once.
enum Interruption {
  /// Runs `body`; an interrupt, a termination or a hang-up meanwhile stops what `control` controls.
  static func watch<Result>(
    _ control: ApplyControl,
    _ console: Console,
    _ body: () async throws -> Result
  ) async throws -> Result {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask {
        for await _ in signals {
          // The journal holds what was recorded: leaving at once loses nothing.
          if control.isInterrupted { _exit(ExitStatus.interrupted.rawValue) }
          console.say(
            "Interrupted: finishing what is in flight. Interrupt again to leave at once."
          )
          control.interrupt()
        }
      }
      return try await body()
    }
  }
}
