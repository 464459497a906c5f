import Diagnostics
import Importing
import Manifest
import Model
import TestSupport
import Testing

/// What the CRM holds comes out of a pull just as it is, or is left out and said.
@Suite struct CRMContactTests {
  private static let types: [String: CustomFieldType] = [
    "tier": .text, "score": .number, "vip": .boolean, "renewal": .date, "seen": .datetime,
  ]

  private static func pull(_ contacts: [CRMContact]) -> ImportResult {
    Importer.manifest(of: contacts, source: "sandbox", customTypes: types)
  }

  private static func notes(_ result: ImportResult, of id: String) -> Set<String> {
    Set(result.report.rows.filter { $0.location.file == id }.flatMap { $0.notes.map(\.column) })
  }

  private static let pieces = [
    "a", "Z", "é", "e\u{301}", "\u{301}", "李", "👩‍👩‍👧", "0", "12", " ", "  ", "\t", "\n", "\r\n",
    "\n\n",
    "\n  ", ":", ": ", " #", "- ", "? ", "&a", "*a", "!!str", "|", ">", "'", "\"", "\\n", "%", "@",
    "{",
    "]", ",", "<<", "~", "null", "no", "0x1F", "1e3", "2024-01-31", "---", "...", "\u{1B}[31m",
    "\u{85}",
    "\u{A0}", "\u{2028}", "\u{202E}", "\u{200B}", "\u{FEFF}", "\u{FFFE}", "\u{E0001}", "\u{1}",
    "=cmd|'",
    "N/A", "Dr. ", "#REF!", "“", "”", "+33 6", "tel:", "www.", "https://", "Europe/Paris",
    "x@y.example",
  ]

  private static let fields: [Field] = [
    .firstName, .lastName, .phone, .jobTitle, .jobDescription, .picture, .timezone, .industry,
    .summary,
    .linkedinUrlSalesNav,
  ]

  @Test func `every value reads back byte for byte, or is said`() throws {
    var generator = SeededGenerator(seed: 26)
    func text() -> String {
      (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        Self.pieces.randomElement(using: &generator) ?? ""
      }.joined()
    }
    var contacts: [CRMContact] = []
    for index in 0..<400 {
      var contact = CRMContact(id: "ctc_\(index)")
      contact.emails = ["p\(index)@example.com"]
      if index % 5 == 0 { contact.emails.append(text()) }
      for field in Self.fields where Bool.random(using: &generator) {
        contact.fields[field] = text()
      }
      for name in ["tier", "renewal", "seen", "score", "vip"] where Bool.random(using: &generator) {
        contact.customs[name] = .string(text())
      }
      contacts.append(contact)
    }
    let result = Self.pull(contacts)
    let read = readManifest(try #require(result.manifest))
    #expect(read.diagnostics.filter { $0.severity == .error } == [])
    let desired = try #require(read.desired?.contacts)
    #expect(desired.count == contacts.count)
    let byEmail = Dictionary(
      uniqueKeysWithValues: desired.map { ($0.attributes.string(.email), $0) }
    )
    for contact in contacts {
      let declared = try #require(byEmail[contact.emails[0]]).attributes
      let notes = Self.notes(result, of: contact.id)
      func check(_ held: AttributeValue, _ key: AttributeKey) {
        guard let value = declared[key] else {
          #expect(notes.contains(key.description), "\(contact.id) \(key): \(held)")
          return
        }
        let bytes = value.string.map { Array($0.utf8) }
        #expect(value == held && bytes == held.string.map { Array($0.utf8) }, "\(key)")
      }
      for (field, held) in contact.fields { check(.string(held), .field(field)) }
      for (name, held) in contact.customs { check(held, .custom(name)) }
      if contact.emails.count > 1 {
        check(.list(Array(contact.emails.dropFirst())), .field(.additionalEmails))
      }
    }
  }

  @Test func `values of every type are taken as they are`() throws {
    var contact = CRMContact(id: "ctc_1")
    contact.emails = ["Jane.Smith@Example.com", "b@example.com", "a@example.com"]
    contact.fields = [
      .firstName: " Jane ", .phone: "'+33", .timezone: "Nowhere/Here",
      .companyDomain: "Acme.example",
      .companyId: "cpn_1", .linkedinUrl: "linkedin.com/in/Jane/fr?trk=x",
    ]
    contact.customs = [
      "score": .number(-0.5), "vip": .boolean(false), "tier": .string("007"),
      "renewal": .string("2027-01-31"), "seen": .string("2027-01-31T10:00:00.5+02:00"),
    ]
    let result = Self.pull([contact])
    let read = readManifest(try #require(result.manifest))
    let declared = try #require(read.desired?.contacts.first).attributes
    #expect(result.report.rows.flatMap(\.notes) == [])
    #expect(
      declared
        == Attributes([
          (.field(.email), "Jane.Smith@Example.com"),
          (.field(.additionalEmails), .list(["b@example.com", "a@example.com"])),
          (.field(.firstName), " Jane "), (.field(.phone), "'+33"),
          (.field(.timezone), "Nowhere/Here"), (.field(.companyDomain), "Acme.example"),
          (.field(.linkedinUrl), "linkedin.com/in/Jane/fr?trk=x"),
          (.custom("score"), .number(-0.5)),
          (.custom("vip"), .boolean(false)), (.custom("tier"), "007"),
          (.custom("renewal"), "2027-01-31"), (.custom("seen"), "2027-01-31T10:00:00.5+02:00"),
        ])
    )
  }

  @Test func `what a manifest cannot hold is left out and said`() throws {
    var contact = CRMContact(id: "ctc_1")
    contact.emails = ["jane@example.com", "x@example.com", "not an address"]
    contact.fields = [.firstName: "a\u{1B}", .companyDomain: "no domain", .companyId: "cpn_1"]
    contact.customs = ["score": .string("12"), "vip": .number(1), "tier": .boolean(true)]
    var lost = CRMContact(id: "ctc_2")
    lost.emails = ["broken", "fine@example.com"]
    let result = Self.pull([contact, lost])
    let declared = try contacts(result)
    #expect(declared.count == 1)
    let kept = try #require(declared.first?.value)
    #expect(kept.keys == [.field(.email), .field(.companyId)])
    #expect(
      Self.notes(result, of: "ctc_1") == [
        "additionalEmails", "firstName", "custom.score", "custom.vip", "custom.tier",
      ]
    )
    #expect(Self.notes(result, of: "ctc_2") == ["email", "additionalEmails"])
    guard case .leftOut(let reason)? = result.report.rows.last?.outcome else {
      Issue.record("a contact without an identifier is declared")
      return
    }
    #expect(reason.hasPrefix("it has no email address"))
  }

  @Test func `nothing goes from one contact to another that is the same person`() throws {
    var one = CRMContact(id: "ctc_1")
    one.fields = [.linkedinUrl: "https://www.linkedin.com/in/jane", .firstName: "Jane"]
    var other = CRMContact(id: "ctc_2")
    other.fields = [.linkedinUrl: "https://www.linkedin.com/in/Jane/fr", .phone: "1"]
    let result = Self.pull([one, other])
    let declared = try contacts(result)
    #expect(declared.values.map(\.keys) == [[.field(.linkedinUrl), .field(.firstName)]])
    guard case .leftOut(let reason)? = result.report.rows.last?.outcome else {
      Issue.record("both are declared")
      return
    }
    #expect(reason == "it has the same linkedinUrl as ctc_1; merge the two in the CRM")
  }
}

extension AttributeValue: ExpressibleByStringLiteral {
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
}
