import Diagnostics
import Model
import Planning
import Testing

/// Who is who: a key is a name, an identifier is a person.
@Suite struct IdentityTests {
  struct Person: Sendable {
    let key: String
    var email: String?
    var linkedin: String?
    var name = ""
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let known: [Person]
    let declared: [Person]
    var policy = RemovalPolicy.forget
    var only: [String] = []
    /// As `old → new action`, or `key action`, in the plan's order.
    let changes: [String]
    var codes: [DiagnosticCode] = []
  }

  private static let alice = Person(key: "alice", email: "a@x.example", name: "Alice")
  private static let bob = Person(key: "bob", email: "b@x.example", name: "Bob")

  private static func person(_ key: String, _ person: Person) -> Person {
    Person(key: key, email: person.email, linkedin: person.linkedin, name: person.name)
  }

  static let cases: [Case] = [
    Case(
      testDescription: "keys that are swapped are renames",
      known: [alice, bob],
      declared: [person("alice", bob), person("bob", alice)],
      changes: ["bob → alice rename", "alice → bob rename"]
    ),
    Case(
      testDescription: "keys that go round are renames",
      known: [alice, bob, Person(key: "carl", email: "c@x.example")],
      declared: [
        person("alice", bob), Person(key: "bob", email: "c@x.example"), person("carl", alice),
      ],
      changes: ["bob → alice rename", "carl → bob rename", "alice → carl rename"]
    ),
    Case(
      testDescription: "the key of a contact that goes is free for another",
      known: [alice, bob],
      declared: [person("bob", alice)],
      changes: ["bob forget", "alice → bob rename"]
    ),
    Case(
      testDescription: "a chain of keys ends in the contact that goes",
      known: [alice, bob, Person(key: "carl", email: "c@x.example")],
      declared: [person("bob", alice), person("carl", bob)],
      policy: .delete,
      changes: ["alice → bob rename", "carl delete", "bob → carl rename"]
    ),
    Case(
      testDescription: "emails that are swapped are changes of the other fields",
      known: [alice, bob],
      declared: [
        Person(key: "alice", email: "b@x.example", name: "Alice"),
        Person(key: "bob", email: "a@x.example", name: "Bob"),
      ],
      changes: ["bob → alice update", "alice → bob update"],
      codes: [.identifiersExchanged]
    ),
    Case(
      testDescription: "an email that nobody claims is replaced",
      known: [alice],
      declared: [Person(key: "alice", email: "new@x.example", name: "Alice")],
      changes: ["alice reidentify"]
    ),
    Case(
      testDescription: "an email that is given up is free for another",
      known: [alice],
      declared: [
        Person(key: "alice", email: "new@x.example", name: "Alice"),
        Person(key: "twin", email: "a@x.example"),
      ],
      changes: ["alice reidentify", "twin create"]
    ),
    Case(
      testDescription: "an email that is only no longer declared stays with the person",
      known: [alice],
      declared: [
        Person(key: "alice", linkedin: "linkedin.com/in/new"),
        Person(key: "twin", email: "a@x.example", name: "Alice"),
      ],
      changes: ["alice create", "alice → twin rename"]
    ),
    Case(
      testDescription: "what a renamed contact only releases is nobody else's",
      known: [Person(key: "alice", email: "a@x.example", linkedin: "linkedin.com/in/a")],
      declared: [
        Person(key: "alice", linkedin: "linkedin.com/in/new"),
        Person(key: "new", linkedin: "linkedin.com/in/a"),
        Person(key: "twin", email: "a@x.example"),
      ],
      changes: [],
      codes: [.identifiersContradict]
    ),
    Case(
      testDescription: "one that is declared apart from its email is two",
      known: [Person(key: "alice", email: "a@x.example", linkedin: "linkedin.com/in/a")],
      declared: [
        Person(key: "alice", email: "a@x.example"),
        Person(key: "twin", linkedin: "linkedin.com/in/a"),
      ],
      changes: [],
      codes: [.identifiersContradict]
    ),
    Case(
      testDescription: "one that has identifiers of two is neither",
      known: [
        Person(key: "a", email: "a@x.example"), Person(key: "b", linkedin: "linkedin.com/in/b"),
      ],
      declared: [Person(key: "new", email: "a@x.example", linkedin: "linkedin.com/in/b")],
      policy: .delete,
      changes: [],
      codes: [.identifiersContradict]
    ),
    Case(
      testDescription: "two that have identifiers of one are neither",
      known: [Person(key: "old", email: "a@x.example", linkedin: "linkedin.com/in/a")],
      declared: [
        Person(key: "one", email: "a@x.example"), Person(key: "two", linkedin: "linkedin.com/in/a"),
      ],
      changes: [],
      codes: [.identifiersContradict]
    ),
    Case(
      testDescription: "LinkedIn URLs that are swapped while emails stay cannot come out",
      known: [
        Person(key: "a", email: "a@x.example", linkedin: "linkedin.com/in/a"),
        Person(key: "b", email: "b@x.example", linkedin: "linkedin.com/in/b"),
      ],
      declared: [
        Person(key: "a", email: "a@x.example", linkedin: "linkedin.com/in/b"),
        Person(key: "b", email: "b@x.example", linkedin: "linkedin.com/in/a"),
      ],
      changes: [],
      codes: [.identifierCycle]
    ),
    Case(
      testDescription: "a contact gives one identifier up and keeps another",
      known: [Person(key: "a", email: "a@x.example", linkedin: "linkedin.com/in/a")],
      declared: [
        Person(key: "a", email: "a@x.example", linkedin: "linkedin.com/in/new"),
        Person(key: "b", linkedin: "linkedin.com/in/a"),
      ],
      changes: ["a reidentify", "b create"]
    ),
    Case(
      testDescription: "a filter that leaves the new key out deletes nobody",
      known: [alice],
      declared: [person("new", alice)],
      policy: .delete,
      only: ["alice"],
      changes: [],
      codes: [.renameFilteredOut]
    ),
    Case(
      testDescription: "a filter that leaves the old key out creates nobody",
      known: [alice],
      declared: [person("new", alice)],
      only: ["new"],
      changes: [],
      codes: [.renameFilteredOut]
    ),
    Case(
      testDescription: "a filter does not part those who swap",
      known: [alice, bob],
      declared: [person("alice", bob), person("bob", alice)],
      only: ["alice"],
      changes: [],
      codes: [.renameFilteredOut, .renameFilteredOut]
    ),
    Case(
      testDescription: "who waits for one that is filtered out is left alone, too",
      known: [alice],
      declared: [
        Person(key: "alice", email: "new@x.example", name: "Alice"),
        Person(key: "twin", email: "a@x.example"),
      ],
      only: ["twin"],
      changes: [],
      codes: [.dependencyFilteredOut]
    ),
    Case(
      testDescription: "who gives something up does not wait for the other",
      known: [alice],
      declared: [
        Person(key: "alice", email: "new@x.example", name: "Alice"),
        Person(key: "twin", email: "a@x.example"),
      ],
      only: ["alice"],
      changes: ["alice reidentify"]
    ),
    Case(
      testDescription: "errors of contacts that are filtered out are none",
      known: [
        Person(key: "a", email: "a@x.example"), Person(key: "b", linkedin: "linkedin.com/in/b"),
      ],
      declared: [
        Person(key: "new", email: "a@x.example", linkedin: "linkedin.com/in/b"),
        Person(key: "zoe", email: "z@x.example"),
      ],
      only: ["zoe"],
      changes: ["zoe create"]
    ),
  ]

