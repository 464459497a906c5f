import Diagnostics
import Model
import Planning
import Testing

/// What findings of the last apply make the next plan send.
@Suite struct RetryTests {
  private static let all: KeyValuePairs<AttributeKey, AttributeValue> = [
    .email: "j@example.com", .linkedin: "l", .phone: "1", .jobTitle: "PM", .owner: "o@example.com",
    .source: "fair", .companyDomain: "acme.example",
  ]

  private func retry(_ findings: [Finding]) throws -> Change {
    try #require(
      try change(declared("jane", Self.all), applied("jane", Self.all, findings: findings))
    )
  }

  struct Case: Sendable {
    let finding: Finding
    let sent: [AttributeKey]
  }

  @Test(arguments: [
    Case(
      finding: Finding(.companyNotLinked, expected: "acme.example"),
      sent: [.email, .jobTitle, .companyDomain]
    ),
    Case(
      finding: Finding(.companyDiffers, expected: "a", actual: "b"),
      sent: [.email, .jobTitle, .companyDomain]
    ),
    Case(finding: Finding(.ownerIgnored, key: .owner), sent: [.email, .owner]),
    Case(finding: Finding(.fieldNotKept, key: .phone), sent: [.email, .phone]),
    Case(
      finding: Finding(.fieldNotKept, key: .jobTitle),
      sent: [.email, .jobTitle, .companyDomain]
    ),
    Case(
      finding: Finding(.contactDiffers),
      sent: [.email, .linkedin, .phone, .jobTitle, .owner, .source, .companyDomain]
    ),
    Case(
      finding: Finding(.contactShared, expected: "contact.other"),
      sent: [.email, .linkedin, .phone, .jobTitle, .owner, .source, .companyDomain]
    ),
    Case(
      finding: Finding(.recreated),
      sent: [.email, .linkedin, .phone, .jobTitle, .owner, .source, .companyDomain]
    ),
  ])
  func `a finding is tried again with what it concerns`(_ test: Case) throws {
    let change = try retry([test.finding])
    #expect(change.action == .update)
    #expect(change.reason == .retry)
    #expect(change.changedKeys.isEmpty)
    #expect(change.retriedFindings == [test.finding])
    let wanted = attributes(Self.all).filter { test.sent.contains($0) }
    #expect(change.request == .upsert(ContactUpsert(attributes: wanted)))
  }

  @Test func `an adopted contact is only acknowledged`() throws {
    let change = try retry([Finding(.adopted)])
    #expect(change.action == .release)
    #expect(change.reason == .retry)
    #expect(change.request == nil)
    #expect(change.releasedKeys.isEmpty)
  }

  @Test func `an identifier that was not kept is sent under the state's id`() throws {
    let change = try retry([Finding(.fieldNotKept, key: .linkedin)])
    #expect(change.action == .reidentify)
    #expect(change.request == upsert(id: "ctc_jane", [.linkedin: "l"]))
  }

  @Test func `source is never tried again`() throws {
    let change = try retry([Finding(.fieldNotKept, key: .source)])
    #expect(change.action == .release)
    #expect(change.request == nil)
  }

  @Test func `a finding about a released field is dropped with it`() throws {
    let change = try change(
      declared("jane", [.email: "j@example.com"]),
      applied(
        "jane",
        [.email: "j@example.com", .owner: "o"],
        findings: [Finding(.ownerIgnored, key: .owner)]
      )
    )
    #expect(change?.action == .release)
    #expect(change?.reason == .manifest)
    #expect(change?.request == nil)
  }

  @Test func `a change and a retry go in one request, whose reason is the manifest`() throws {
    let change = try change(
      declared("jane", [.email: "j@example.com", .phone: "2", .owner: "o"]),
      applied(
        "jane",
        [.email: "j@example.com", .phone: "1", .owner: "o"],
        findings: [Finding(.ownerIgnored, key: .owner)]
      )
    )
    #expect(change?.reason == .manifest)
    #expect(change?.changedKeys == [.phone])
    #expect(change?.request == upsert([.email: "j@example.com", .phone: "2", .owner: "o"]))
  }

  @Test func `where the id is another person's, a new email does not go to that id`() throws {
    let change = try change(
      declared("jane", [.email: "new@example.com", .phone: "1"]),
      applied(
        "jane",
        [.email: "j@example.com", .phone: "1"],
        findings: [Finding(.contactShared, expected: "contact.other")]
      )
    )
    #expect(change?.action == .update)
    #expect(change?.request == upsert([.email: "new@example.com", .phone: "1"]))
  }

  @Test func `everything is sent again without a source that the contact was not made with`() throws
  {
    let change = try change(
      declared("jane", [.email: "j@example.com", .source: "new"]),
      applied(
        "jane",
        [.email: "j@example.com", .source: "old"],
        findings: [Finding(.recreated)]
      )
    )
    #expect(change?.request == upsert([.email: "j@example.com"]))
    #expect(change?.after?.string(.source) == "old")
  }

  /// `x` and `y` are one contact in the CRM, which was written for both.
  struct SharedCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Which of the two the finding is of.
    let found: String
    var policy = RemovalPolicy.forget
  }

  @Test(arguments: [
    SharedCase(testDescription: "the one that goes has the finding", found: "y"),
    SharedCase(testDescription: "the one that stays has the finding", found: "x"),
    SharedCase(testDescription: "deletion", found: "y", policy: .delete),
    SharedCase(testDescription: "deletion, the one that stays", found: "x", policy: .delete),
  ])
  func `of two that are one contact, the one that stays is sent again, whole`(_ test: SharedCase)
    throws
  {
    let all: KeyValuePairs<AttributeKey, AttributeValue> = [.email: "x@example.com", .phone: "1"]
    func prior(_ key: String) throws -> PriorContact {
      PriorContact(
        address: try address(key),
        id: ContactID("ctc_one"),
        attributes: attributes(key == "x" ? all : [.linkedin: "y", .phone: "2"]),
        findings: test.found == key
          ? [Finding(.contactShared, expected: key == "x" ? "contact.y" : "contact.x")] : []
      )
    }
    let state = PriorState(
      lineage: Lineage("lineage"),
      serial: Serial(7),
      endpoint: endpoint,
      team: nil,
      contacts: [try prior("x"), try prior("y")]
    )
    let plan = plan(
      manifest([try declared("x", all)], settings: ManifestSettings(onRemove: test.policy)),
      state
    )
    #expect(plan.changes.map(\.action) == [.update, .forget])
    #expect(plan.unchanged == 0)
    let change = try #require(plan.changes.first)
    #expect(change.request == .upsert(ContactUpsert(attributes: attributes(all))))
    #expect(change.reason == .retry)
    #expect(change.retriedFindings.map(\.expected) == ["contact.y"])
  }
}
