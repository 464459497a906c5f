import Applying
import Foundation
import UnixSignals

/// What signals do to a running apply: the first stops it in order, the second at once.
enum Interruption {
  /// Runs `body`; an interrupt, a termination or a hang-up meanwhile stops what `control` controls.
  ///
  /// `say` tells a person what happens, and holds nothing up when it blocks.
  static func watch<Result>(
    _ control: ApplyControl,
    say: @escaping @Sendable (String) -> Void,
    _ body: () async throws -> Result
  ) async throws -> Result {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask {
        await withTaskGroup { messages in
          for await _ in signals {
            // The journal holds what was recorded: leaving at once loses nothing.
            if control.isInterrupted { _exit(ExitStatus.interrupted.rawValue) }
            control.interrupt()
            messages.addTask {
              say("Interrupted: finishing what is in flight. Interrupt again to leave at once.")
            }
          }
        }
      }
      return try await body()
    }
  }
}
