import Diagnostics
import Model
import Planning
import Reporting
import Testing

/// A plan with every action and every reason, and one with values that try to break out.
enum SamplePlan {
  static let endpoint = "https://api.lemlist.com/api"

  static func attributes(_ pairs: KeyValuePairs<AttributeKey, AttributeValue>) -> Attributes {
    Attributes(pairs.map { ($0.key, $0.value) })
  }

  static func desired(
    _ key: String,
    line: Int,
    company: String? = nil,
    _ pairs: KeyValuePairs<AttributeKey, AttributeValue>
  ) throws -> DesiredContact {
    let attributes = attributes(pairs)
    return DesiredContact(
      address: try #require(Address(key: key)),
      attributes: attributes,
      position: SourcePosition(file: 0, line: line, column: 3),
      attributePositions: attributes.keys.indices.map {
        attributes.keys[$0] == .field(.contactOwner)
          ? SourcePosition(file: 1, line: 2, column: 3)
          : SourcePosition(file: 0, line: line + 1 + $0, column: 5)
      },
      companyName: company
    )
  }

  static func prior(
    _ key: String,
    _ pairs: KeyValuePairs<AttributeKey, AttributeValue>,
    id: String? = nil,
    findings: [Finding] = []
  ) throws -> PriorContact {
    PriorContact(
      address: try #require(Address(key: key)),
      id: ContactID("ctc_\(id ?? String(key.prefix(4)))"),
      attributes: attributes(pairs),
      findings: findings
    )
  }

  static func plan(
    _ desired: [DesiredContact],
    _ prior: [PriorContact],
    settings: ManifestSettings = ManifestSettings(),
    maxDeletes: ChangeLimit? = nil,
    exclude: [String] = []
  ) -> Plan {
    var options = PlanOptions(endpoint: endpoint)
    options.maxDeletes = maxDeletes
    options.statePath = "roster.state.jsonl"
    options.exclude = exclude.compactMap { AddressPattern($0) }
    do {
      return try Planner.plan(
        desired: DesiredState(
          files: [
            .init(path: "roster.yaml", sha256: String(repeating: "1", count: 64)),
            .init(path: "teams/defaults.yaml", sha256: String(repeating: "2", count: 64)),
          ],
          contacts: desired.sorted { $0.address < $1.address },
          customFields: [
            .init(name: "tier", type: .text, position: SourcePosition(file: 0, line: 3, column: 3))
          ],
          settings: settings
        ),
        prior: PriorState(
          lineage: Lineage("0f6c1f4e-5d0b-4a52-9b7e-1a2b3c4d5e6f"),
          serial: Serial(41),
          endpoint: endpoint,
          team: TeamID("tea_b4rMsi2trB42WyuWP"),
          contacts: prior.sorted { $0.address < $1.address }
        ),
        options: options
      )
    } catch {
      preconditionFailure("a contact of a state in memory cannot be decoded: \(error)")
    }
  }

  static func everyAction(onRemove: RemovalPolicy = .forget) throws -> Plan {
    let owner = AttributeValue.string("sales@ourteam.example")
    return plan(
      [
        try desired(
          "bob@example.com",
          line: 20,
          [
            .field(.email): .string("bob@example.com"), .field(.firstName): .string("Bob"),
            .field(.additionalEmails): .list(["b@example.org", "bob@example.net"]),
            .field(.contactOwner): owner, .custom("tier"): .string("gold"),
            .custom("score"): .number(7.5), .custom("vip"): .boolean(true),
          ]
        ),
        try desired(
          "jane-smith",
          line: 14,
          [
            .field(.email): .string("jane.smith@example.com"), .field(.firstName): .string("Jane"),
            .field(.jobTitle): .string("Lead PM"), .field(.contactOwner): owner,
            .custom("tier"): .string("platinum"),
          ]
        ),
        try desired(
          "company-retry",
          line: 40,
          company: "acme",
          [
            .field(.email): .string("retry@example.com"), .field(.jobTitle): .string("CTO"),
            .field(.contactOwner): owner, .field(.companyDomain): .string("acme.example"),
          ]
        ),
        try desired("new-email", line: 50, [.field(.email): .string("after@example.com")]),
        try desired("new-key", line: 60, [.field(.email): .string("key@example.com")]),
        try desired("released", line: 70, [.field(.email): .string("released@example.com")]),
        try desired("adopted", line: 80, [.field(.email): .string("adopted@example.com")]),
        try desired(
          "long-text",
          line: 90,
          [.field(.email): .string("long@example.com"), .field(.summary): .string(long("Lyon"))]
        ),
        try desired("same", line: 99, [.field(.email): .string("same@example.com")]),
        try desired(
          "source",
          line: 110,
          [.field(.email): .string("source@example.com"), .field(.source): .string("fair")]
        ),
      ],
      [
        try prior(
          "jane-smith",
          [
            .field(.email): .string("jane.smith@example.com"), .field(.firstName): .string("Jane"),
            .field(.phone): .string("+33123456789"), .field(.jobTitle): .string("PM"),
            .field(.contactOwner): .string("old.owner@ourteam.example"),
            .custom("tier"): .string("gold"),
          ]
        ),
        try prior(
          "company-retry",
          [
            .field(.email): .string("retry@example.com"), .field(.jobTitle): .string("CTO"),
            .field(.contactOwner): owner, .field(.companyDomain): .string("acme.example"),
          ],
          findings: [
            Finding(
              .companyNotLinked,
              key: .field(.companyDomain),
              expected: "acme.example",
              note: "no such company"
            ),
            Finding(
              .ownerIgnored,
              key: .field(.contactOwner),
              expected: "sales@ourteam.example",
              actual: "usr_1"
            ),
          ]
        ),
        try prior("new-email", [.field(.email): .string("before@example.com")]),
        try prior("old-key", [.field(.email): .string("key@example.com")]),
        try prior(
          "released",
          [
            .field(.email): .string("released@example.com"),
            .field(.linkedinUrl): .string("https://www.linkedin.com/in/released"),
          ]
        ),
        try prior(
          "adopted",
          [.field(.email): .string("adopted@example.com")],
          findings: [Finding(.adopted, actual: "ctc_adop")]
        ),
        try prior(
          "long-text",
          [.field(.email): .string("long@example.com"), .field(.summary): .string(long("Paris"))]
        ),
        try prior("same", [.field(.email): .string("same@example.com")]),
        try prior(
          "source",
          [.field(.email): .string("source@example.com"), .field(.source): .string("api")]
        ),
        try prior("gone", [.field(.email): .string("gone@example.com")]),
      ],
      settings: ManifestSettings(onRemove: onRemove)
    )
  }

