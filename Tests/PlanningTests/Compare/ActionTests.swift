import Diagnostics
import Model
import Planning
import Testing

/// The rows of the action table, one contact at a time.
@Suite struct ActionTests {
  @Test func `a contact that is not in the state is created with all its fields`() throws {
    let jane = try declared("jane", line: 4, [.email: "j@example.com", .source: "fair"])
    let plan = plan(manifest([jane]), .empty)
    let change = try #require(plan.changes.first)
    #expect(change.action == .create)
    #expect(change.request == upsert([.email: "j@example.com", .source: "fair"]))
    #expect(change.changedKeys == [.email, .source])
    #expect(change.before == nil)
    #expect(change.after == jane.attributes)
    #expect(change.contactID == nil)
    #expect(change.location == SourceLocation(file: "roster.yaml", line: 4, column: 3))
    #expect(change.keyLocations[.source]?.line == 6)
    #expect(plan.summary == PlanSummary(create: 1))
    #expect(plan.basis.lineage == nil)
    #expect(plan.basis.serial == .none)
  }

  @Test func `an equal contact is unchanged`() throws {
    let plan = plan(
      manifest([try declared("jane", [.email: "j@example.com"])]),
      state([try applied("jane", [.email: "j@example.com"])])
    )
    #expect(!plan.hasChanges)
    #expect(plan.unchanged == 1)
    #expect(plan.diagnostics.isEmpty)
  }

