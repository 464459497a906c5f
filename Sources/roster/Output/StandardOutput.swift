import Diagnostics
import Foundation
import Synchronization

/// The process's standard output, and what kept it from being written.
///
/// The work goes on, so that what was sent is still recorded; the process then ends with an error.
/// A reader that went away (`| head`) is no failure.
enum StandardOutput {
  private enum Condition {
    case open
    /// The reader has gone.
    case abandoned
    /// With an `errno`.
    case failed(Int32)
  }

  /// One for the process, as its descriptor is.
  private static let condition = Mutex(Condition.open)

  /// All of the text, unless a write has failed before: what is there is the beginning of it,
  /// without a gap.
  static func write(_ text: String) {
    condition.withLock { condition in
      guard case .open = condition else { return }
      switch Console.write(text, to: STDOUT_FILENO) {
      case nil: break
      case EPIPE?: condition = .abandoned
      case let code?: condition = .failed(code)
      }
    }
  }

  /// Why not all could be written, as far as that is known yet.
  static var problem: Diagnostic? {
    guard case .failed(let code) = condition.withLock({ $0 }) else { return nil }
    return Diagnostic(
      .error,
      .outputUnwritable,
      "Standard output could not be written: \(String(cString: strerror(code))).",
      detail: "What was printed is cut off.",
      hint: "Make room, or check where standard output leads."
    )
  }

  /// Why not all could be written, asked at the end: some file systems only tell when a file is
  /// closed.
  static func finish() -> Diagnostic? {
    condition.withLock { condition in
      guard case .open = condition else { return }
      let copy = dup(STDOUT_FILENO)
      if copy >= 0, close(copy) != 0, errno != EINTR { condition = .failed(errno) }
    }
    return problem
  }
}
