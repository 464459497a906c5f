import Model
import Planning
import Testing

import Applying

@Suite struct ApplyOrderTests {
  private func change(
    _ key: String,
    _ action: Action,
    from before: String? = nil,
    to after: String? = nil,
    sends: Bool = true
  ) throws -> Change {
    let attributes = { (email: String) in Attributes([(.field(.email), .string(email))]) }
    let request: PlannedRequest
    if action == .delete {
      request = .delete(ContactID("ctc_" + key))
    } else {
      request = .upsert(ContactUpsert(attributes: attributes(after ?? "x@example.com")))
    }
    return Change(
      address: try #require(Address(key: key)),
      action: action,
      before: before.map(attributes),
      after: after.map(attributes),
      request: sends ? request : nil
    )
  }

  @Test func `state first, then moves, then creations and updates, then deletions`() throws {
    let changes = [
      try change("a", .delete, from: "a@example.com"),
      try change("b", .create, to: "b@example.com"),
      try change("c", .reidentify, from: "c@example.com", to: "d@example.com"),
      try change("d", .forget, from: "e@example.com", sends: false),
      try change("e", .update, from: "f@example.com", to: "f@example.com"),
    ]
    #expect(ApplyOrder.waves(changes) == [[3], [2], [1, 4], [0]])
  }

  @Test func `a contact gives its identifier up before another takes it`() throws {
    let changes = [
      try change("a", .reidentify, from: "1@example.com", to: "2@example.com"),
      try change("b", .reidentify, from: "2@example.com", to: "3@example.com"),
      try change("c", .reidentify, from: "3@example.com", to: "4@example.com"),
      try change("d", .reidentify, from: "8@example.com", to: "9@example.com"),
    ]
    #expect(ApplyOrder.waves(changes) == [[2, 3], [1], [0]])
  }

  @Test func `two that swap identifiers go together`() throws {
    let changes = [
      try change("a", .reidentify, from: "1@example.com", to: "2@example.com"),
      try change("b", .reidentify, from: "2@example.com", to: "1@example.com"),
    ]
    #expect(ApplyOrder.waves(changes) == [[0, 1]])
  }
}
