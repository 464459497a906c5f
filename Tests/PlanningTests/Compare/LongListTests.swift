import Model
import Planning
import Testing

/// Lists of manifest and state that are so long that they are joined piece by piece.
@Suite struct LongListTests {
  /// Numbers below 210,000: the manifest has those that two divides, the state those that three does.
  private static let numbers = 0..<210_000

  private static func key(_ number: Int) -> String {
    let digits = String(number)
    return "n" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  @Test func `every contact of two long lists is planned once, for what it is`() throws {
    let desired = try Self.numbers.filter { $0 % 2 == 0 }.map { number in
      try declared(Self.key(number), [.field(.email): .string("\(number)@x.example")])
    }
    let prior = try Self.numbers.filter { $0 % 3 == 0 }.map { number in
      try applied(Self.key(number), [.field(.email): .string("\(number)@x.example")])
    }
    let plan = plan(manifest(desired), state(prior))
    #expect(plan.summary.unchanged == 35_000)
    let changed = Self.numbers.filter { ($0 % 2 == 0) != ($0 % 3 == 0) }
    #expect(plan.changes.entries.map(\.address.key) == changed.map(Self.key))
    #expect(plan.summary.create == 70_000 && plan.summary.forget == 35_000)
  }
}
