package import Model

/// Makes manifests and states by chance, the same for the same seed.
///
/// Values include what is awkward to print: quotes, line breaks, control and bidirectional characters.
package struct RandomRoster {
  private var generator: SeededGenerator
  private var made = 0

  package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let words = [
    "Ada", "Grace", "Łukasz", "José", "李", "O'Neil", "a\"b\\c", "two\nlines", "\u{1B}[31mred",
    "\u{202E}abc", "<b>&amp;", "| a | b |", "@everyone", "0123", "1e3", "no", " edge ", "🙂🏽",
    "\u{7F}",
    "\u{2028}x",
  ]
  private static let companies = ["acme.example", "globex.example", "initech.test"]

  /// A manifest of that many contacts.
  package mutating func desired(count: Int, policy: RemovalPolicy = .forget) -> DesiredState {
    state((0..<count).map { _ in newContact() }, policy: policy)
  }

  /// The same manifest after a number of edits of every kind.
  package mutating func edited(_ desired: DesiredState, edits: Int) -> DesiredState {
    var contacts = Array(desired.contacts)
    for _ in 0..<edits {
      guard !contacts.isEmpty else { break }
      let index = Int.random(in: contacts.indices, using: &generator)
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: contacts.remove(at: index)
      case 1: contacts.append(newContact())
      case 2: contacts[index] = renamed(contacts[index])
      case 3: contacts[index] = withNewEmail(contacts[index])
      case 4: contacts[index] = withoutOneField(contacts[index])
      case 5: contacts[index] = set(contacts[index], .companyDomain, company())
      case 6: contacts[index] = set(contacts[index], .source, .string(word()))
      case 7: contacts[index] = set(contacts[index], .jobTitle, .string(word()))
      default: contacts[index] = withOneFieldChanged(contacts[index])
      }
    }
    return state(contacts, policy: desired.settings.onRemove)
  }

  /// A state in which that manifest was applied, and some contacts have not converged.
  package mutating func prior(of desired: DesiredState, findingOneIn odds: Int) -> PriorState {
    let contacts = desired.contacts.enumerated().map { index, contact in
      PriorContact(
        address: contact.address,
        id: ContactID("ctc_\(index)"),
        attributes: contact.attributes,
        findings: generator.chance(oneIn: odds) ? [finding(contact)] : []
      )
    }
    return PriorState(
      lineage: Lineage("6b1f6f0c-0000-4000-8000-000000000000"),
      serial: Serial(41),
      endpoint: "http://127.0.0.1:8080/api",
      team: TeamID("tea_1"),
      contacts: contacts
    )
  }

  private mutating func state(_ contacts: [DesiredContact], policy: RemovalPolicy) -> DesiredState {
    DesiredState(
      files: [
        .init(path: "a.yaml", sha256: String(repeating: "a", count: 64)),
        .init(path: "b/c.yaml", sha256: String(repeating: "b", count: 64)),
      ],
      contacts: contacts.sorted { $0.address < $1.address },
      customFields: [
        .init(name: "tier", type: .text, position: SourcePosition(file: 0, line: 2, column: 3))
      ],
      settings: ManifestSettings(onRemove: policy, limits: ChangeLimits(delete: .count(1_000_000)))
    )
  }

  private mutating func newContact() -> DesiredContact {
    made += 1
    let unique = made
    var pairs: [(AttributeKey, AttributeValue)] = []
    let kinds = Int.random(in: 1...7, using: &generator)
    if kinds & 1 != 0 { pairs.append((.field(.email), .string("p\(unique)@example.com"))) }
    if kinds & 2 != 0 {
      pairs.append((.field(.linkedinUrl), .string("https://www.linkedin.com/in/p\(unique)")))
    }
    if kinds & 4 != 0 {
      pairs.append(
        (.field(.linkedinUrlSalesNav), .string("https://www.linkedin.com/sales/lead/P\(unique)"))
      )
    }
    for field in Self.plainFields where generator.chance(oneIn: 2) {
      pairs.append((.field(field), .string(word())))
    }
    if generator.chance(oneIn: 2) { pairs.append((.field(.companyDomain), company())) }
    if generator.chance(oneIn: 4) { pairs.append((.field(.additionalEmails), emails())) }
    if generator.chance(oneIn: 2) { pairs.append((.custom("tier"), .string(word()))) }
    if generator.chance(oneIn: 3) { pairs.append((.custom("note \"x\""), customValue())) }
    return contact(key: "k\(unique)-\(word(forKey: true))", Attributes(pairs))
  }

  private static let plainFields: [Field] = [
    .firstName, .lastName, .phone, .jobTitle, .jobDescription, .summary, .contactOwner, .source,
  ]

  private mutating func contact(key: String, _ attributes: Attributes) -> DesiredContact {
    guard let address = Address(key: key) else { preconditionFailure("not a key: \(key)") }
    let file = Int.random(in: 0..<2, using: &generator)
    let line = Int.random(in: 1..<10_000, using: &generator)
    return DesiredContact(
      address: address,
      attributes: attributes,
      position: SourcePosition(file: file, line: line, column: 3),
      attributePositions: attributes.keys.indices.map {
        SourcePosition(file: file, line: line + 1 + $0, column: 5)
      },
      companyName: attributes[.companyDomain] == nil ? nil : "acme"
    )
  }

  private mutating func set(
    _ old: DesiredContact,
    _ field: Field,
    _ value: AttributeValue
  ) -> DesiredContact {
    contact(key: old.address.key, old.attributes.setting(.field(field), to: value))
  }

  private mutating func renamed(_ old: DesiredContact) -> DesiredContact {
    made += 1
    return contact(key: "renamed-\(made)", old.attributes)
  }

  private mutating func withNewEmail(_ old: DesiredContact) -> DesiredContact {
    made += 1
    return set(old, .email, .string("p\(made)@example.com"))
  }

  private mutating func withoutOneField(_ old: DesiredContact) -> DesiredContact {
    guard let key = old.attributes.keys.randomElement(using: &generator) else { return old }
    let rest = old.attributes.setting(key, to: nil)
    return rest.normalizedIdentifiers.isEmpty ? old : contact(key: old.address.key, rest)
  }

  private mutating func withOneFieldChanged(_ old: DesiredContact) -> DesiredContact {
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: return set(old, .additionalEmails, emails())
    case 1:
      return contact(
        key: old.address.key,
        old.attributes.setting(.custom("tier"), to: customValue())
      )
    default:
      let field = Self.plainFields.randomElement(using: &generator) ?? .firstName
      return set(old, field, .string(word()))
    }
  }

  private mutating func finding(_ contact: DesiredContact) -> Finding {
    let kind = Finding.Kind.allCases.randomElement(using: &generator) ?? .adopted
    return Finding(
      kind,
      key: kind == .fieldNotKept ? contact.attributes.keys.randomElement(using: &generator) : nil,
      expected: generator.chance(oneIn: 2) ? word() : nil,
      actual: generator.chance(oneIn: 2) ? word() : nil,
      note: generator.chance(oneIn: 4) ? word() : nil
    )
  }

  private mutating func word(forKey: Bool = false) -> String {
    let words = forKey ? Self.words.prefix(6) : Self.words[...]
    return words.randomElement(using: &generator) ?? "x"
  }

  private mutating func company() -> AttributeValue {
    .string(Self.companies.randomElement(using: &generator) ?? "acme.example")
  }

  private mutating func emails() -> AttributeValue {
    let count = Int.random(in: 1...3, using: &generator)
    return .list((0..<count).map { "a\($0)@example.org" }.shuffled(using: &generator))
  }

  private mutating func customValue() -> AttributeValue {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: .number(Double(Int.random(in: -1000...1000, using: &generator)))
    case 1: .number(Double.random(in: -1e20...1e20, using: &generator))
    case 2: .boolean(generator.chance(oneIn: 2))
    default: .string(word())
    }
  }
}
