/// The queue of those who wait to be a limiter's head: retries first, then in order of arrival.
struct WaiterQueue: Sendable {
  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Void, Never>
  }

  private var retries: [Waiter] = []
  private var others: [Waiter] = []
  /// The index at which `others` begins; whoever was before it has left.
  private var start = 0
  private var lastNumber = 0
  /// The number of the waiter who was made the head and has not noticed yet.
  private var head: Int?

  mutating func makeNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  mutating func add(_ number: Int, _ continuation: CheckedContinuation<Void, Never>, first: Bool) {
    let waiter = Waiter(number: number, continuation: continuation)
    if first { retries.append(waiter) } else { others.append(waiter) }
  }

  /// Removes a waiter who will not wait any longer.
  ///
  /// - Returns: The continuation to resume; `nil` when the waiter is no longer in the queue.
  mutating func remove(_ number: Int) -> CheckedContinuation<Void, Never>? {
    if let index = retries.firstIndex(where: { $0.number == number }) {
      return retries.remove(at: index).continuation
    }
    guard let index = others[start...].firstIndex(where: { $0.number == number }) else {
      return nil
    }
    return others.remove(at: index).continuation
  }

  /// Removes everybody and returns the continuations to resume.
  mutating func removeAll() -> [CheckedContinuation<Void, Never>] {
    let all = (retries + others[start...]).map(\.continuation)
    (retries, others, start) = ([], [], 0)
    return all
  }

  /// Makes the next waiter the head.
  ///
  /// - Returns: The continuation to resume; `nil` when nobody waits.
  mutating func handOn() -> CheckedContinuation<Void, Never>? {
    let next: Waiter
    if !retries.isEmpty {
      next = retries.removeFirst()
    } else if start < others.count {
      next = others[start]
      start += 1
      if start > 64, start * 2 > others.count {
        others.removeFirst(start)
        start = 0
      }
    } else {
      return nil
    }
    head = next.number
    return next.continuation
  }

  mutating func markHead(_ number: Int) { head = number }

  /// Whether that waiter was made the head; true only once.
  mutating func takeHead(_ number: Int) -> Bool {
    guard head == number else { return false }
    head = nil
    return true
  }
}
