import Diagnostics
import Foundation
import Model
import Planning
import Reporting
import TestSupport
import Testing

@Suite struct SavedPlanTests {
  private func save(_ plan: Plan) -> [UInt8] {
    PlanReport(plan: plan, version: "1.2.3").jsonBytes()
  }

  @Test(arguments: 0..<150) func `a saved plan reads back as the same plan`(seed: Int) throws {
    var random = RandomRoster(seed: UInt64(seed))
    let first = random.desired(count: seed % 50, policy: seed % 2 == 0 ? .forget : .delete)
    let prior = random.prior(of: first, findingOneIn: 4)
    let desired = random.edited(first, edits: 30)
    var options = PlanOptions(endpoint: "http://127.0.0.1:8080/api")
    if seed % 3 == 0 { options.limits.update = .count(1) }
    if seed % 2 == 0 { options.statePath = "state \(seed)/ü.jsonl" }
    if seed % 5 == 0 { options.exclude = ["*1*", "none"].compactMap { AddressPattern($0) } }
    let plan = try Planner.plan(desired: desired, prior: prior, options: options)
    let bytes = save(plan)
    #expect(try SavedPlan.parse(bytes, file: "p.json") == plan)
    #expect(save(try SavedPlan.parse(bytes, file: "p.json")) == bytes)
  }

  @Test func `plans with every action and hostile values read back`() throws {
    for plan in [
      try SamplePlan.everyAction(), try SamplePlan.everyAction(onRemove: .delete),
      try SamplePlan.hostile(), SamplePlan.plan([], []),
    ] {
      #expect(try SavedPlan.parse(save(plan), file: "p.json") == plan)
    }
  }

  @Test func `diagnostics read back whole`() throws {
    let place = SourceLocation(file: "a.yaml", line: 3, column: 4)
    let code = DiagnosticCode("R0001", title: "", explanation: "", repair: "")
    let plan = Plan(
      basis: .init(lineage: nil, serial: .none, endpoint: "e", team: nil, files: []),
      changes: [],
      unchanged: 3,
      diagnostics: [
        Diagnostic(
          .error,
          code,
          "m",
          detail: "d",
          address: "contact.a",
          location: place,
          excerpt: SourceExcerpt(line: "x: y", caretOffset: 3, caretLength: 1),
          hint: "h",
          related: [.init(message: "first here", location: place)]
        )
      ],
      filters: ["--only x"]
    )
    #expect(try SavedPlan.parse(save(plan), file: "p.json") == plan)
  }

  @Test func `formatting it anew makes no difference`() throws {
    let plan = try SamplePlan.everyAction(onRemove: .delete)
    var text = String(decoding: save(plan), as: UTF8.self)
    text = text.replacingOccurrences(of: "\":", with: "\" : \n\t")
      .replacingOccurrences(of: "7.5", with: "75e-1").replacingOccurrences(of: "}", with: "\n}")
    #expect(try SavedPlan.parse(Array(text.utf8), file: "p.json") == plan)
  }

