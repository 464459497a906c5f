import Foundation
import JSONText
import Model
import Planning
import Reporting
import Testing

/// Creations refer to the declared contacts: it must not show.
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
    for (index, pairs) in [fields, fields.prefix(1) + custom, fields + custom].enumerated() {
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
    let plan = try Planner.plan(
      desired: Self.desired,
      prior: .empty,
      options: PlanOptions(endpoint: "http://127.0.0.1:1/api")
    )
    #expect(plan.changes.count == Self.contacts.count)
    #expect(plan.changes.indices.allSatisfy { plan.changes.entries[$0].creation != nil })
    let made = Self.made(plan)
    #expect(made.changes.indices.allSatisfy { made.changes.entries[$0].creation == nil })
    let text = PlanReport(plan: plan, version: "1").jsonBytes()
    #expect(text == PlanReport(plan: made, version: "1").jsonBytes())
    #expect(try SavedPlan.parse(text, file: "p.json") == plan)
  }

  /// The same plan, of changes made one by one.
  private static func made(_ plan: Plan) -> Plan {
    Plan(
      basis: plan.basis,
      changes: Array(plan.changes),
      unchanged: plan.unchanged,
      customFields: plan.customFields,
      diagnostics: plan.diagnostics
    )
  }

  /// More than are looked at in one piece, in two files, some of a company under one of two names of its own.
  private static let many: DesiredState = {
    let contacts = (0..<80_000).compactMap { index in
      Address(key: "k\(100_000 + index)").map { address in
        var pairs: [(AttributeKey, AttributeValue)] = [
          (.field(.email), .string("k\(index)@example.com"))
        ]
        if index % 3 > 0 { pairs.append((.field(.companyId), .string("cmp_\(index % 7)"))) }
        if index % 5 > 0 {
          pairs.append((.field(.companyDomain), .string("c\(index % 9).example")))
        }
        if index > 70_000 { pairs.append((.custom("late"), .number(1))) }
        if index % 2 > 0 { pairs.append((.custom("odd"), .boolean(true))) }
        return DesiredContact(
          address: address,
          attributes: Attributes(pairs),
          position: SourcePosition(file: index * 7 % 2, line: index + 2, column: 3),
          companyName: index % 3 > 0 && index % 7 < 2 ? "Firm \(index % 7)" : nil
        )
      }
    }
    return DesiredState(
      files: [.init(path: "a.yaml", sha256: "0"), .init(path: "b.yaml", sha256: "1")],
      contacts: DesiredContacts(contacts)
    )
  }()

  @Test func `many creations are counted, grouped and folded as made ones are`() throws {
    // Every fourth is there: it gets what it lacks.
    let prior = PriorState(
      lineage: Lineage("lineage"),
      serial: Serial(1),
      endpoint: "http://127.0.0.1:1/api",
      team: nil,
      contacts: Self.many.contacts.enumerated().filter { $0.offset % 4 == 0 }.map {
        PriorContact(
          address: $1.address,
          id: ContactID("ctc_\($0)"),
          attributes: Attributes([(.field(.email), .string("k\($0)@example.com"))])
        )
      }
    )
    let plan = try Planner.plan(
      desired: Self.many,
      prior: prior,
      options: PlanOptions(endpoint: "http://127.0.0.1:1/api")
    )
    #expect(plan.changes.indices.count { plan.changes.entries[$0].creation != nil } == 60_000)
    #expect(plan.customFields.map(\.name) == ["late", "odd"])
    #expect(plan.summary.update > 5_000)
    let report = PlanReport(plan: plan, version: "1")
    let made = PlanReport(plan: Self.made(plan), version: "1")
    let style = TextStyle()
    #expect(report.text(style) == made.text(style))
    #expect(report.summary(style) == made.summary(style))
    #expect(report.summary(style).contains("\"Firm 1\" (cmp_1)"))
    for grouping in PlanGrouping.allCases {
      #expect(report.text(style, groupBy: grouping) == made.text(style, groupBy: grouping))
    }
    #expect(report.markdown() == made.markdown())
    let page = report.html()
    #expect(page == made.html())
    let changes = plan.changes.count
    #expect(
      page.contains(
        "<li>The figures are of all \(changes / 1000),\(changes % 1000) changes. Below are 50,000 of them, "
          + "what is removed or updated first: the JSON report has all.</li>"
      )
    )
    let data = try #require(page.components(separatedBy: #"id="data">"#).last)
    let items = try JSONParser.parse(
      Array(try #require(data.components(separatedBy: "</script>").first).utf8)
    )["items"]?.array
    #expect(items?.count == 50_000)
    let updates = plan.summary.update
    #expect(items?.count { $0.array?[1].string == "~" } == updates)
    #expect(page.contains("<b>60,000</b>") && page.contains(#"<td class="count">5,714</td>"#))
    #expect(report.jsonBytes() == made.jsonBytes())
  }
}