  @Test func `a changed field is sent with one unchanged identifier`() throws {
    let change = try #require(
      try change(
        declared(
          "jane",
          [.email: "j@example.com", .linkedin: "https://x.test/in/j", .phone: "2"]
        ),
        applied(
          "jane",
          [.email: "j@example.com", .linkedin: "https://x.test/in/j", .phone: "1"]
        )
      )
    )
    #expect(change.action == .update)
    #expect(change.reason == .manifest)
    #expect(change.request == upsert([.email: "j@example.com", .phone: "2"]))
    #expect(change.changedKeys == [.phone])
    #expect(change.contactID == ContactID("ctc_jane"))
  }

  @Test func `the identifier sent is email, else the profile, else Sales Navigator`() throws {
    let byProfile = try change(
      declared("jane", [.linkedin: "l", .salesNav: "s", .phone: "2"]),
      applied("jane", [.linkedin: "l", .salesNav: "s", .phone: "1"])
    )
    #expect(byProfile?.request == upsert([.linkedin: "l", .phone: "2"]))
    let bySalesNav = try change(
      declared("jane", [.salesNav: "s", .phone: "2"]),
      applied("jane", [.salesNav: "s", .phone: "1"])
    )
    #expect(bySalesNav?.request == upsert([.salesNav: "s", .phone: "2"]))
  }

  @Test(arguments: [
    ("changed", "new@example.com"), ("in case only", "J@example.com"),
  ])
  func `a changed identifier is sent under the state's id`(_ name: String, email: String) throws {
    let change = try #require(
      try change(
        declared("jane", [.email: .string(email), .linkedin: "l", .phone: "2"]),
        applied("jane", [.email: "j@example.com", .linkedin: "l", .phone: "1"])
      )
    )
    #expect(change.action == .reidentify)
    #expect(change.request == upsert(id: "ctc_jane", [.email: .string(email), .phone: "2"]))
  }

  @Test func `an added identifier is sent under the state's id`() throws {
    let change = try change(
      declared("jane", [.email: "j@example.com", .linkedin: "l"]),
      applied("jane", [.email: "j@example.com"])
    )
    #expect(change?.action == .reidentify)
    #expect(change?.request == upsert(id: "ctc_jane", [.linkedin: "l"]))
  }

  @Test func `an identifier that is only removed is released`() throws {
    let change = try change(
      declared("jane", [.email: "j@example.com"]),
      applied("jane", [.email: "j@example.com", .linkedin: "l"])
    )
    #expect(change?.action == .release)
    #expect(change?.releasedKeys == [.linkedin])
    #expect(change?.request == nil)
  }

  @Test func `a removed and a changed field make one update with both`() throws {
    let change = try change(
      declared("jane", [.email: "j@example.com", .firstName: "Jane"]),
      applied("jane", [.email: "j@example.com", .firstName: "J", .custom("tier"): "gold"])
    )
    #expect(change?.action == .update)
    #expect(change?.changedKeys == [.firstName])
    #expect(change?.releasedKeys == [.custom("tier")])
    #expect(change?.request == upsert([.email: "j@example.com", .firstName: "Jane"]))
  }

  @Test func `a released company link sends nothing`() throws {
    let change = try change(
      declared("jane", [.email: "j@example.com", .jobTitle: "PM"]),
      applied("jane", [.email: "j@example.com", .jobTitle: "PM", .companyDomain: "acme.example"])
    )
    #expect(change?.action == .release)
    #expect(change?.request == nil)
  }

  @Test(arguments: [
    AttributeKey.companyDomain, .jobTitle, .jobDescription,
  ])
  func `a company link and the job fields travel together`(_ key: AttributeKey) throws {
    let all: KeyValuePairs<AttributeKey, AttributeValue> = [
      .email: "j@example.com", .firstName: "Jane", .jobTitle: "PM", .jobDescription: "Plans",
      .companyDomain: "acme.example",
    ]
    let desired = try declared("jane", all)
    let prior = PriorContact(
      address: desired.address,
      id: ContactID("ctc_jane"),
      attributes: desired.attributes.setting(key, to: "old")
    )
    let change = try change(desired, prior)
    #expect(change?.changedKeys == [key])
    #expect(
      change?.request
        == upsert([
          .email: "j@example.com", .jobTitle: "PM", .jobDescription: "Plans",
          .companyDomain: "acme.example",
        ])
    )
  }

  @Test func `without a company link a changed job field goes alone`() throws {
    let change = try change(
      declared("jane", [.email: "j@example.com", .jobTitle: "PM", .jobDescription: "Plans"]),
      applied("jane", [.email: "j@example.com", .jobTitle: "P", .jobDescription: "Plans"])
    )
    #expect(change?.request == upsert([.email: "j@example.com", .jobTitle: "PM"]))
  }

  @Test func `the order of additional emails makes no change`() throws {
    let change = try change(
      declared(
        "jane",
        [.email: "j@example.com", .additionalEmails: .list(["a@x.test", "b@x.test"])]
      ),
      applied(
        "jane",
        [.email: "j@example.com", .additionalEmails: .list(["b@x.test", "a@x.test"])]
      )
    )
    #expect(change == nil)
  }

  @Test func `another source on an existing contact is a warning and no change`() throws {
    let desired = try declared("jane", line: 10, [.email: "j@example.com", .source: "new"])
    let prior = try applied("jane", [.email: "j@example.com", .source: "old"])
    let plan = plan(manifest([desired]), state([prior]))
    #expect(!plan.hasChanges)
    #expect(plan.unchanged == 1)
    let warning = try #require(plan.diagnostics.first)
    #expect(warning.code == .sourceIsCreationOnly)
    #expect(warning.severity == .warning)
    #expect(warning.location?.line == 12)
  }

  @Test func `another change keeps the recorded source and does not send it`() throws {
    let old = try #require(
      try change(
        declared("jane", [.email: "j@example.com", .phone: "2", .source: "new"]),
        applied("jane", [.email: "j@example.com", .phone: "1", .source: "old"])
      )
    )
    #expect(old.after?.string(.source) == "old")
    #expect(old.request == upsert([.email: "j@example.com", .phone: "2"]))
    let none = try #require(
      try change(
        declared("jane", [.email: "j@example.com", .phone: "2", .source: "new"]),
        applied("jane", [.email: "j@example.com", .phone: "1"])
      )
    )
    #expect(none.after?.string(.source) == nil)
    #expect(none.keyLocations[.source] == nil)
    #expect(none.keyLocations[.phone] != nil)
  }

  @Test func `one place that declares a source for many is one warning`() throws {
    let contacts = try ["a", "b", "c"].map { key in
      let attributes = attributes([.email: .string("\(key)@example.com"), .source: "new"])
      return DesiredContact(
        address: try address(key),
        attributes: attributes,
        position: SourcePosition(file: 0, line: 9, column: 1),
        attributePositions: [
          SourcePosition(file: 0, line: 9, column: 5), SourcePosition(file: 0, line: 2, column: 5),
        ]
      )
    }
    let prior = try ["a", "b", "c"].map {
      try applied($0, [.email: .string("\($0)@example.com"), .source: "old"])
    }
    let plan = plan(manifest(contacts), state(prior))
    #expect(plan.diagnostics.count == 1)
    #expect(plan.diagnostics.first?.message.contains("contact.a and 2 more") == true)
    #expect(plan.diagnostics.first?.location?.line == 2)
  }

  @Test func `a contact that is no longer declared is forgotten`() throws {
    let kept = try declared("kept", [.email: "k@example.com"])
    let plan = plan(
      manifest([kept]),
      state([
        try applied("gone", [.email: "g@example.com"]),
        try applied("kept", [.email: "k@example.com"]),
      ])
    )
    let change = try #require(plan.changes.first)
    #expect(change.action == .forget)
    #expect(change.request == nil)
    #expect(change.after == nil)
    #expect(change.before != nil)
    #expect(plan.summary == PlanSummary(forget: 1, unchanged: 1))
  }

  @Test func `with the policy delete it is deleted by its id`() throws {
    let kept = try declared("kept", [.email: "k@example.com"])
    let plan = plan(
      manifest([kept], settings: ManifestSettings(onRemove: .delete)),
      state([
        try applied("gone", [.email: "g@example.com"]),
        try applied("kept", [.email: "k@example.com"]),
      ])
    ) { $0.maxDeletes = .count(1) }
    #expect(plan.changes.first?.action == .delete)
    #expect(plan.changes.first?.request == .delete(ContactID("ctc_gone")))
    #expect(plan.diagnostics.isEmpty)
  }

  @Test func `a contact in the CRM that another address has is forgotten, not deleted`() throws {
    let kept = try declared("kept", [.email: "k@example.com"])
    let twin = PriorContact(
      address: try address("twin"),
      id: ContactID("ctc_kept"),
      attributes: attributes([.email: "t@example.com"])
    )
    let plan = plan(
      manifest([kept], settings: ManifestSettings(onRemove: .delete)),
      state([twin, try applied("kept", [.email: "k@example.com"])])
    )
    #expect(plan.changes.map(\.action) == [.update, .forget])
    #expect(plan.diagnostics.map(\.code) == [.sharedContactKept])
  }

  @Test func `a record that two removed contacts share is deleted once`() throws {
    let twins = try ["one", "two"].map { key in
      PriorContact(
        address: try address(key),
        id: ContactID("ctc_shared"),
        attributes: attributes([.email: .string("\(key)@example.com")])
      )
    }
    let kept = try declared("kept", [.email: "k@example.com"])
    let plan = plan(
      manifest([kept], settings: ManifestSettings(onRemove: .delete)),
      state(twins + [try applied("kept", [.email: "k@example.com"])])
    )
    #expect(plan.changes.map(\.action) == [.delete, .forget])
  }

  @Test func `text that only looks the same is a change`() throws {
    let change = try change(
      declared("jane", [.email: "j@example.com", .firstName: "Jose\u{301}"]),
      applied("jane", [.email: "j@example.com", .firstName: "Jos\u{E9}"])
    )
    #expect(change?.changedKeys == [.firstName])
  }
}
