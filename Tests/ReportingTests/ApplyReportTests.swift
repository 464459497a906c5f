import Diagnostics
import Model
import Planning
import Reporting
import TestSupport
import Testing

@Suite struct ApplyReportTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let result: @Sendable (Plan) -> ApplyResult
    let lastLine: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(
      name: "complete",
      result: { SampleResult.complete($0) },
      lastLine:
        "Apply complete: 1 created, 6 updated, 1 renamed, 1 forgotten, 0 deleted; 0 failed, 0 findings."
    ),
    Case(
      name: "findings",
      result: { SampleResult.complete($0, findings: true) },
      lastLine:
        "Apply complete: 1 created, 6 updated, 1 renamed, 1 forgotten, 0 deleted; 0 failed, 4 findings; "
        + "1 of the created was adopted."
    ),
    Case(
      name: "otherwise",
      result: { SampleResult.otherwise($0) },
      lastLine:
        "Apply failed: 1 created, 5 updated, 1 renamed, 0 forgotten, 0 deleted; 1 failed, 1 findings, "
        + "1 not attempted; 1 of the created was adopted."
    ),
    Case(
      name: "waiting",
      result: { SampleResult.waiting($0) },
      lastLine:
        "Apply failed: 1 created, 4 updated, 1 renamed, 1 forgotten, 0 deleted; 1 failed, 0 findings, "
        + "1 not attempted."
    ),
    Case(
      name: "failed",
      result: { SampleResult.failed($0) },
      lastLine:
        "Apply failed: 0 created, 6 updated, 1 renamed, 1 forgotten, 0 deleted; 1 failed, 4 findings, "
        + "0 not attempted."
    ),
    Case(
      name: "stopped",
      result: { SampleResult.stopped($0) },
      lastLine:
        "Apply stopped: 1 created, 2 updated, 0 renamed, 0 forgotten, 0 deleted; 0 failed, 0 findings, "
        + "6 not attempted."
    ),
    Case(
      name: "interrupted",
      result: { SampleResult.interrupted($0) },
      lastLine:
        "Apply interrupted: 1 created, 1 updated, 0 renamed, 0 forgotten, 0 deleted; 0 failed, 0 "
        + "findings, 7 not attempted."
    ),
    Case(
      name: "declined",
      result: { SampleResult.declined($0) },
      lastLine:
        "Apply declined: 0 created, 0 updated, 0 renamed, 0 forgotten, 0 deleted; 0 failed, 0 findings, "
        + "9 not attempted."
    ),
    Case(
      name: "not-begun",
      result: { SampleResult.notBegun($0) },
      lastLine:
        "Apply stopped: 0 created, 0 updated, 0 renamed, 0 forgotten, 0 deleted; 0 failed, 0 findings, "
        + "9 not attempted."
    ),
  ])
  func `every ending, in every format`(_ test: Case) throws {
    let plan = try SamplePlan.everyAction()
    let report = ApplyReport(plan: plan, result: test.result(plan), version: "1.2.3")
    let text = report.text(TextStyle())
    #expect(text.hasSuffix(test.lastLine + "\n"))
    expectGolden(text, "apply-\(test.name).txt")
    expectGolden(report.json(), "apply-\(test.name).json")
    expectGolden(report.markdown(), "apply-\(test.name).md")
    expectGolden(report.html(), "apply-\(test.name).html")
  }

  @Test func `what is not as planned is named in every format, and in the summary event`() throws {
    let plan = try SamplePlan.everyAction()
    let result = SampleResult.otherwise(plan)
    let report = ApplyReport(plan: plan, result: result, version: "1")
    let event = ApplyEventReport.summary(report)
    for text in [report.text(TextStyle()), report.markdown(), report.html()] {
      let words = text.split { $0.isWhitespace }.joined(separator: " ")
      #expect(words.contains("creation took over a contact that the CRM had"))
      #expect(words.contains("1 of 6 updates made the contact anew: contact.jane-smith."))
      #expect(words.contains("1 of 6 updates failed: contact.company-retry."))
      #expect(words.contains("The planned removal was not attempted: contact.gone."))
    }
    for text in [event, report.json()] {
      #expect(text.contains(#""as_planned":false"#))
      #expect(
        text.contains(
          #"{"planned":"update","happened":"created","as_planned":false,"count":1,"#
            + #""addresses":["contact.jane-smith"]}"#
        )
      )
    }
  }

  @Test func `a run of a part of the contacts says so in every format`() throws {
    let plan = SamplePlan.plan(
      [try SamplePlan.desired("a", line: 1, [.field(.email): .string("a@example.com")])],
      [],
      exclude: ["b*"]
    )
    let result = SampleResult.complete(plan)
    let report = ApplyReport(plan: plan, result: result, version: "1")
    for text in [report.text(TextStyle()), report.markdown(), report.html()] {
      #expect(text.contains("Only a part of the contacts was looked at"))
      #expect(text.contains("--exclude b*"))
    }
    #expect(report.json().contains(#""filters":["--exclude b*"]"#))
  }

  @Test func `a run that attempted nothing says that in one line`() throws {
    let plan = try SamplePlan.everyAction()
    let result = ApplyResult(
      outcomes: plan.changes.map { Outcome(change: $0, status: .notAttempted) },
      ending: .interrupted,
      serial: nil
    )
    let text = ApplyReport(plan: plan, result: result, version: "1").text(TextStyle())
    #expect(text.hasPrefix("Nothing was attempted.\n"))
    #expect(!text.contains("Not as planned"))
  }

  @Test func `a run that left something out is not called complete`() throws {
    let plan = try SamplePlan.everyAction()
    let whole = SampleResult.complete(plan)
    let outcomes =
      Array(whole.outcomes.dropLast())
      + plan.changes.suffix(1).map {
        Outcome(change: $0, status: .notAttempted)
      }
    let result = ApplyResult(outcomes: outcomes, ending: .complete, serial: Serial(42))
    let line = { (result: ApplyResult) in
      ApplyReport(plan: plan, result: result, version: "1").text(TextStyle())
        .split(separator: "\n").last ?? ""
    }
    #expect(line(whole).hasPrefix("Apply complete: "))
    #expect(line(result).hasPrefix("Apply failed: ") && line(result).contains("1 not attempted"))
  }

  @Test(arguments: [49, 50, 51])
  func `up to 50 failures are listed, and the rest counted`(count: Int) throws {
    let plan = SamplePlan.plan(
      try (0..<count).map { index in
        try SamplePlan.desired(
          "k\(index)",
          line: index,
          [.field(.email): .string("k\(index)@example.com")]
        )
      },
      []
    )
    let result = ApplyResult(
      outcomes: plan.changes.map {
        Outcome(change: $0, status: .failed(Diagnostic(.error, SampleResult.refused, "No.")))
      },
      ending: .complete,
      serial: nil
    )
    let report = ApplyReport(plan: plan, result: result, version: "1")
    for isFull in [false, true] {
      let text = report.text(TextStyle(), full: isFull)
      #expect(
        text.split(separator: "\n").count { $0.contains("✗") } == (isFull ? count : min(50, count))
      )
      #expect(text.contains("… and 1 more; --full shows them.") == (count == 51 && !isFull))
    }
  }

  @Test(arguments: [60_000, 3_000, 1_200, 100])
  func `Markdown keeps to its size`(maxBytes: Int) throws {
    let plan = try SamplePlan.large(2000)
    let result = ApplyResult(
      outcomes: plan.changes.map {
        Outcome(
          change: $0,
          status: .failed(Diagnostic(.error, SampleResult.refused, "No."))
        )
      },
      ending: .complete,
      serial: nil
    )
    let text = ApplyReport(plan: plan, result: result, version: "1").markdown(maxBytes: maxBytes)
    #expect(text.utf8.count <= maxBytes)
    #expect(maxBytes < 1000 || text.contains("are not shown here"))
  }

  @Test func `events are one line each, and findings lines of their own`() throws {
    let plan = try SamplePlan.everyAction()
    let result = SampleResult.failed(plan)
    let planReport = PlanReport(plan: plan, version: "1.2.3")
    let address = try #require(plan.changes.first?.address)
    var lines = [ApplyEventReport.planned(planReport)]
    for outcome in result.outcomes {
      lines += ApplyEventReport.json(.started(outcome.change))
      lines += ApplyEventReport.json(.finished(outcome))
    }
    lines += ApplyEventReport.json(
      .retrying(address, attempt: 2, after: .milliseconds(1500), reason: "503\nbusy")
    )
    lines += ApplyEventReport.json(.throttled(for: .seconds(2)))
    lines.append(
      ApplyEventReport.summary(ApplyReport(plan: plan, result: result, version: "1.2.3"))
    )
    for line in lines { #expect(!line.contains("\n")) }
    expectGolden(lines.map { $0 + "\n" }.joined(), "events.jsonl")
  }

  @Test func `what waits for others is an event of its own`() throws {
    let result = SampleResult.waiting(try SamplePlan.everyAction())
    let events = result.outcomes.filter { if case .blocked = $0.status { true } else { false } }
      .map { ApplyEvent.finished($0) }
    let lines = events.flatMap(ApplyEventReport.json)
    #expect(lines.count == 1)
    #expect(
      lines.first?.hasPrefix(#"{"type":"not_attempted","address":"contact.jane-smith""#) == true
    )
    #expect(lines.first?.contains("contact.company-retry failed") == true)
    let text = events.compactMap { ApplyEventReport.text($0, TextStyle()) }
    #expect(text.first?.hasPrefix("contact.jane-smith: R3001: ") == true)
  }

  @Test func `events as text`() throws {
    let plan = try SamplePlan.everyAction()
    let address = try #require(plan.changes.first?.address)
    var events = SampleResult.failed(plan).outcomes.map { ApplyEvent.finished($0) }
    events.append(.retrying(address, attempt: 2, after: .milliseconds(1540), reason: "503\nbusy"))
    events.append(.throttled(for: .seconds(2)))
    let lines = events.compactMap { ApplyEventReport.text($0, TextStyle()) }
    expectGolden(lines.map { $0 + "\n" }.joined(), "events.txt")
  }
}
