import Model
import Planning
import Testing

import Engine

@Suite struct ApplyOrderTests {
  private func change(
    _ key: String,
    _ action: Action,
    from before: String? = nil,
    to after: String? = nil,
    previous: String? = nil,
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
      previousAddress: previous.flatMap { Address(key: $0) },
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
    let order = ApplyOrder(PlanChanges(changes))
    #expect(order.records == [3])
    #expect(order.waves == [[2], [1, 4], [0]])
  }

  @Test func `a contact gives its identifier up before another takes it`() throws {
    let changes = [
      try change("a", .reidentify, from: "1@example.com", to: "2@example.com"),
      try change("b", .reidentify, from: "2@example.com", to: "3@example.com"),
      try change("c", .reidentify, from: "3@example.com", to: "4@example.com"),
      try change("d", .reidentify, from: "8@example.com", to: "9@example.com"),
    ]
    let order = ApplyOrder(PlanChanges(changes))
    #expect(order.waves == [[2, 3], [1], [0]])
    #expect(
      order.gifts == [
        0: [ApplyOrder.Gift(giver: 1, field: .email)], 1: [.init(giver: 2, field: .email)],
      ]
    )
  }

  @Test func `two that swap identifiers, which no plan has, wait for each other`() throws {
    let changes = [
      try change("a", .reidentify, from: "1@example.com", to: "2@example.com"),
      try change("b", .reidentify, from: "2@example.com", to: "1@example.com"),
    ]
    let order = ApplyOrder(PlanChanges(changes))
    #expect(order.waves == [[0, 1]])
    #expect(order.gifts[0]?.map(\.giver) == [1] && order.gifts[1]?.map(\.giver) == [0])
  }

  @Test func `a creation waits for the contact that gives up what it takes`() throws {
    let changes = [
      try change("a", .create, to: "1@example.com"),
      try change("b", .reidentify, from: "1@example.com", to: "2@example.com"),
    ]
    let order = ApplyOrder(PlanChanges(changes))
    #expect(order.waves == [[1], [0]])
    #expect(order.gifts == [0: [ApplyOrder.Gift(giver: 1, field: .email)]])
  }

  @Test func `keys that go round move together, and a chain of keys from its end`() throws {
    let x = "x@example.com"
    let changes = [
      try change("a", .rename, from: x, to: x, previous: "b", sends: false),
      try change("b", .update, from: x, to: x, previous: "a"),
      try change("c", .rename, from: x, to: x, previous: "d", sends: false),
      try change("d", .rename, from: x, to: x, previous: "e", sends: false),
      try change("e", .create, to: "e@example.com"),
    ]
    let order = ApplyOrder(PlanChanges(changes))
    #expect(order.rings == [[0, 1]])
    #expect(order.records == [2, 3])
    #expect(order.freedBy == [0: 1, 1: 0, 3: 2, 4: 3])
    #expect(order.waves == [[1], [4]])
  }

  @Test func `a contact is deleted before another takes its key, and forgotten before, too`() throws
  {
    let x = "x@example.com"
    let changes = [
      try change("a", .delete, from: "a@example.com"),
      try change("a", .rename, from: x, to: x, previous: "old", sends: false),
      try change("b", .forget, from: "b@example.com", sends: false),
      try change("b", .update, from: x, to: x, previous: "c"),
      try change("d", .delete, from: "d@example.com"),
    ]
    let order = ApplyOrder(PlanChanges(changes))
    #expect(order.clearing == [0] && order.laterRecords == [1])
    #expect(order.records == [2, 3])
    #expect(order.waves == [[3], [4]])
  }
}
