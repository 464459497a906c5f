import Synchronization

/// Decides for each request which fault is due, by the plan's rules and their counts.
final class FaultEngine: Sendable {
  private struct State {
    var counts: [Int]
    var random: SplitMix
  }

  private let rules: [FaultRule]
  private let state: Mutex<State>

  init(_ plan: FaultPlan) {
    rules = plan.rules
    state = Mutex(
      State(counts: Array(repeating: 0, count: plan.rules.count), random: SplitMix(plan.seed))
    )
  }

  /// The action of the first rule that is due; all rules that match count the request.
  func action(method: String, path: String, body: [UInt8]) -> FaultAction? {
    guard !rules.isEmpty else { return nil }
    let text = String(decoding: body, as: UTF8.self)
    return state.withLock { state in
      var action: FaultAction?
      for (index, rule) in rules.enumerated() where fits(rule, method, path, text) {
        state.counts[index] += 1
        let isDue = isDue(rule.occasion, state.counts[index], &state.random)
        if isDue, action == nil { action = rule.action }
      }
      return action
    }
  }

  private func fits(_ rule: FaultRule, _ method: String, _ path: String, _ body: String) -> Bool {
    if let wanted = rule.method, wanted != method { return false }
    if let prefix = rule.path, !path.hasPrefix("/api" + prefix) { return false }
    return rule.body.map { body.contains($0) } ?? true
  }

  private func isDue(
    _ occasion: FaultRule.Occasion,
    _ count: Int,
    _ random: inout SplitMix
  ) -> Bool {
    switch occasion {
    case .always: true
    case .requests(let numbers): numbers.contains(count)
    case .from(let first, let number): count >= first && count - first < number
    case .every(let step): count.isMultiple(of: step)
    case .probability(let share): Double.random(in: 0..<1, using: &random) < share
    }
  }
}

/// A small random number generator with a fixed sequence for each seed.
///
/// It is SplitMix64, after Steele, Lea and Flood (2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
