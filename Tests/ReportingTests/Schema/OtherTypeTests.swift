import Diagnostics
import JSONText
import Model
import Planning
import Reporting
import Testing

/// A type that roster does not know goes the whole way as its rows say.
@Suite struct OtherTypeTests {
  private static let title = Field(0, "title", .text, .identifier, "Its title.", example: "Q3")
  private static let owner = Field(1, "keeper", .owner, [], "Who keeps it.", example: "a@b.example")
  private static let origin = Field(
    2,
    "origin",
    .text,
    .creationOnly,
    "Where from.",
    example: "fair"
  )
  private static let stage = Field(3, "stage", .text, .jobData, "How far it is.", example: "won")
  private static let account = Field(
    4,
    "account",
    .text,
    .reference,
    "Whose it is.",
    example: "acme"
  )

  private static let deal = ResourceType(
    "deal",
    path: "/deals",
    idName: "dealId",
    idPrefix: "dea_",
    fields: [title, owner, origin, stage, account]
  )
  private static let schema = Schema([.contact, deal])
  private static let endpoint = "http://127.0.0.1:1/api"

  private static func attributes(
    _ pairs: KeyValuePairs<Field, String>,
    of type: ResourceType = deal
  ) -> Attributes {
    Attributes(pairs.map { (.field($0.key), .string($0.value)) }, of: type)
  }

  private static func declared(
    _ key: String,
    _ pairs: KeyValuePairs<Field, String>,
    of type: ResourceType = deal
  ) throws -> DesiredContact {
    DesiredContact(
      address: try #require(Address(key: key, of: type)),
      attributes: attributes(pairs, of: type),
      position: SourcePosition(file: 0, line: 3, column: 3)
    )
  }

  private static func known(
    _ key: String,
    _ pairs: KeyValuePairs<Field, String>
  ) throws -> PriorContact {
    PriorContact(
      address: try #require(Address(key: key, of: deal)),
      id: ContactID("dea_\(key)"),
      attributes: attributes(pairs)
    )
  }

  private func plan(_ desired: [DesiredContact], _ prior: [PriorContact]) throws -> Plan {
    try Planner.plan(
      desired: DesiredState(
        files: [.init(path: "roster.yaml", sha256: "0")],
        contacts: DesiredContacts(desired)
      ),
      prior: PriorState(
        lineage: Lineage("lineage"),
        serial: Serial(1),
        endpoint: Self.endpoint,
        team: nil,
        contacts: prior
      ),
      options: PlanOptions(endpoint: Self.endpoint)
    )
  }

  private func mixed() throws -> Plan {
    try plan(
      [
        Self.declared("same", [.email: "same@example.com"], of: .contact),
        Self.declared("gone-up", [Self.title: "Up", Self.stage: "won", Self.account: "acme"]),
        Self.declared("moved", [Self.title: "Old"]),
        Self.declared("new", [Self.title: "New", Self.owner: "a@b.example"]),
        Self.declared("same", [Self.title: "Same", Self.origin: "web"]),
      ],
      [
        Self.known("before", [Self.title: "Old"]),
        Self.known("dropped", [Self.title: "Dropped"]),
        Self.known("gone-up", [Self.title: "Up", Self.stage: "open", Self.account: "acme"]),
        Self.known("same", [Self.title: "Same", Self.origin: "fair"]),
      ]
    )
  }

  @Test func `its resources are planned beside contacts`() throws {
    let plan = try mixed()
    #expect(
      plan.changes.map { "\($0.action.rawValue) \($0.address)" } == [
        "create contact.same", "forget deal.dropped", "update deal.gone-up", "rename deal.moved",
        "create deal.new",
      ]
    )
    #expect(plan.unchanged == 1)
    #expect(plan.diagnostics.map(\.message).contains { $0.hasPrefix("The origin of deal.same ") })
    // The identifier, and with the stage the account that it travels with.
    let update = try #require(plan.changes.first { $0.action == .update })
    #expect(update.changedKeys == [.field(Self.stage)])
    guard case .upsert(let upsert)? = update.request else {
      Issue.record("an update has a request")
      return
    }
    #expect(upsert.attributes.keys.map(\.name) == ["title", "stage", "account"])
  }

  @Test func `its plan is saved and read back`() throws {
    let plan = try mixed()
    let bytes = PlanReport(plan: plan, version: "1").jsonBytes()
    let read = try SavedPlan.parse(bytes, file: "p.json", schema: Self.schema)
    #expect(read == plan)
    #expect(throws: SavedPlanError.self) { try SavedPlan.parse(bytes, file: "p.json") }
    let change = try JSONParser.parse(bytes)["resource_changes"]?.array?.last
    #expect(change?["type"]?.string == "deal" && change?["deal_id"] == .null)
    #expect(change?["request"]?["path"]?.string == "/deals")
    #expect(change?["request"]?["body"]?["keeper"]?.string == "a@b.example")
  }

  @Test func `its changes are reported`() throws {
    let report = PlanReport(plan: try mixed(), version: "1")
    for text in [report.text(TextStyle()), report.markdown(), report.html()] {
      #expect(text.contains("deal.new") && text.contains("deal.gone-up"))
    }
    #expect(report.text(TextStyle()).contains(#"+ title   "New""#))
    #expect(report.summary(TextStyle()).contains("keeper"))
  }

  @Test func `its attributes read back from JSON`() throws {
    let attributes = Self.attributes([Self.title: "Q3", Self.account: "acme"])
    var writer = JSONWriter()
    writer.attributes(attributes, .manifest)
    #expect(Attributes(json: try JSONParser.parse(writer.bytes), of: Self.deal) == attributes)
  }
}
