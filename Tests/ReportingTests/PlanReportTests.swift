import Diagnostics
import Foundation
import Model
import Planning
import Reporting
import TestSupport
import Testing

@Suite struct PlanReportTests {
  private func report(_ plan: Plan) -> PlanReport { PlanReport(plan: plan, version: "1.2.3") }

  @Test(arguments: [80, 120, 40]) func `a plan as text`(width: Int) throws {
    let text = report(try SamplePlan.everyAction()).text(TextStyle(width: width))
    expectGolden(text, "plan-\(width).txt")
    #expect(
      text.hasSuffix(
        "\nPlan: 1 to create, 6 to update, 1 to rename, 1 to forget, 0 to delete; 2 unchanged.\n"
      )
    )
  }

  @Test func `a plan in colour says the same as one without`() throws {
    let report = report(try SamplePlan.everyAction())
    let colored = report.text(TextStyle(color: true, width: 80))
    expectGolden(colored, "plan-color.txt")
    var plain = colored
    for code in ["1", "2", "31", "32", "33", "36", "0"] {
      plain = plain.split(separator: "\u{1B}[\(code)m", omittingEmptySubsequences: false).joined()
    }
    #expect(plain == report.text(TextStyle(width: 80)))
  }

  @Test func `a plan that deletes without leave, in every format`() throws {
    let report = report(try SamplePlan.everyAction(onRemove: .delete))
    expectGolden(report.text(TextStyle()), "plan-delete.txt")
    expectGolden(report.markdown(), "plan-delete.md")
    expectGolden(report.json(), "plan-delete.json")
    expectGolden(report.html(), "plan-delete.html")
  }

  @Test func `no plan, in every format`() throws {
    let place = SourceLocation(file: "team/roster.yaml", line: 7, column: 5)
    let plan = Plan.none(
      for: "https://api.lemlist.com/api",
      because: [
        Diagnostic(
          .error,
          SampleResult.refused,
          "`firstname` is no field.",
          location: place,
          hint: "Did you mean `firstName`?"
        ),
        Diagnostic(.warning, SampleResult.refused, "The key is `<b>|*`.", location: place),
      ]
    )
    let report = report(plan)
    #expect(plan.isMissing)
    expectGolden(report.text(TextStyle()), "plan-missing.txt")
    #expect(report.summary(TextStyle()) == report.text(TextStyle()))
    expectGolden(report.markdown(), "plan-missing.md")
    expectGolden(report.json(), "plan-missing.json")
    expectGolden(report.html(), "plan-missing.html")
    #expect(try SavedPlan.parse(Array(report.json().utf8), file: "plan.json") == plan)
  }

  @Test func `hostile values stay values, in every format`() throws {
    let report = report(try SamplePlan.hostile())
    expectGolden(report.text(TextStyle(), full: true), "plan-hostile.txt")
    expectGolden(report.markdown(), "plan-hostile.md")
    expectGolden(report.json(), "plan-hostile.json")
    expectGolden(report.html(), "plan-hostile.html")
  }

  @Test func `no control or direction character gets into any format`() throws {
    let report = report(try SamplePlan.hostile())
    let formats = [
      report.text(TextStyle()), report.text(TextStyle(), full: true), report.markdown(),
      report.text(TextStyle(), groupBy: .company), report.summary(TextStyle()),
      report.html(), DiagnosticReport.text(report.plan.diagnostics, TextStyle()),
      DiagnosticReport.github(report.plan.diagnostics),
    ]
    for text in formats {
      let unsafe = text.unicodeScalars.filter {
        switch $0.properties.generalCategory {
        case .control: $0 != "\n"
        case .format: $0 != "\u{200D}"
        case .lineSeparator, .paragraphSeparator: true
        default: false
        }
      }
      #expect(unsafe.isEmpty)
    }
  }

  @Test func `no line of a text plan begins with a hostile value's text`() throws {
    let text = report(try SamplePlan.hostile()).text(TextStyle(), full: true)
    for line in text.split(separator: "\n") {
      #expect(!line.hasPrefix("Apply complete") && !line.hasPrefix("::"))
    }
  }

  @Test func `a page has no tag or attribute that a value made`() throws {
    let html = report(try SamplePlan.hostile()).html()
    #expect(html.components(separatedBy: "<script").count == 3, "the data and the script")
    #expect(!html.unicodeScalars.elementsEqual("".unicodeScalars))
    #expect(!html.contains("<b>\n") && !html.contains("h0 <b>"))
    let parts = html.components(separatedBy: #"<script type="application/json" id="data">"#)
    let markup = try #require(parts.first).unicodeScalars
    let quotes = markup.indices.dropLast().filter { index in
      markup[index] == "\"" && markup[markup.index(after: index)] == "\u{301}"
    }
    #expect(quotes.isEmpty)
    let data = try #require(parts.last?.components(separatedBy: "</script>").first)
    #expect(!data.unicodeScalars.contains { "<>&".unicodeScalars.contains($0) })
    #expect(data.contains("\\u003cb\\u003e"))
    #expect(!html.contains("http-equiv=\"refresh\""))
    #expect(!html.contains("src=") && !html.contains("href="))
  }

  @Test func `nothing to do is one line`() {
    let plan = SamplePlan.plan([], [])
    #expect(report(plan).text(TextStyle()) == "No changes. 0 contacts match the manifest.\n")
  }

  @Test func `a filtered plan says so`() throws {
    let text = report(
      SamplePlan.plan(
        [try SamplePlan.desired("a", line: 1, [.field(.email): .string("a@example.com")])],
        [],
        exclude: ["b*"]
      )
    ).text(TextStyle())
    #expect(text.contains("Only a part of the contacts was looked at: --exclude b*."))
    #expect(text.contains("1 warning."))
  }

  @Test(arguments: PlanGrouping.allCases)
  func `changes under headings`(_ grouping: PlanGrouping) throws {
    let report = report(try SamplePlan.everyAction())
    let text = report.text(TextStyle(), groupBy: grouping)
    expectGolden(text, "plan-by-\(grouping).txt")
    let addresses = report.plan.changes.map(\.address.description)
    for address in addresses { #expect(text.contains(address)) }
    #expect(
      text.split(separator: "\n").last == report.text(TextStyle()).split(separator: "\n").last
    )
  }

  @Test(arguments: PlanGrouping.allCases)
  func `a long plan under headings is folded and short`(_ grouping: PlanGrouping) throws {
    let report = report(try SamplePlan.companies(1500))
    let text = report.text(TextStyle(), groupBy: grouping)
    expectGolden(text, "plan-by-\(grouping)-folded.txt")
    #expect(text.split(separator: "\n").count < 1000)
    let full = report.text(TextStyle(), full: true, groupBy: grouping)
    for change in report.plan.changes { #expect(full.contains(change.address.description)) }
  }

  @Test func `a summary has counts alone`() throws {
    let report = report(try SamplePlan.everyAction())
    expectGolden(report.summary(TextStyle()), "plan-summary.txt")
    #expect(
      self.report(SamplePlan.plan([], [])).summary(TextStyle())
        == "No changes. 0 contacts match the manifest.\n"
    )
  }

  @Test(arguments: [40, 80]) func `a summary of many companies shows the largest`(width: Int) throws
  {
    let report = report(try SamplePlan.companies(1500))
    let text = report.summary(TextStyle(width: width))
    expectGolden(text, "plan-summary-many-\(width).txt")
    let full = report.summary(TextStyle(), full: true)
    #expect(full.split(separator: "\n").count > 400)
  }

  @Test(arguments: [
    ("x`y", "``--exclude x`y``"), ("x``y`", "``` --exclude x``y` ```"),
    ("x`", "`` --exclude x` ``"),
    ("x", "`--exclude x`"), ("``````", "``````` --exclude `````` ```````"),
  ])
  func `what is quoted in Markdown ends where it should`(_ pattern: String, _ code: String) throws {
    let contact = try SamplePlan.desired("a", line: 1, [.field(.email): .string("a@example.com")])
    let text = report(SamplePlan.plan([contact], [], exclude: [pattern])).markdown()
    #expect(text.contains("looked at:** \(code). The others"), "\(text)")
  }

  @Test(arguments: [49, 50, 51, 52])
  func `a table has up to 50 rows, and one for what the others add up to`(count: Int) throws {
    // The first company has most contacts, the last one fewest.
    let contacts = try (0..<count).flatMap { company in
      try (0...(count - company) / 10).map { contact in
        try SamplePlan.desired(
          "k\(company)-\(contact)",
          line: company + 1,
          company: "c\(1000 + company)",
          [
            .field(.email): .string("k\(company)-\(contact)@example.com"),
            .field(.companyDomain): .string("c\(1000 + company).example"),
          ]
        )
      }
    }
    let report = report(SamplePlan.plan(contacts, []))
    let text = report.summary(TextStyle())
    let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    let isShort = count > 50
    #expect(lines.count { $0.first?.hasPrefix("c10") == true } == min(50, count))
    #expect(lines.contains { $0.first?.hasPrefix("c\(1000 + count - 1)") == true } == !isShort)
    #expect(text.contains("… and") == isShort)
    #expect(text.contains("… and 1 more company ") == (count == 51))
    #expect(text.contains("… and 2 more companies ") == (count == 52))
    let full = report.summary(TextStyle(), full: true)
    #expect(!full.contains("… and"))
    #expect(full.split(separator: "\n").count { $0.contains(" c10") } == count)
  }

  @Test func `hostile values stay values in summaries and headings`() throws {
    let report = report(try SamplePlan.hostile())
    expectGolden(report.summary(TextStyle()), "plan-summary-hostile.txt")
    expectGolden(report.text(TextStyle(), groupBy: .company), "plan-by-company-hostile.txt")
  }

  @Test func `a long plan is folded, and says how to see all`() throws {
    let plan = try SamplePlan.large(1000)
    let text = report(plan).text(TextStyle())
    expectGolden(text, "plan-folded.txt")
    #expect(text.contains("--full"))
    #expect(text.split(separator: "\n").count < 60)
    let full = report(plan).text(TextStyle(), full: true)
    for change in plan.changes { #expect(full.contains(change.address.description)) }
  }

  @Test(arguments: [60_000, 20_000, 4_000, 1_000, 100, 10])
  func `Markdown keeps to its size and says what it left out`(maxBytes: Int) throws {
    let plan = try SamplePlan.large(1000)
    let text = report(plan).markdown(maxBytes: maxBytes)
    #expect(text.utf8.count <= maxBytes)
    #expect(
      maxBytes < 1000 || text.contains("1000") || text.contains("of 1,000 changes are not shown")
    )
    #expect(
      text.components(separatedBy: "<details>").count
        == text.components(separatedBy: "</details>").count
    )
    let fences = text.split(separator: "\n").filter { $0.hasPrefix("```") }
    #expect(fences.count % 2 == 0)
  }

  @Test func `the time for a report grows with the plan, not with its square`() throws {
    func cost(_ count: Int) throws -> Duration {
      let report = report(try SamplePlan.large(count))
      let clock = ContinuousClock()
      return clock.measure {
        _ = report.text(TextStyle())
        _ = report.json()
        _ = report.markdown()
      }
    }
    _ = try cost(100)
    let small = try cost(400)
    let large = try cost(3200)
    #expect(large < small * 32)
  }

  @Test(arguments: [79, 80, 81, 300, 5_000])
  func `no run of backticks breaks out of Markdown`(_ count: Int) throws {
    let run = String(repeating: "`", count: count)
    let email = AttributeValue.string("a@example.com")
    let made = SamplePlan.plan(
      [
        try SamplePlan.desired(
          "a",
          line: 3,
          [.field(.email): email, .field(.summary): .string(run)]
        )
      ],
      []
    )
    let plan = Plan(
      basis: .init(
        lineage: nil,
        serial: .none,
        endpoint: "https://x.example/\(run)<b>",
        team: nil,
        files: made.basis.files
      ),
      changes: made.changes,
      unchanged: 0
    )
    let markdown = PlanReport(plan: plan, version: "1").markdown(maxBytes: 60_000)
    let longest = markdown.matches(of: /`+/).map { $0.output.count }.max() ?? 0
    // Readers know code spans of up to 80 backticks (cmark).
    #expect(longest <= 80)
    #expect(markdown.contains(#"\u{60}"#))
    #expect(!markdown.contains("\n" + run))
  }
}
