import Synchronization

/// Asks a running apply to stop: what is in flight finishes and is recorded, nothing more is sent.
package final class ApplyControl: Sendable {
  private struct State {
    var isInterrupted = false
    var onInterrupt: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  package init() {}

  /// Whether `interrupt()` was called.
  package var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

  /// Stops the run before its next request; a second call changes nothing.
  package func interrupt() {
    let action = state.withLock { state in
      defer { state.isInterrupted = true }
      return state.isInterrupted ? nil : state.onInterrupt
    }
    action?()
  }

  /// Runs `action` at the interruption, at once if it has happened already.
  package func onInterrupt(_ action: @escaping @Sendable () -> Void) {
    let isInterrupted = state.withLock { state in
      state.onInterrupt = action
      return state.isInterrupted
    }
    if isInterrupted { action() }
  }
}