  /// Values that would move the cursor, forge lines, mention people, close fences or open tags.
  static func hostile() throws -> Plan {
    let hostile = [
      "\u{1B}[2J\u{1B}]8;;https://evil.example\u{7}click\u{1B}]8;;\u{7}",
      "a\r\nApply complete: 9 created", "\u{202E}desrever\u{2066}", "\u{2028}line\u{85}",
      "```\n@everyone #1 ![x](https://evil.example/x.png)\n```",
      "</td></tr><script>alert(1)</script>",
      "\"\u{301} onmouseover=\"alert(1)", "| pipe | table |", "::error file=x::forged",
      "{{version}}",
      "=cmd|' /C calc'!A0", "back\\slash \"quote\" 'single'", "李小龍 👩‍👩‍👧 é e\u{301}",
    ]
    return plan(
      try hostile.enumerated().map { index, value in
        try desired(
          "h\(index) \(index == 4 ? "```" : "<b>")",
          line: 10 * (index + 1),
          company: value,
          [
            .field(.email): .string("h\(index)@example.com"), .field(.firstName): .string(value),
            .custom("x <i>\u{202E}"): .string(value),
          ]
        )
      },
      try hostile.enumerated().filter { $0.offset % 2 == 0 }.map { index, value in
        try prior(
          "h\(index) \(index == 4 ? "```" : "<b>")",
          [
            .field(.email): .string("h\(index)@example.com"),
            .field(.lastName): .string(value),
          ],
          findings: [
            Finding(.companyNotLinked, key: .field(.companyDomain), expected: value, note: value),
            Finding(.contactShared, expected: "contact.\(value)", actual: value),
          ]
        )
      },
      exclude: ["none-such-\u{1B}[31m`<b>"]
    )
  }

  /// `count` contacts whose owner changes from one to another, and some that change otherwise.
  static func large(_ count: Int) throws -> Plan {
    var wanted: [DesiredContact] = []
    var applied: [PriorContact] = []
    for index in 0..<count {
      let key = "k\(100_000 + index)"
      let email = AttributeValue.string("\(key)@example.com")
      switch index % 5 {
      case 0:
        wanted.append(try desired(key, line: index + 1, [.field(.email): email]))
      case 1:
        applied.append(try prior(key, [.field(.email): email], id: key))
      case 2:
        wanted.append(
          try desired(
            key,
            line: index + 1,
            [.field(.email): email, .field(.phone): .string("+1\(index)")]
          )
        )
        applied.append(
          try prior(key, [.field(.email): email, .field(.phone): .string("+2\(index)")], id: key)
        )
      default:
        let new = AttributeValue.string("new@ourteam.example")
        let old = AttributeValue.string("old@ourteam.example")
        wanted.append(
          try desired(
            key,
            line: index + 1,
            [.field(.email): email, .field(.contactOwner): new]
          )
        )
        applied.append(
          try prior(key, [.field(.email): email, .field(.contactOwner): old], id: key)
        )
      }
    }
    return plan(wanted, applied)
  }

  /// `count` contacts of about a third as many companies: creations, changes of the job, releases, removals.
  static func companies(_ count: Int) throws -> Plan {
    var wanted: [DesiredContact] = []
    var applied: [PriorContact] = []
    for index in 0..<count {
      let key = "k\(100_000 + index)"
      let company = index % 7 == 0 ? 0 : index % (count / 3)
      let common: [(AttributeKey, AttributeValue)] = [
        (.field(.email), .string("\(key)@example.com")),
        (.field(.companyDomain), .string("c\(company).example")),
      ]
      if index % 4 != 0 {
        let job = (AttributeKey.field(.jobTitle), AttributeValue.string("Title \(index)"))
        wanted.append(
          DesiredContact(
            address: try #require(Address(key: key)),
            attributes: Attributes(common + [job]),
            position: SourcePosition(file: index % 2, line: index + 1, column: 3),
            companyName: company % 2 == 0 ? "c\(company)" : nil
          )
        )
      }
      if index % 4 != 1 {
        let phone = (AttributeKey.field(.phone), AttributeValue.string("+\(index)"))
        applied.append(
          PriorContact(
            address: try #require(Address(key: key)),
            id: ContactID("ctc_\(key)"),
            attributes: Attributes(index % 4 == 2 ? common + [phone] : common)
          )
        )
      }
    }
    return plan(wanted, applied)
  }

  private static func long(_ city: String) -> String {
    "Twenty years in logistics, the last five of them as head of operations for southern Europe, "
      + "based in \(city), with a team of forty in three countries and a fondness for timetables."
  }
}
