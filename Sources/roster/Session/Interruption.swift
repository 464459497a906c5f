import Engine
import Foundation
import UnixSignals

/// What signals do to an apply: the first stops it in order, the second at once.
enum Interruption {
  /// Runs `body`; an interrupt, a termination or a hang-up meanwhile stops what `control` controls.
  ///
  /// Before something was sent, the process ends with its report. A hang-up that whoever started
  /// the process has it ignore, as `nohup` does, stays ignored. Telling a person what happens holds
  /// nothing up when it blocks.
  static func watch<Result>(
    _ control: ApplyControl,
    _ stage: ApplyStage,
    _ body: () async throws -> Result
  ) async throws -> Result {
    let signals =
      isHangUpIgnored
      ? await UnixSignalsSequence(trapping: .sigint, .sigterm)
      : await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask {
        await withTaskGroup { messages in
          for await _ in signals {
            // The journal holds what was recorded: leaving at once loses nothing.
            if control.isInterrupted { _exit(ExitStatus.interrupted.rawValue) }
            control.interrupt()
            messages.addTask {
              stage.leaveBeforeSending()
              stage.output.say(
                "Interrupted: finishing what is in flight. Interrupt again to leave at once."
              )
            }
          }
        }
      }
      return try await body()
    }
  }

  private static var isHangUpIgnored: Bool {
    var action = sigaction()
    guard sigaction(SIGHUP, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
