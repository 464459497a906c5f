import Diagnostics
import Model
import Planning
import Testing

@Suite struct RenameTests {
  private let email: KeyValuePairs<AttributeKey, AttributeValue> = [.email: "j@example.com"]

  @Test func `a new key with a known identifier is a rename without a request`() throws {
    let plan = plan(
      manifest([try declared("jane-doe", email)]),
      state([try applied("jane", email)])
    )
    let change = try #require(plan.changes.first)
    #expect(plan.changes.count == 1)
    #expect(change.action == .rename)
    #expect(change.request == nil)
    #expect(change.address == (try address("jane-doe")))
    #expect(change.previousAddress == (try address("jane")))
    #expect(change.contactID == ContactID("ctc_jane"))
    #expect(plan.summary == PlanSummary(rename: 1))
  }

  @Test func `a rename with a changed field is an update that remembers the old address`() throws {
    let plan = plan(
      manifest([try declared("jane-doe", [.email: "j@example.com", .phone: "2"])]),
      state([try applied("jane", [.email: "j@example.com", .phone: "1"])])
    )
    #expect(plan.changes.map(\.action) == [.update])
    #expect(plan.changes.first?.previousAddress == (try address("jane")))
    #expect(plan.changes.first?.request == upsert([.email: "j@example.com", .phone: "2"]))
  }

  @Test func `a rename with a released field is a release that remembers the old address`() throws {
    let plan = plan(
      manifest([try declared("jane-doe", email)]),
      state([try applied("jane", [.email: "j@example.com", .phone: "1"])])
    )
    #expect(plan.changes.map(\.action) == [.release])
    #expect(plan.changes.first?.previousAddress == (try address("jane")))
  }

  @Test func `identifiers are compared normalised, and sent when their text differs`() throws {
    let plan = plan(
      manifest([try declared("jane-doe", [.linkedin: "https://www.linkedin.com/in/jane"])]),
      state([try applied("jane", [.linkedin: "http://linkedin.com/in/Jane/"])])
    )
    let change = try #require(plan.changes.first)
    #expect(change.action == .reidentify)
    #expect(change.previousAddress == (try address("jane")))
    #expect(
      change.request == upsert(id: "ctc_jane", [.linkedin: "https://www.linkedin.com/in/jane"])
    )
  }

  @Test func `a contact that is still declared gives its email up to another`() throws {
    let desired = manifest([
      try declared("jane", [.email: "other@example.com"]), try declared("new", email),
    ])
    let plan = plan(desired, state([try applied("jane", email)]))
    #expect(plan.changes.map(\.action) == [.reidentify, .create])
  }
}
