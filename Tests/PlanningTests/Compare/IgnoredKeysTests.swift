import Diagnostics
import Model
import Planning
import TestSupport
import Testing

@Suite struct IgnoredKeysTests {
  private func ignoring(
    _ keys: [AttributeKey],
    _ pairs: KeyValuePairs<AttributeKey, AttributeValue>
  ) throws -> DesiredContact {
    DesiredContact(
      address: try address("a"),
      attributes: attributes(pairs),
      position: SourcePosition(file: 0, line: 1, column: 3),
      ignoredKeys: keys
    )
  }

  @Test func `an ignored field is sent on creation`() throws {
    let plan = plan(
      manifest([try ignoring([.phone], [.email: "a@example.com", .phone: "1"])]),
      state([])
    )
    #expect(plan.changes.map(\.request) == [upsert([.email: "a@example.com", .phone: "1"])])
  }

  @Test(arguments: ["2", "3", nil])
  func `afterwards it is left alone, and the state keeps what was sent`(phone: String?) throws {
    var pairs = [(AttributeKey.email, AttributeValue.string("a@example.com"))]
    if let phone { pairs.append((.phone, .string(phone))) }
    let declared = DesiredContact(
      address: try address("a"),
      attributes: Attributes(pairs + [(.firstName, .string("Ann"))]),
      position: SourcePosition(file: 0, line: 1, column: 3),
      ignoredKeys: [.phone]
    )
    let same = try applied("a", [.email: "a@example.com", .phone: "1", .firstName: "Ann"])
    #expect(try change(declared, same) == nil)
    let other = try applied("a", [.email: "a@example.com", .phone: "1", .firstName: "Bob"])
    let update = try #require(try change(declared, other))
    #expect(update.request == upsert([.email: "a@example.com", .firstName: "Ann"]))
    #expect(update.after?[AttributeKey.phone] == .string("1"))
    #expect(update.changedKeys == [.firstName] && update.releasedKeys == [])
  }

  @Test func `it is not sent to a contact that was there before`() throws {
    let declared = try ignoring([.phone], [.email: "a@example.com", .phone: "1"])
    #expect(try change(declared, try applied("a", [.email: "a@example.com"])) == nil)
  }

  @Test func `a finding about it asks for nothing`() throws {
    let declared = try ignoring([.phone], [.email: "a@example.com", .phone: "1"])
    let finding = Finding(.fieldNotKept, key: .phone, expected: "1", actual: "2")
    let prior = try applied("a", [.email: "a@example.com", .phone: "1"], findings: [finding])
    let change = try #require(try change(declared, prior))
    #expect(change.action == .release && change.request == nil)
  }

  @Test func `a contact that the CRM made anew gets it again`() throws {
    let declared = try ignoring([.phone], [.email: "a@example.com", .phone: "2"])
    let prior = try applied(
      "a",
      [.email: "a@example.com", .phone: "1"],
      findings: [Finding(.recreated)]
    )
    let change = try #require(try change(declared, prior))
    #expect(change.request == upsert([.email: "a@example.com", .phone: "1"]))
  }

  @Test func `it does not travel with the company`() throws {
    let declared = try ignoring(
      [.jobTitle],
      [.email: "a@example.com", .jobTitle: "CTO", .companyDomain: "new.example"]
    )
    let prior = try applied(
      "a",
      [.email: "a@example.com", .jobTitle: "CEO", .companyDomain: "old.example"]
    )
    let change = try #require(try change(declared, prior))
    #expect(
      change.request == upsert([.email: "a@example.com", .companyDomain: "new.example"])
    )
  }

  @Test func `an identifier is never ignored`() throws {
    let declared = try ignoring([.email], [.email: "b@example.com"])
    let change = try change(declared, try applied("a", [.email: "a@example.com"]))
    #expect(change?.action == .reidentify)
  }

  @Test(arguments: 0..<60)
  func `plans converge and never send what is ignored`(seed: Int) throws {
    var random = RandomRoster(seed: UInt64(seed))
    let first = random.desired(count: seed, policy: .forget)
    let prior = random.prior(of: first, findingOneIn: 7)
    let edited = random.edited(first, edits: 20)
    let ignored: [AttributeKey] = [.phone, .jobTitle, .owner]
    let desired = DesiredState(
      files: edited.files,
      contacts: edited.contacts.map { contact in
        DesiredContact(
          address: contact.address,
          attributes: contact.attributes,
          position: contact.position,
          attributePositions: contact.attributePositions,
          companyName: contact.companyName,
          isProtected: seed % 2 == 0,
          ignoredKeys: ignored
        )
      },
      customFields: edited.customFields,
      settings: edited.settings
    )
    let plan = PlanningTests.plan(desired, prior)
    for change in plan.changes where change.action != .create {
      #expect(Set(change.changedKeys).isDisjoint(with: ignored))
      guard case .upsert(let upsert) = change.request else { continue }
      if change.retriedFindings.contains(where: { $0.kind == .recreated }) { continue }
      #expect(Set(upsert.attributes.keys).isDisjoint(with: ignored))
    }
    let next = PerfectCRM.apply(plan, to: prior)
    #expect(PlanningTests.plan(desired, next).changes == [])
  }
}
