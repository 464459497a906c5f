import Synchronization

/// Lets requests through one by one, in order, as the pacer and the number in flight allow.
///
/// The waiter at the head waits for its time; the others wait for the head. It uses a lock and not
/// an actor, so that a cancelled waiter leaves at once.
package final class RateLimiter<C: Clock>: Sendable where C.Duration == Duration {
  /// A turn, which `acquire` gives and `release` takes back.
  package struct Permit: Sendable {
    fileprivate let ticket: Pacer.Ticket
  }

  package enum Refusal: Error, Hashable {
    case stopped
    case cancelled
    /// No turn comes before the deadline.
    case late
  }

  private struct State {
    var pacer: Pacer
    var inFlight = 0
    var isStopped = false
    /// Counts the events after which the head has to decide again.
    var changes = 0
    var headIsTaken = false
    var queue = WaiterQueue()
    /// The continuation of the head while it rests.
    var resting: CheckedContinuation<Void, Never>?
    /// The retries in back-off, by number.
    var sleeping: [Int: CheckedContinuation<Void, Never>] = [:]
    var lastSleeper = 0
  }

  private let clock: C
  private let start: C.Instant
  private let parallelism: Int
  private let state: Mutex<State>

  package init(pacer: Pacer, parallelism: Int, clock: C) {
    self.clock = clock
    self.start = clock.now
    self.parallelism = parallelism
    self.state = Mutex(State(pacer: pacer))
  }

  /// The time since the limiter was made.
  package var now: Duration { start.duration(to: clock.now) }

  /// Waits for a turn.
  ///
  /// - Parameters:
  ///   - route: What kind of request it is for.
  ///   - isRetry: Whether it goes before requests that were never sent.
  ///   - deadline: The time since the limiter was made after which the turn of a retry is of no
  ///     use, and neither is a turn that a 429 holds back.
  /// - Returns: A permit, which must be given to `release` exactly once.
  /// - Throws: `Refusal` when no turn was given.
  package func acquire(
    _ route: Route,
    isRetry: Bool,
    before deadline: Duration? = nil
  ) async throws(Refusal) -> Permit {
    // Most requests find nobody before them and a free turn.
    let wish = Wish(route: route, isRetry: isRetry, deadline: deadline)
    if let permit = state.withLock({ permitAtOnce(&$0, wish) }) { return permit }
    try await becomeHead(isRetry: isRetry)
    defer { passHeadOn() }
    while true {
      if Task.isCancelled { throw .cancelled }
      let step = state.withLock { state in self.step(&state, wish) }
      switch step {
      case .refused: throw .stopped
      case .late: throw .late
      case .permitted(let permit): return permit
      case .rest(let changes, let deadline): await rest(since: changes, until: deadline)
      }
    }
  }

  /// Takes a permit back.
  ///
  /// - Parameters:
  ///   - permit: What `acquire` returned.
  ///   - written: When the request was actually written, if it was.
  ///   - ended: When the head of its answer came, or it was given up.
  ///   - ending: How it ended.
  /// - Returns: How long all sending rests now, if a 429 caused that.
  @discardableResult
  package func release(
    _ permit: Permit,
    written: C.Instant?,
    ended: C.Instant,
    _ ending: Pacer.Ending
  ) -> Duration? {
    let ended = start.duration(to: ended)
    let (resting, rest) = state.withLock { state in
      state.inFlight -= 1
      state.changes += 1
      state.pacer.end(
        permit.ticket,
        written: written.map { start.duration(to: $0) },
        at: ended,
        ending
      )
      return (state.resting.take(), state.pacer.rest(at: ended))
    }
    resting?.resume()
    return rest.map { $0 - ended }
  }

  /// Refuses everyone who waits and everyone who comes.
  package func stop() {
    let woken = state.withLock { state in
      state.isStopped = true
      state.changes += 1
      var woken = state.queue.removeAll() + Array(state.sleeping.values)
      state.sleeping = [:]
      if let resting = state.resting.take() { woken.append(resting) }
      return woken
    }
    for continuation in woken { continuation.resume() }
  }

  package var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Rests before a retry; returns early when the limiter is stopped or the task is cancelled.
  package func sleep(for duration: Duration) async {
    let deadline = clock.now.advanced(by: duration)
    await race(until: deadline) { await self.sleepUntilStopped() }
  }

  private enum Step {
    case permitted(Permit)
    case refused
    case late
    case rest(changes: Int, deadline: C.Instant?)
  }

  /// What a waiter asks for.
  private struct Wish {
    let route: Route
    let isRetry: Bool
    let deadline: Duration?
  }

  private func permitAtOnce(_ state: inout State, _ wish: Wish) -> Permit? {
    guard !state.headIsTaken, !Task.isCancelled, case .permitted(let permit) = step(&state, wish)
    else { return nil }
    return permit
  }

  private func step(_ state: inout State, _ wish: Wish) -> Step {
    if state.isStopped { return .refused }
    let now = self.now
    // For a first attempt only a 429 counts against the deadline: a long queue is no failure.
    let isHeldBack = state.pacer.rest(at: now) != nil
    let deadline = wish.isRetry || isHeldBack ? wish.deadline : nil
    if let deadline, now > deadline { return .late }
    guard state.inFlight < parallelism else { return .rest(changes: state.changes, deadline: nil) }
    switch state.pacer.decide(at: now) {
    case .send:
      state.inFlight += 1
      return .permitted(Permit(ticket: state.pacer.send(wish.route, at: now)))
    case .wait(let until):
      if let deadline, until > deadline { return .late }
      return .rest(changes: state.changes, deadline: start.advanced(by: until))
    case .waitForAnswer:
      return .rest(changes: state.changes, deadline: nil)
    }
  }

  // MARK: The head

  private func becomeHead(isRetry: Bool) async throws(Refusal) {
    let number: Int? = state.withLock { state in
      if !state.headIsTaken {
        state.headIsTaken = true
        return nil
      }
      return state.queue.makeNumber()
    }
    guard let number else { return }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.isStopped || Task.isCancelled { return true }
          // The head may have left meanwhile; then nobody else would pass it on.
          if !state.headIsTaken {
            state.headIsTaken = true
            state.queue.markHead(number)
            return true
          }
          state.queue.add(number, continuation, first: isRetry)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.queue.remove(number) }?.resume()
    }
    guard !state.withLock({ $0.queue.takeHead(number) }) else { return }
    throw isStopped ? .stopped : .cancelled
  }

  private func passHeadOn() {
    let next = state.withLock { state in
      let next = state.queue.handOn()
      state.headIsTaken = next != nil
      return next
    }
    next?.resume()
  }

  private func rest(since changes: Int, until deadline: C.Instant?) async {
    guard let deadline else { return await waitForChange(since: changes) }
    await race(until: deadline) { await self.waitForChange(since: changes) }
  }

  private func waitForChange(since changes: Int) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.changes != changes || Task.isCancelled { return true }
          state.resting = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.resting.take() }?.resume()
    }
  }

  private func sleepUntilStopped() async {
    let number = state.withLock { state in
      state.lastSleeper += 1
      return state.lastSleeper
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.isStopped || Task.isCancelled { return true }
          state.sleeping[number] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.sleeping.removeValue(forKey: number) }?.resume()
    }
  }

  /// Returns at the deadline, or when `event` returns, whichever comes first.
  private func race(until deadline: C.Instant, _ event: @escaping @Sendable () async -> Void) async
  {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [clock] in
        // Cancelled means that the other one won.
        try? await clock.sleep(until: deadline, tolerance: .zero)
      }
      group.addTask { await event() }
      await group.next()
      group.cancelAll()
    }
  }
}
