import Foundation
import Planning
import Reporting
import Synchronization

/// Progress on standard error: one line that redraws itself on a terminal, a line now and then
/// elsewhere.
final class ProgressDisplay: Sendable {
  private struct State {
    var done = 0
    var retries = 0
    var waiting: String?
    /// `nil` until the first request may be sent: a question may stay on the screen for long.
    var start: ContinuousClock.Instant?
    var isLineShown = false
    var lastDrawn: ContinuousClock.Instant?
    var pace: ProgressPace
  }

  private let total: Int
  private let console: Console
  private let isTerminal: Bool
  private let state: Mutex<State>

  init(total: Int, console: Console) {
    self.total = total
    self.console = console
    isTerminal = isatty(STDERR_FILENO) == 1
    state = Mutex(State(pace: ProgressPace(total: total)))
  }

  /// Runs `body` while time passes on the display too, whether or not anything happens.
  func show<Result>(while body: () async throws -> Result) async throws -> Result {
    guard !console.isQuiet else { return try await body() }
    state.withLock { $0.start = .now }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      defer {
        group.cancelAll()
        finish()
      }
      group.addTask {
        while !Task.isCancelled {
          try await Task.sleep(for: .seconds(1))
          self.state.withLock { self.draw(&$0) }
        }
      }
      return try await body()
    }
  }

  /// Takes the line away, says something else, and lets the line come back.
  func interject(_ body: () -> Void) {
    state.withLock { state in
      erase(&state)
      body()
    }
  }

  func observe(_ event: ApplyEvent) {
    guard !console.isQuiet else { return }
    state.withLock { state in
      switch event {
      case .started(let change):
        if console.isVerbose { say("\(change.address): started", &state) }
      case .finished(let outcome):
        state.done += 1
        state.waiting = nil
        tell(outcome, &state)
      case .retrying(let address, let attempt, let delay, let reason):
        state.retries += 1
        state.waiting = reason
        if console.isVerbose {
          let text = ApplyEventReport.text(
            .retrying(address, attempt: attempt, after: delay, reason: reason),
            console.errorStyle
          )
          if let text { say(text, &state) }
        }
      case .throttled(let delay):
        state.waiting = "the rate limit"
        if console.isVerbose {
          if let text = ApplyEventReport.text(.throttled(for: delay), console.errorStyle) {
            say(text, &state)
          }
        }
      }
      draw(&state)
    }
  }

  /// Something holds requests up that are about no contact.
  func wait(_ reason: String) {
    guard !console.isQuiet else { return }
    state.withLock { state in
      state.retries += 1
      state.waiting = reason
      if console.isVerbose { say("Waiting: \(reason)", &state) }
      draw(&state)
    }
  }

  /// Takes the line away for good.
  private func finish() {
    state.withLock { state in
      erase(&state)
      state.start = nil
    }
  }

  private func tell(_ outcome: Outcome, _ state: inout State) {
    let isFailure =
      switch outcome.status {
      case .failed, .blocked: true
      case .applied, .notAttempted: false
      }
    guard isFailure || console.isVerbose else { return }
    if let text = ApplyEventReport.text(.finished(outcome), console.errorStyle) {
      say(text, &state)
    }
  }

  private func say(_ text: String, _ state: inout State) {
    erase(&state)
    Console.writeMessage(text.hasSuffix("\n") ? text : text + "\n")
  }

  private func draw(_ state: inout State) {
    guard let start = state.start else { return }
    let now = ContinuousClock.now
    if isTerminal {
      let isDue = state.lastDrawn.map { now - $0 >= .milliseconds(100) } ?? true
      guard isDue || state.done == total else { return }
      let width = Console.width(of: STDERR_FILENO) ?? 80
      Console.write(
        "\r\u{1B}[2K" + line(state, now - start).text(width: width - 1),
        to: STDERR_FILENO
      )
      state.isLineShown = true
    } else {
      guard state.pace.isDue(done: state.done, at: now - start) else { return }
      Console.writeMessage(line(state, now - start).text(width: 120) + "\n")
    }
    state.lastDrawn = now
  }

  private func erase(_ state: inout State) {
    guard state.isLineShown else { return }
    Console.write("\r\u{1B}[2K", to: STDERR_FILENO)
    state.isLineShown = false
    state.lastDrawn = nil
  }

  private func line(_ state: State, _ elapsed: Duration) -> ProgressLine {
    let elapsed = elapsed / .seconds(1)
    let rate = elapsed > 0.5 ? Double(state.done) / elapsed : 0
    let remaining = rate > 0 ? Duration.seconds(Double(total - state.done) / rate) : nil
    return ProgressLine(
      done: state.done,
      total: total,
      rate: rate,
      remaining: remaining,
      retries: state.retries,
      waiting: state.waiting
    )
  }
}