  private static func pairs(_ person: Person) -> KeyValuePairs<AttributeKey, AttributeValue> {
    let name = AttributeValue.string(person.name.isEmpty ? "x" : person.name)
    return switch (person.email, person.linkedin) {
    case (let email?, let url?):
      [.email: .string(email), .linkedin: .string(url), .firstName: name]
    case (let email?, nil): [.email: .string(email), .firstName: name]
    case (nil, let url?): [.linkedin: .string(url), .firstName: name]
    case (nil, nil): [.firstName: name]
    }
  }

  @Test(arguments: cases) func `identifiers say who is who`(_ given: Case) throws {
    let plan = plan(
      manifest(
        try given.declared.map { try declared($0.key, Self.pairs($0)) },
        settings: ManifestSettings(onRemove: given.policy)
      ),
      state(try given.known.map { try applied($0.key, Self.pairs($0)) })
    ) {
      $0.only = given.only.compactMap { AddressPattern($0) }
      $0.maxDeletes = .count(9)
    }
    let changes = plan.changes.map { change in
      (change.previousAddress.map { "\($0.key) → " } ?? "")
        + "\(change.address.key) \(change.action)"
    }
    #expect(changes == given.changes)
    #expect(plan.diagnostics.map(\.code) == given.codes)
  }

  @Test func `an email that the CRM kept is still the contact's`() throws {
    let kept = Finding(
      .fieldNotKept,
      key: .email,
      expected: "new@x.example",
      actual: "a@x.example, other@x.example"
    )
    let plan = plan(
      manifest([
        try declared("alice", [.email: "new@x.example"]),
        try declared("twin", [.email: "a@x.example"]),
      ]),
      state([try applied("alice", [.email: "new@x.example"], findings: [kept])])
    ) { $0.only = [AddressPattern("twin")].compactMap { $0 } }
    #expect(plan.changes == [])
    #expect(plan.diagnostics.map(\.code) == [.dependencyFilteredOut])
  }

  @Test func `declared contacts that the CRM holds as one are an error until one goes`() throws {
    let url = AttributeValue.string("linkedin.com/in/a")
    let known = [
      PriorContact(
        address: try address("x"),
        id: ContactID("ctc_1"),
        attributes: attributes([.email: "a@x.example"]),
        findings: [Finding(.contactShared, expected: "contact.y", actual: "ctc_1")]
      ),
      PriorContact(
        address: try address("y"),
        id: ContactID("ctc_1"),
        attributes: attributes([.linkedin: url]),
        findings: [Finding(.contactShared, expected: "contact.x", actual: "ctc_1")]
      ),
    ]
    let x = try declared("x", [.email: "a@x.example"])
    let both = plan(manifest([x, try declared("y", [.linkedin: url])]), state(known))
    #expect(both.changes == [] && both.diagnostics.map(\.code) == [.contactsAreOne])
    let one = plan(manifest([x]), state(known))
    #expect(one.changes.map(\.action) == [.update, .forget] && !one.isErrored)
    #expect(one.changes.first?.request == upsert([.email: "a@x.example"]))
  }
}
