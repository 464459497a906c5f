import Diagnostics
import Model
import Planning
import Testing

@Suite struct GuardTests {
  @Test func `an empty manifest over a state with contacts is an error`() throws {
    let prior = state([try applied("jane", [.email: "j@example.com"])])
    let plan = plan(manifest([]), prior)
    #expect(plan.isErrored)
    #expect(plan.diagnostics.map(\.code) == [.emptyManifest])
    #expect(plan.changes.map(\.action) == [.forget])
    #expect(plan.diagnostics.first?.hint?.contains("--allow-empty") == true)
  }

  @Test func `--allow-empty lifts it`() throws {
    let prior = state([try applied("jane", [.email: "j@example.com"])])
    let plan = plan(manifest([]), prior) { $0.allowEmpty = true }
    #expect(!plan.isErrored)
    #expect(plan.changes.map(\.action) == [.forget])
  }

  @Test func `an empty manifest over an empty state is no error`() {
    #expect(plan(manifest([]), .empty).diagnostics.isEmpty)
  }

  @Test func `a state of another endpoint is an error that names both`() throws {
    let jane = try declared("jane", [.email: "j@example.com"])
    let prior = state(
      [try applied("jane", [.email: "j@example.com"])],
      endpoint: "https://crm.example/api"
    )
    let plan = plan(manifest([jane]), prior)
    let error = try #require(plan.diagnostics.first)
    #expect(error.code == .endpointDiffers)
    #expect(error.message.contains("https://crm.example/api"))
    #expect(error.message.contains(endpoint))
    #expect(plan.basis.team == nil)
  }

  @Test func `a slash at the end makes no other endpoint`() throws {
    let jane = try declared("jane", [.email: "j@example.com"])
    let prior = state([try applied("jane", [.email: "j@example.com"])], endpoint: endpoint + "/")
    #expect(plan(manifest([jane]), prior).diagnostics.isEmpty)
  }

  @Test func `an emptied state may go to another endpoint`() throws {
    let jane = try declared("jane", [.email: "j@example.com"])
    let plan = plan(manifest([jane]), state([], endpoint: "https://crm.example/api"))
    #expect(plan.diagnostics.isEmpty)
    #expect(plan.basis.team == nil)
  }

  @Test func `filtered contacts are left alone and the plan says so`() throws {
    let desired = manifest([
      try declared("jane", [.email: "j@example.com"]),
      try declared("joe", [.email: "o@example.com"]),
    ])
    let prior = state([
      try applied("ann", [.email: "a@example.com"]), try applied("jim", [.email: "i@example.com"]),
    ])
    let plan = plan(desired, prior) {
      $0.only = ["contact.j*", "zoe"].compactMap { AddressPattern($0) }
      $0.exclude = ["*oe"].compactMap { AddressPattern($0) }
    }
    #expect(plan.changes.map(\.address.key) == ["jane", "jim"])
    #expect(plan.filters == ["--only contact.j*", "--only zoe", "--exclude *oe"])
    #expect(plan.diagnostics.map(\.code) == [.patternMatchesNothing])
    #expect(plan.diagnostics.first?.message.contains("--only zoe") == true)
  }

  @Test func `custom fields in requests are listed with their type`() throws {
    let desired = manifest(
      [
        try declared(
          "jane",
          line: 20,
          [
            .email: "j@example.com", .custom("score"): .number(3), .custom("vip"): .boolean(true),
            .custom("tier"): "gold", .custom("same"): "x",
          ]
        )
      ],
      customFields: [
        .init(name: "tier", type: .date, position: SourcePosition(file: 0, line: 2, column: 3)),
        .init(name: "unused", type: .text, position: SourcePosition(file: 0, line: 3, column: 3)),
      ]
    )
    let prior = state([
      try applied("jane", [.email: "j@example.com", .custom("same"): "x"])
    ])
    let fields = plan(desired, prior).customFields
    #expect(fields.map(\.name) == ["score", "tier", "vip"])
    #expect(fields.map(\.type) == [.number, .date, .boolean])
    #expect(fields.map { $0.location?.line } == [23, 2, 25])
  }

  @Test func `a custom field is where the first of many contacts has it`() throws {
    let contacts = try (0..<50_000).map { index in
      let custom: KeyValuePairs<AttributeKey, AttributeValue>
      switch index {
      case 20_000..<30_000: custom = [.custom("early"): .number(1)]
      case 40_000...: custom = [.custom("early"): "text", .custom("late"): .boolean(true)]
      default: custom = [.email: "a@example.com"]
      }
      return try declared("k\(100_000 + index)", line: 10 * index, custom)
    }
    let fields = plan(manifest(contacts), state([])).customFields
    #expect(fields.map(\.name) == ["early", "late"])
    #expect(fields.map(\.type) == [.number, .boolean])
    #expect(fields.map { $0.location?.line } == [200_001, 400_002])
  }
}
