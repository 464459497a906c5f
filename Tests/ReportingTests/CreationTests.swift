import Model
import Planning
import Reporting
import Testing

/// Creations are written from the declared contacts' bytes: it must not show.
@Suite struct CreationTests {
  /// Contacts with all that a creation can have, alone and together.
  private static let contacts: [DesiredContact] = {
    let hostile = "q\"b\\n\n\u{1B}[2J\u{2028}é\u{7F}" + String(repeating: "x", count: 40)
    let custom: [(AttributeKey, AttributeValue)] = [
      (.custom("a\"b"), .string(hostile)), (.custom("seats"), .number(-12.5)),
      (.custom("vip"), .boolean(true)),
    ]
    let fields: [(AttributeKey, AttributeValue)] = [
      (.field(.email), .string("a@example.com")),
      (.field(.additionalEmails), .list(["b@example.com", "c@example.com"])),
      (.field(.summary), .string(hostile)),
    ]
    var contacts: [DesiredContact] = []
    for (index, pairs) in [fields, custom, fields + custom].enumerated() {
      for isRich in [false, true] {
        guard let address = Address(key: "k\"\(index)\(isRich ? "é" : "")") else { continue }
        contacts.append(
          DesiredContact(
            address: address,
            attributes: Attributes(pairs),
            position: SourcePosition(file: index % 2, line: 1 << (8 * index + 3), column: 3),
            attributePositions: isRich
              ? pairs.indices.map { SourcePosition(file: $0 % 2, line: 9 + $0, column: 1_000) }
              : [],
            companyName: isRich ? "Brook \"& Co\"" : nil,
            isProtected: isRich
          )
        )
      }
    }
    return contacts.sorted { $0.address < $1.address }
  }()

  private static let desired = DesiredState(
    files: [.init(path: "a\"b.yaml", sha256: "0"), .init(path: "ü.yaml", sha256: "1")],
    contacts: DesiredContacts(contacts)
  )

  @Test func `the text is that of changes made one by one`() throws {
    let plan = Planner.plan(
      desired: Self.desired,
      prior: .empty,
      options: PlanOptions(endpoint: "http://127.0.0.1:1/api")
    )
    #expect(plan.changes.count == Self.contacts.count)
    #expect(plan.changes.indices.allSatisfy { plan.changes.creation($0) != nil })
    let made = Plan(
      basis: plan.basis,
      changes: Array(plan.changes),
      unchanged: plan.unchanged,
      customFields: plan.customFields,
      diagnostics: plan.diagnostics
    )
    #expect(made.changes.indices.allSatisfy { made.changes.creation($0) == nil })
    let text = PlanReport(plan: plan, version: "1").jsonBytes()
    #expect(text == PlanReport(plan: made, version: "1").jsonBytes())
    #expect(try SavedPlan.parse(text, file: "p.json") == plan)
  }
}
