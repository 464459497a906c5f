import Engine
import Foundation
import Planning
import Synchronization

/// How far an apply has come: what an interruption does depends on it.
final class ApplyStage: Sendable {
  private enum Stage {
    case planning
    case asking
    case sending
    case over
  }

  private let state: Mutex<(stage: Stage, output: ApplyOutput)>

  /// `output` is that of a run which has no plan yet.
  init(_ output: ApplyOutput) { state = Mutex((.planning, output)) }

  /// What says what happens.
  var output: ApplyOutput { state.withLock { $0.output } }

  /// It has come to that plan.
  func plan(_ plan: Plan) { state.withLock { $0.output = $0.output.of(plan) } }

  /// A person is asked to approve it.
  func ask() { state.withLock { $0.stage = .asking } }

  /// From here on something may be in flight.
  func send() { state.withLock { $0.stage = .sending } }

  /// From here on only the report is left.
  func end() { state.withLock { $0.stage = .over } }

  /// Ends an interrupted process with its report, where nothing was sent; returns where something
  /// may have been.
  ///
  /// Meanwhile the run does not come any further.
  func leaveBeforeSending() {
    state.withLock { state in
      switch state.stage {
      case .sending, .over: return
      case .asking: state.output.endQuestion()
      case .planning: break
      }
      state.output.console.report(
        state.output.finished(.notStarted(state.output.plan, because: []))
      )
      _exit(ExitStatus.interrupted.rawValue)
    }
  }
}