  struct Edit: Sendable, CustomTestStringConvertible {
    let name: String
    let from: String
    let to: String
    let code: DiagnosticCode
    let message: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    Edit(
      name: "a value",
      from: "\"after\":{\"email\":\"key@example.com\"",
      to:
        "\"after\":{\"email\":\"kay@example.com\"",
      code: .planInconsistent,
      message: "resource_changes[7].changed_fields"
    ),
    Edit(
      name: "an id in a creation",
      from: "\"body\":{\"email\":\"bob@example.com\"",
      to: "\"body\":{\"contactId\":\"ctc_x\",\"email\":\"bob@example.com\"",
      code: .planInconsistent,
      message: "resource_changes[1].request.body.contactId"
    ),
    Edit(
      name: "an address twice",
      from:
        "\"address\":\"contact.bob@example.com\",\"type\":\"contact\",\"name\":\"bob@example.com\"",
      to: "\"address\":\"contact.adopted\",\"type\":\"contact\",\"name\":\"adopted\"",
      code: .planInconsistent,
      message: "has contact.adopted twice"
    ),
    Edit(
      name: "a finding",
      from: "no such company",
      to: "no company",
      code: .planAltered,
      message: "was changed after it was made"
    ),
    Edit(
      name: "a place",
      from: "\"line\":14",
      to: "\"line\":15",
      code: .planAltered,
      message: "was changed after it was made"
    ),
    Edit(
      name: "the endpoint",
      from: "api.lemlist.com",
      to: "api.evil.example",
      code: .planAltered,
      message: "was changed after it was made"
    ),
    Edit(
      name: "a request",
      from: "\"body\":{\"email\":\"jane.smith@example.com\"",
      to:
        "\"body\":{\"email\":\"mallory@example.com\"",
      code: .planInconsistent,
      message: "resource_changes[4].request.body"
    ),
    Edit(
      name: "a field in a request",
      from: "\"body\":{\"email\":\"jane.smith@example.com\",",
      to:
        "\"body\":{\"email\":\"jane.smith@example.com\",\"phone\":\"1\",",
      code: .planInconsistent,
      message: "resource_changes[4].request.body"
    ),
    Edit(
      name: "a request without a field that changed",
      from: "\"jobTitle\":\"Lead PM\",\"contactOwner\":\"sales@ourteam.example\",\"tier\"",
      to: "\"contactOwner\":\"sales@ourteam.example\",\"tier\"",
      code: .planInconsistent,
      message: "resource_changes[4].request.body` lacks a field that changed"
    ),
    Edit(
      name: "a request with a field that did not change",
      from: "\"body\":{\"email\":\"jane.smith@example.com\",",
      to:
        "\"body\":{\"email\":\"jane.smith@example.com\",\"firstName\":\"Jane\",",
      code: .planInconsistent,
      message: "resource_changes[4].request.body` has a field that did not change: firstName"
    ),
    Edit(
      name: "a reason",
      from: "\"action_reason\":\"retry\"",
      to: "\"action_reason\":\"drift\"",
      code: .planInconsistent,
      message: "must not be drift"
    ),
    Edit(
      name: "a place in another file",
      from: "\"source\":{\"file\":\"roster.yaml\",\"line\":14",
      to: "\"source\":{\"file\":\"/etc/passwd\",\"line\":14",
      code: .planInconsistent,
      message: "has a place in /etc/passwd"
    ),
    Edit(
      name: "a number that would be rounded",
      from: "\"score\":7.5",
      to: "\"score\":9007199254740992.5",
      code: .planMalformed,
      message: "change.after` must be a contact's attributes"
    ),
    Edit(
      name: "a number that is too large",
      from: "\"unchanged\":2",
      to: "\"unchanged\":9223372036854775807",
      code: .planMalformed,
      message: "summary.unchanged` must be a whole number from 0"
    ),
    Edit(
      name: "a line before the first",
      from: "\"line\":14",
      to: "\"line\":-1",
      code: .planMalformed,
      message: "source.line` must be a whole number from 0"
    ),
    Edit(
      name: "an id in a request",
      from: "\"body\":{\"contactId\":\"ctc_new-\"",
      to:
        "\"body\":{\"contactId\":\"ctc_other\"",
      code: .planInconsistent,
      message: "resource_changes[6].request.body.contactId"
    ),
    Edit(
      name: "a deletion",
      from: "/contacts/ctc_gone",
      to: "/contacts/ctc_jane",
      code: .planInconsistent,
      message: "resource_changes[3].request.path"
    ),
    Edit(
      name: "an action",
      from: "\"roster_action\":\"rename\"",
      to: "\"roster_action\":\"forget\"",
      code: .planInconsistent,
      message: "resource_changes[7].change.actions"
    ),
    Edit(
      name: "an address",
      from: "\"address\":\"contact.gone\"",
      to: "\"address\":\"contact.going\"",
      code: .planInconsistent,
      message: "resource_changes[3].name"
    ),
    Edit(
      name: "a word",
      from: "\"roster_action\":\"rename\"",
      to: "\"roster_action\":\"move\"",
      code: .planMalformed,
      message: "resource_changes[7].roster_action"
    ),
    Edit(
      name: "a type",
      from: "\"serial\":41",
      to: "\"serial\":\"41\"",
      code: .planMalformed,
      message: "`serial` must be a whole number"
    ),
    Edit(
      name: "a member's name",
      from: "\"lineage\":",
      to: "\"linage\":",
      code: .planMalformed,
      message: "`lineage` is missing"
    ),
    Edit(
      name: "errored",
      from: "\"errored\":true",
      to: "\"errored\":false",
      code: .planInconsistent,
      message: "`errored` must be true"
    ),
    Edit(
      name: "a count",
      from: "\"unchanged\":2",
      to: "\"unchanged\":3",
      code: .planAltered,
      message: "was changed"
    ),
    Edit(
      name: "the summary",
      from: "\"create\":1",
      to: "\"create\":2",
      code: .planInconsistent,
      message: "summary.create"
    ),
    Edit(
      name: "a digest of files",
      from: String(repeating: "1", count: 64),
      to:
        String(repeating: "3", count: 64),
      code: .planInconsistent,
      message: "manifest_sha256"
    ),
    Edit(
      name: "the version",
      from: "\"format_version\":\"1.0\"",
      to: "\"format_version\":\"2.0\"",
      code: .planVersionUnknown,
      message: "has the plan format 2.0 (written by roster 1.2.3)"
    ),
    Edit(
      name: "broken JSON",
      from: "\"serial\":41",
      to: "\"serial\":,",
      code: .planUnreadable,
      message: "is not a saved plan"
    ),
    Edit(
      name: "a key",
      from: "\"changed_fields\":[\"jobTitle\"",
      to: "\"changed_fields\":[\"jobTitel\"",
      code: .planMalformed,
      message: "changed_fields[0]"
    ),
  ])
  func `an edited plan is refused with the place`(_ edit: Edit) throws {
    let plan = try SamplePlan.everyAction(onRemove: .delete)
    let text = String(decoding: save(plan), as: UTF8.self)
    let range = try #require(text.range(of: edit.from))
    let edited = text.replacingCharacters(in: range, with: edit.to)
    let error = try #require(throws: SavedPlanError.self) {
      try SavedPlan.parse(Array(edited.utf8), file: "p.json")
    }
    #expect(error.diagnostic.code == edit.code)
    #expect(error.diagnostic.message.contains(edit.message), "\(error.diagnostic.message)")
    #expect(error.diagnostic.hint != nil)
    expectGolden([error.diagnostic], "saved-plan-\(edit.name.replacing(" ", with: "-"))")
  }

  @Test(arguments: ["", "{}", "[]", "null", "\u{0}", "{\"format_version\":1}"])
  func `what is no plan is refused`(_ text: String) {
    #expect(throws: SavedPlanError.self) { try SavedPlan.parse(Array(text.utf8), file: "p.json") }
  }

  @Test func `a plan that is cut off or damaged anywhere is refused or equal, and never traps`()
    throws
  {
    let plan = try SamplePlan.everyAction(onRemove: .delete)
    let bytes = save(plan)
    for length in stride(from: 0, to: bytes.count - 2, by: 97) {
      #expect(throws: SavedPlanError.self) {
        try SavedPlan.parse(Array(bytes.prefix(length)), file: "p.json")
      }
    }
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<400 {
      var damaged = bytes
      let index = Int.random(in: damaged.indices, using: &generator)
      damaged[index] = UInt8.random(in: 0x20...0x7E, using: &generator)
      if let read = try? SavedPlan.parse(damaged, file: "p.json") { #expect(read == plan) }
    }
  }

  @Test func `a plan with errors is refused with what lifts them`() throws {
    let plan = try SamplePlan.everyAction(onRemove: .delete)
    let refusal = try #require(SavedPlan.refusal(of: plan, file: "p.json"))
    #expect(refusal.code == .planErrored)
    expectGolden([refusal], "saved-plan-with-errors")
    #expect(refusal.hint?.contains("--max-deletes 1") == true)
    #expect(SavedPlan.refusal(of: try SamplePlan.everyAction(), file: "p.json") == nil)
  }
}
