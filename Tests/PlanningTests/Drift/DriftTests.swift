import Diagnostics
import Model
import Planning
import Testing

/// Plans of a state whose contacts somebody changed in the CRM.
@Suite struct DriftTests {
  private static let all: KeyValuePairs<AttributeKey, AttributeValue> = [
    .email: "j@example.com", .phone: "1", .jobTitle: "PM", .companyDomain: "acme.example",
  ]

  private func plan(
    _ declared: DesiredContact?,
    _ applied: PriorContact,
    _ fields: [Drift.Field]?
  ) -> Plan {
    planned(
      manifest(declared.map { [$0] } ?? []),
      state([applied]),
      PlanOptions(endpoint: endpoint, allowEmpty: true),
      drift: [Drift(address: applied.address, id: applied.id, fields: fields)]
    )
  }

  private func field(_ key: AttributeKey, _ held: AttributeValue?) -> Drift.Field {
    Drift.Field(key: key, applied: "1", held: held)
  }

  @Test func `a changed value is sent again, from what the CRM holds`() throws {
    let plan = try plan(
      declared("jane", Self.all),
      applied("jane", Self.all),
      [field(.phone, "2")]
    )
    let change = try #require(plan.changes.first)
    #expect(change.action == .update && change.reason == .drift)
    #expect(change.before?.string(.phone) == "2" && change.after?.string(.phone) == "1")
    #expect(change.changedKeys == [.phone])
    guard case .upsert(let upsert) = change.request else { return #expect(Bool(false)) }
    #expect(upsert.attributes.keys == [.email, .phone])
  }

  @Test func `an emptied value is sent again, and a company with the job`() throws {
    let plan = try plan(
      declared("jane", Self.all),
      applied("jane", Self.all),
      [field(.companyDomain, nil)]
    )
    let change = try #require(plan.changes.first)
    #expect(change.changedKeys == [.companyDomain])
    guard case .upsert(let upsert) = change.request else { return #expect(Bool(false)) }
    #expect(upsert.attributes.keys == [.email, .jobTitle, .companyDomain])
  }

  @Test func `another main email is taken back by the id`() throws {
    let plan = try plan(
      declared("jane", Self.all),
      applied("jane", Self.all),
      [field(.email, "other@example.com")]
    )
    let change = try #require(plan.changes.first)
    #expect(change.action == .reidentify && change.reason == .drift)
    guard case .upsert(let upsert) = change.request else { return #expect(Bool(false)) }
    #expect(upsert.id == ContactID("ctc_jane"))
  }

  @Test func `a declared contact that is gone is made again, another is forgotten`() throws {
    let made = try plan(declared("jane", Self.all), applied("jane", Self.all), nil)
    #expect(made.changes.map(\.action) == [.create])
    #expect(made.changes.map(\.reason) == [.drift])
    let forgotten = try plan(nil, applied("jane", Self.all), nil)
    #expect(forgotten.changes.map(\.action) == [.forget])
  }

  @Test func `a contact that is gone and has a new key is made under that`()
    throws
  {
    let plan = try plan(declared("jane-doe", Self.all), applied("jane", Self.all), nil)
    #expect(plan.changes.map(\.action) == [.forget, .create])
    #expect(plan.changes.map(\.reason) == [.drift, .drift])
    #expect(plan.createdAgain == 1)
  }

  @Test func `a contact that is gone and is to be deleted is only forgotten`() throws {
    let kept = try declared("bob", [.email: "b@example.com"])
    let gone = try applied("jane", Self.all)
    let plan = try Planner.plan(
      desired: manifest([kept], settings: ManifestSettings(onRemove: .delete)),
      prior: state([gone, try applied("bob", [.email: "b@example.com"])]),
      options: PlanOptions(endpoint: endpoint),
      drift: [Drift(address: gone.address, id: gone.id, fields: nil)]
    )
    #expect(plan.changes.map(\.action) == [.forget] && !plan.isErrored)
  }

  @Test(arguments: [true, false])
  func `what somebody deleted comes back only under a limit for creations`(isByFlag: Bool) throws {
    let jane = try applied("jane", Self.all)
    let limits = ChangeLimits(create: .count(2))
    func plan(_ settings: ManifestSettings, _ flags: ChangeLimits) throws -> Plan {
      try Planner.plan(
        desired: manifest(
          [try declared("jane", Self.all), try declared("new", [.email: "n@example.com"])],
          settings: settings
        ),
        prior: state([jane]),
        options: PlanOptions(endpoint: endpoint, limits: flags),
        drift: [Drift(address: jane.address, id: jane.id, fields: nil)]
      )
    }
    let unasked = try plan(ManifestSettings(), ChangeLimits())
    #expect(unasked.diagnostics.map(\.code) == [.createdAgainUnasked, .createdAgain])
    #expect(unasked.diagnostics.first?.hint?.hasSuffix("--max-creates 2") == true)
    let allowed = try plan(
      isByFlag ? ManifestSettings() : ManifestSettings(limits: limits),
      isByFlag ? limits : ChangeLimits()
    )
    #expect(allowed.diagnostics.map(\.code) == [.createdAgain] && allowed.summary.create == 2)
  }

  @Test func `what is not declared any more, or ignored, is left to the CRM`() throws {
    let wanted: KeyValuePairs<AttributeKey, AttributeValue> = [.email: "j@example.com"]
    let released = try plan(
      declared("jane", wanted),
      applied("jane", [.email: "j@example.com", .phone: "1"]),
      [field(.phone, "2")]
    )
    #expect(released.changes.map(\.action) == [.release])
    #expect(released.changes.map(\.request) == [nil])
  }

  @Test func `a value that the manifest asks for by now is sent, so that the state learns it`()
    throws
  {
    let plan = try plan(
      declared("jane", [.email: "j@example.com", .phone: "2"]),
      applied("jane", [.email: "j@example.com", .phone: "1"]),
      [field(.phone, "2")]
    )
    let change = try #require(plan.changes.first)
    #expect(change.reason == .manifest && change.before?.string(.phone) == "1")
  }

  @Test func `a change of the manifest beside drift is the manifest's`() throws {
    let plan = try plan(
      declared("jane", [.email: "j@example.com", .phone: "1", .jobTitle: "Lead"]),
      applied("jane", [.email: "j@example.com", .phone: "1", .jobTitle: "PM"]),
      [field(.phone, "2")]
    )
    let change = try #require(plan.changes.first)
    #expect(change.reason == .manifest)
    #expect(change.changedKeys == [.phone, .jobTitle])
  }
}
