/// Those who wait to be at the head of a limiter: retries first, then in the order in which they came.
struct WaiterQueue: Sendable {
  private struct Waiter {
    let number: Int
    let continuation: CheckedContinuation<Void, Never>
  }

  private var retries: [Waiter] = []
  private var others: [Waiter] = []
  /// Where `others` begins: what is before it has left.
  private var start = 0
  private var lastNumber = 0
  /// Who was made the head and has not noticed yet.
  private var head: Int?

  mutating func makeNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  mutating func add(_ number: Int, _ continuation: CheckedContinuation<Void, Never>, first: Bool) {
    let waiter = Waiter(number: number, continuation: continuation)
    if first { retries.append(waiter) } else { others.append(waiter) }
  }

  /// Takes a waiter out who will not wait any longer.
  ///
  /// - Returns: What to resume; `nil` when it is no longer here.
  mutating func remove(_ number: Int) -> CheckedContinuation<Void, Never>? {
    if let index = retries.firstIndex(where: { $0.number == number }) {
      return retries.remove(at: index).continuation
    }
    guard let index = others[start...].firstIndex(where: { $0.number == number }) else {
      return nil
    }
    return others.remove(at: index).continuation
  }

  /// Takes everybody out, to be resumed.
  mutating func removeAll() -> [CheckedContinuation<Void, Never>] {
    let all = (retries + others[start...]).map(\.continuation)
    (retries, others, start) = ([], [], 0)
    return all
  }

  /// Makes the next one the head.
  ///
  /// - Returns: What to resume; `nil` when nobody waits.
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

  /// Whether that waiter was made the head; true once.
  mutating func takeHead(_ number: Int) -> Bool {
    guard head == number else { return false }
    head = nil
    return true
  }
}
