import Diagnostics
import Model
import Planning
import Reporting
import TestSupport
import Testing

@Suite struct LongValueTests {
  private func plan(_ pairs: [(Field, String, String)]) throws -> Plan {
    let email = (AttributeKey.field(.email), AttributeValue.string("a@example.com"))
    func attributes(isNew: Bool) -> Attributes {
      Attributes([email] + pairs.map { (.field($0.0), .string(isNew ? $0.2 : $0.1)) })
    }
    let address = try #require(Address(key: "a"))
    return SamplePlan.plan(
      [
        DesiredContact(
          address: address,
          attributes: attributes(isNew: true),
          position: SourcePosition(file: 0, line: 1, column: 3)
        )
      ],
      [PriorContact(address: address, id: ContactID("ctc_a"), attributes: attributes(isNew: false))]
    )
  }

  private static let words =
    "Runs operations for southern Europe from Paris, with a team of forty in three countries, and "
    + "speaks French, English and some Italian; before that she built warehouses in Lille and Ghent."

  /// One edit, edits far apart, an insertion, a removal, wide characters, nothing in common, hostile marks.
  private static let edits: [(Field, String, String)] = [
    (.summary, words, words.replacing("Paris", with: "Lyon")),
    (
      .jobDescription, words,
      words.replacing("Paris", with: "Lyon").replacing("Ghent", with: "Gent")
    ),
    (.tagline, words, words.replacing("some Italian", with: "some excellent Italian")),
    (.skills, words.replacing(" and some Italian", with: " and Italian"), words),
    (
      .location, "東京都千代田区丸の内一丁目九番一号 with an office in Osaka, 4th floor",
      "東京都千代田区丸の内一丁目九番一号 with an office in Kobe, 4th floor"
    ),
    (.industry, String(repeating: "abc ", count: 90), String(repeating: "xyz ", count: 90)),
    (
      .languages, "one ^^^^ two ^^^^ three four five six seven",
      "one ^^^^ 2 ^^^^ three four five six seven"
    ),
  ]

  @Test(arguments: [40, 80, 120]) func `what differs in a long value is marked`(width: Int) throws {
    let report = PlanReport(plan: try plan(Self.edits), version: "1")
    expectGolden(report.text(TextStyle(width: width)), "long-values-\(width).txt")
    expectGolden(report.text(TextStyle(width: width), full: true), "long-values-full-\(width).txt")
  }

  @Test func `marks do not need colour`() throws {
    let report = PlanReport(plan: try plan(Self.edits), version: "1")
    expectGolden(report.text(TextStyle(color: true)), "long-values-color.txt")
  }

  @Test(arguments: [80, 100, 120, 200]) func `no line of a plan is longer than the terminal`(
    width: Int
  ) throws {
    let plans = [
      try plan(Self.edits), try SamplePlan.everyAction(),
      try SamplePlan.everyAction(onRemove: .delete),
      try SamplePlan.large(1000),
    ]
    for plan in plans {
      let report = PlanReport(plan: plan, version: "1")
      let style = TextStyle(width: width)
      let texts = [
        report.text(style), report.text(style, full: true), report.text(style, groupBy: .company),
        report.text(style, groupBy: .file), report.summary(style),
      ]
      for line in texts.flatMap({ $0.split(separator: "\n") })
      where !line.hasPrefix("Plan: ") && !line.contains("東") {
        #expect(line.unicodeScalars.count <= width, "\(line)")
      }
    }
  }

  @Test(arguments: 0..<200) func `the unmarked parts of both values are the same`(seed: Int) throws
  {
    var generator = SeededGenerator(seed: UInt64(seed))
    let alphabet = ["alpha", "beta", "gamma", " ", ", ", "é", "e\u{301}", "李", "delta", "1"]
    func text() -> [String] {
      (0..<60).map { _ in alphabet.randomElement(using: &generator) ?? "" }
    }
    let old = text()
    var new = old
    for _ in 0..<(seed % 9) {
      let index = Int.random(in: new.indices, using: &generator)
      if seed % 2 == 0 { new[index] = "changed" } else { new.remove(at: index) }
    }
    let report = PlanReport(
      plan: try plan([(.summary, old.joined(), new.joined())]),
      version: "1"
    )
    let lines = report.text(TextStyle(width: 2000), full: true).split(separator: "\n")
    guard let from = lines.firstIndex(where: { $0.hasPrefix("          from ") }) else { return }
    let to = try #require(lines.firstIndex { $0.hasPrefix("          to   ") })
    func unmarked(_ index: Int) -> String {
      let value = Array(lines[index].unicodeScalars)
      let next = index + 1 < lines.count ? Array(lines[index + 1].unicodeScalars) : []
      guard next.contains("^"), next.allSatisfy({ $0 == " " || $0 == "^" }) else {
        return String(String.UnicodeScalarView(value.dropFirst(15)))
      }
      var result = String.UnicodeScalarView()
      var column = 15
      for scalar in value.dropFirst(15) {
        let width = scalar == "李" ? 2 : scalar == "\u{301}" ? 0 : 1
        if column >= next.count || next[column] == " " { result.append(scalar) }
        column += width
      }
      return String(result)
    }
    let combining: (String) -> [Unicode.Scalar] = { $0.unicodeScalars.filter { $0 != "\u{301}" } }
    #expect(combining(unmarked(from)) == combining(unmarked(to)))
  }
}
