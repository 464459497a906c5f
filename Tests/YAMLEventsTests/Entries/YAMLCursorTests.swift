import Diagnostics
import TestSupport
import Testing
import YAMLEvents

@Suite struct YAMLCursorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let yaml: String
    let events: String
    var testDescription: String { yaml }

    init(_ yaml: String, _ events: String) { (self.yaml, self.events) = (yaml, events) }
  }

  @Test(arguments: [
    Case("", ""),
    Case("# only a comment\n", ""),
    Case("a: b", "+MAP =VAL :a =VAL :b -MAP"),
    Case("a:", "+MAP =VAL :a =VAL : -MAP"),
    Case("a: 'it''s'", "+MAP =VAL :a =VAL 'it's -MAP"),
    Case("a: \"\\u00e9\\n\"", "+MAP =VAL :a =VAL \"é\n -MAP"),
    Case("a: |\n  x\n  y\n", "+MAP =VAL :a =VAL |x\ny\n -MAP"),
    Case("a: >-\n  x\n  y\n", "+MAP =VAL :a =VAL >x y -MAP"),
    Case("- [1, {b: c}]", "+SEQ +SEQ =VAL :1 +MAP =VAL :b =VAL :c -MAP -SEQ -SEQ"),
    Case("a: &x 1\nb: *x", "+MAP =VAL :a =VAL :1 =VAL :b =VAL :1 -MAP"),
    Case(
      "a: &x {p: &y q}\nb: [*x, *y]",
      "+MAP =VAL :a +MAP =VAL :p =VAL :q -MAP =VAL :b +SEQ +MAP =VAL :p =VAL :q -MAP =VAL :q -SEQ -MAP"
    ),
    Case(
      "a: &x 1\nb: &y [*x, *x]\nc: *y",
      "+MAP =VAL :a =VAL :1 =VAL :b +SEQ =VAL :1 =VAL :1 -SEQ =VAL :c +SEQ =VAL :1 =VAL :1 -SEQ -MAP"
    ),
    Case("a: &x 1\nb: &x 2\nc: *x", "+MAP =VAL :a =VAL :1 =VAL :b =VAL :2 =VAL :c =VAL :2 -MAP"),
    Case("&k a: 1\nb: *k", "+MAP =VAL :a =VAL :1 =VAL :b =VAL :a -MAP"),
    Case("a: &e\nb: *e", "+MAP =VAL :a =VAL : =VAL :b =VAL : -MAP"),
  ])
  func `aliases are replaced by what they stand for`(_ testCase: Case) throws {
    #expect(try eventText(testCase.yaml) == testCase.events)
  }

  @Test func `an aliased value has the alias's place`() throws {
    let cursor = try YAMLCursor(try YAMLText(Array("a: &x [1]\nb: *x\n".utf8), file: "t"))
    var aliased: [String] = []
    while true {
      let event = try cursor.next()
      if event.kind == .streamEnd { break }
      guard event.isAliased else { continue }
      aliased.append("\(event.start.line):\(event.start.column)-\(event.end.column)")
    }
    #expect(aliased == ["2:4-6", "2:4-6", "2:4-6"])
  }

  @Test func `skip goes past a value and what it contains`() throws {
    let cursor = try YAMLCursor(
      try YAMLText(Array("a: [1, {b: [2]}]\nc: d\n".utf8), file: "t")
    )
    var event = try cursor.next()
    while event.kind != .sequenceStart { event = try cursor.next() }
    try cursor.skip(event)
    #expect(try cursor.next().string == "c")
  }

  @Test(arguments: [
    ("a: *x", "R0106 1:4 The alias `*x` names no anchor of this file. | *x"),
    ("a: &team 1\nb: *taem", "R0106 2:4 The alias `*taem` names no anchor of this file. | *taem"),
    ("a: &x [*x]", "R0107 1:8 The alias `*x` stands inside the value that it stands for. | *x"),
    (
      "a: &x 1\nb: &x {c: *x}",
      "R0107 2:11 The alias `*x` stands inside the value that it stands for. | *x"
    ),
  ])
  func `an alias without a value is an error at the alias`(_ yaml: String, _ start: String) {
    #expect(errorText(Array(yaml.utf8)).hasPrefix(start))
  }

  @Test func `aliases that multiply end in an error soon`() {
    var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      yaml += "a\(level): &a\(level) [\(items)]\n"
    }
    #expect(errorText(Array(yaml.utf8)).hasPrefix("R0108"))
  }

  @Test func `a long value that is repeated very often ends in an error`() {
    let yaml =
      "a: &a \(String(repeating: "x", count: 100_000))\nb: ["
      + Array(repeating: "*a", count: 5_000).joined(separator: ", ") + "]\n"
    #expect(errorText(Array(yaml.utf8)).hasPrefix("R0108"))
  }

  @Test func `aliases in moderation are free at any length`() throws {
    var limits = YAMLLimits()
    limits.expandedEvents = 10
    let yaml =
      "a: &a {b: c}\nl:\n" + String(repeating: "- {<<: *a, d: e}\n", count: 1_000)
    #expect(try eventText(yaml, limits: limits).count > 1_000)
  }

  @Test func `a chain of aliases cannot nest deeper than the limit`() {
    var yaml = "a0: &a0 x\n"
    for level in 1...200 { yaml += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(errorText(Array(yaml.utf8)).hasPrefix("R0104"))
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func `a hundred thousand levels end in an error soon`(_ opener: String) {
    let yaml = String(repeating: opener, count: 100_000)
    #expect(errorText(Array(yaml.utf8)).hasPrefix("R0104"))
  }

  @Test func `a value longer than the limit is an error at its beginning`() {
    let yaml = "a: 'b\(String(repeating: "x", count: 1 << 20))'"
    #expect(errorText(Array(yaml.utf8)).hasPrefix("R0105 1:4"))
  }

  @Test func `anchors that hold too much are an error`() {
    var limits = YAMLLimits()
    limits.recordedEvents = 10
    #expect(
      errorText(Array("a: &x [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]".utf8), limits: limits).hasPrefix(
        "R0110"
      )
    )
    let error = #expect(throws: YAMLError.self) {
      try eventText("a: &x [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", limits: limits)
    }
    expectGolden(error.map { [$0.diagnostic] } ?? [], "recording")
  }

  struct Edge: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let set: @Sendable (inout YAMLLimits) -> Void
    /// Just within the limit, and just beyond it.
    let within: String
    let beyond: String
    let code: String
  }

  static let edges = [
    Edge(
      testDescription: "nesting",
      set: { $0.depth = 3 },
      within: "[[[a]]]",
      beyond: "[[[[a]]]]",
      code: "R0104"
    ),
    Edge(
      testDescription: "a value's length",
      set: { $0.scalarLength = 5 },
      within: "a: [bcdef, 'bcdef']",
      beyond: "a: [bcdef, 'bcdefg']",
      code: "R0105"
    ),
    Edge(
      testDescription: "values that aliases stand for",
      set: { ($0.expandedEvents, $0.expansionFactor) = (3, 0) },
      within: "a: &a b\nc: [*a, *a, *a]",
      beyond: "a: &a b\nc: [*a, *a, *a, *a]",
      code: "R0108"
    ),
    Edge(
      testDescription: "text that aliases stand for",
      set: { ($0.expandedBytes, $0.expansionFactor) = (9, 0) },
      within: "a: &a bcd\nc: [*a, *a, *a]",
      beyond: "a: &a bcd\nc: [*a, *a, *a, *a]",
      code: "R0108"
    ),
    Edge(
      testDescription: "values that anchors hold",
      set: { $0.recordedEvents = 5 },
      within: "a: &a [b, c, d]",
      beyond: "a: &a [b, c, d, e]",
      code: "R0110"
    ),
    Edge(
      testDescription: "text that anchors hold",
      set: { $0.recordedBytes = 6 },
      within: "a: &a [bcd, efg]",
      beyond: "a: &a [bcd, efgh]",
      code: "R0110"
    ),
  ]

  @Test(arguments: edges)
  func `a limit holds what is just within it`(_ edge: Edge) throws {
    var limits = YAMLLimits()
    edge.set(&limits)
    #expect(throws: Never.self) { try eventText(edge.within, limits: limits) }
    let found = errorText(Array(edge.beyond.utf8), limits: limits)
    #expect(found.hasPrefix(edge.code), "\(found)")
  }
}
