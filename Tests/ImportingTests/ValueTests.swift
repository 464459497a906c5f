import Diagnostics
import Importing
import Manifest
import Model
import Testing

/// How single values come out.
@Suite struct ValueTests {
  struct Case: CustomTestStringConvertible {
    let header: String
    let value: String
    let field: Field
    /// `nil` when it is left out.
    let expected: String?
    var testDescription: String { "\(header): \(value)" }

    init(_ header: String, _ value: String, _ field: Field, _ expected: String?) {
      (self.header, self.value, self.field, self.expected) = (header, value, field, expected)
    }
  }

  private static let page = "https://www.linkedin.com/in/ada"

  static let cases: [Case] = [
    Case("linkedin", "https://www.linkedin.com/in/ada", .linkedinUrl, page),
    Case("linkedin", "http://linkedin.com/in/ada/", .linkedinUrl, page),
    Case("linkedin", "HTTPS://FR.LinkedIn.com/in/ada/fr?trk=1#a", .linkedinUrl, page),
    Case("linkedin", "linkedin.com/in/ada", .linkedinUrl, page),
    Case(
      "linkedin",
      "https://www.linkedin.com/in/adé",
      .linkedinUrl,
      "https://www.linkedin.com/in/ad%C3%A9"
    ),
    Case(
      "linkedin",
      "https://www.linkedin.com/pub/ada-quill/1/2b/3c4",
      .linkedinUrl,
      "https://www.linkedin.com/pub/ada-quill/1/2b/3c4"
    ),
    Case("website", "https://www.linkedin.com/in/ada", .linkedinUrl, page),
    Case(
      "linkedin",
      "https://www.linkedin.com/sales/lead/ACwAAA1,NAME_SEARCH,x1?_ntb=1",
      .linkedinUrlSalesNav,
      "https://www.linkedin.com/sales/lead/ACwAAA1"
    ),
    Case(
      "linkedin",
      "https://www.linkedin.com/company/acme/about/",
      .companyLinkedinUrl,
      "https://www.linkedin.com/company/acme"
    ),
    Case("linkedin", "https://www.linkedin.com/feed", .linkedinUrl, nil),
    Case("linkedin", "https://linkedin.com.evil.example/in/ada", .linkedinUrl, nil),
    Case("linkedin", "ada quill", .linkedinUrl, nil),
    Case("phone", "+33 1 23 45 67 89", .phone, "+33 1 23 45 67 89"),
    Case("phone", "'+33123456789", .phone, "+33123456789"),
    Case("phone", "tel:+33-1", .phone, "+33-1"),
    Case("phone", "tel:+1-418-656-9254;ext=102", .phone, "+1-418-656-9254 ext. 102"),
    Case("phone", "0033123456789", .phone, "0033123456789"),
    Case("phone", "\"1234\n5678\"", .phone, nil),
    Case(
      "picture",
      "https://pictures.example.com/a.png",
      .picture,
      "https://pictures.example.com/a.png"
    ),
    Case("picture", "https:///a.png", .picture, nil),
    Case("picture", "a b.png", .picture, nil),
    Case("picture", "https://?x", .picture, nil),
    Case("picture", "https://ada@pictures.example.com/a.png", .picture, nil),
    Case("time zone", "America/New York", .timezone, "America/New_York"),
    Case("time zone", "CEST", .timezone, nil),
    Case("owner", "usr_a1", .contactOwner, "usr_a1"),
    Case("owner", "sam@example.com", .contactOwner, "sam@example.com"),
    Case("owner", "Sam", .contactOwner, nil),
    Case("owner", "Sam Sales (sam@example.com)", .contactOwner, "sam@example.com"),
    Case("owner", "Sam Sales <sam@example.com>", .contactOwner, "sam@example.com"),
    Case("owner", "Sam (Sales)", .contactOwner, nil),
    Case("website", "https://www.Acme.example:8080/a?b", .companyDomain, "acme.example"),
    Case("website", "acme.example.", .companyDomain, "acme.example"),
    Case("website", "acme", .companyDomain, nil),
    Case("website", "http://127.0.0.1/", .companyDomain, nil),
    Case("website", "yahoo.example", .companyDomain, nil),
    Case("company domain", "info@acme.example", .companyDomain, "acme.example"),
    Case("companyId", "cpn_a1", .companyId, "cpn_a1"),
    Case("companyId", "ctc_a1", .companyId, nil),
    Case("job title", "=cmd|' /C calc'!A0", .jobTitle, "=cmd|' /C calc'!A0"),
    Case("job title", "  NULL ", .jobTitle, nil),
    Case("job title", "-", .jobTitle, nil),
  ]

  @Test(arguments: cases)
  func `a value is brought into the form of manifests, or left out`(_ example: Case) throws {
    let value = example.value.hasPrefix("\"") ? example.value : "\"\(example.value)\""
    let result = Importer.importFiles([
      csv("email,\(example.header)\na@z.example,\(value)\n")
    ])
    let contact = try #require(try contacts(result).values.first)
    #expect(contact.string(example.field) == example.expected)
    let notes = result.report.rows.flatMap(\.notes)
    #expect(notes.count == (example.expected == nil ? 1 : 0))
  }

  @Test func `whatever another value is kept for is said`() throws {
    let result = Importer.importFiles([
      csv(
        "email,company,company name for emails,city,mailing city\n"
          + "a@x.example,Acme Ltd,Acme,Paris,Lyon\n"
      )
    ])
    #expect(
      result.report.rows.flatMap(\.notes).map { "\($0.column): \($0.value): \($0.reason)" }.sorted()
        == [
          "company name for emails: Acme: `Acme Ltd` is kept",
          "mailing city: Lyon: `Paris` is kept",
        ]
    )
  }

  @Test func `a fax's number and other networks' pages of a card are said to be left out`() throws {
    let card = """
      BEGIN:VCARD
      VERSION:3.0
      N:Quill;Ada
      EMAIL:a@x.example
      TEL;TYPE=WORK,FAX:+33 1
      X-SOCIALPROFILE;TYPE=twitter:https://twitter.example/ada
      IMPP:xmpp:ada@x.example
      END:VCARD

      """
    let result = Importer.importFiles([csv(card, name: "a.vcf")])
    #expect(try contacts(result).values.first?.string(.phone) == nil)
    #expect(
      result.report.rows.flatMap(\.notes).map { "\($0.column): \($0.value)" }.sorted() == [
        "IMPP: xmpp:ada@x.example", "TEL: +33 1", "X-SOCIALPROFILE: https://twitter.example/ada",
      ]
    )
  }

  struct EmailCase: CustomTestStringConvertible {
    let cell: String
    let emails: [String]
    var testDescription: String { cell }
  }

  static let emails: [EmailCase] = [
    EmailCase(cell: "a@x.example", emails: ["a@x.example"]),
    EmailCase(cell: "mailto:a@x.example", emails: ["a@x.example"]),
    EmailCase(cell: "Ada Quill <a@x.example>", emails: ["a@x.example"]),
    EmailCase(cell: "'a@x.example'", emails: ["a@x.example"]),
    EmailCase(
      cell: "a@x.example; b@x.example,A@X.EXAMPLE",
      emails: ["a@x.example", "b@x.example"]
    ),
    EmailCase(cell: "a@x.example b@x.example", emails: ["a@x.example", "b@x.example"]),
    EmailCase(cell: "a@x.example ::: b@x.example", emails: ["a@x.example", "b@x.example"]),
    EmailCase(cell: "Ada Quill [a@x.example]", emails: ["a@x.example"]),
    EmailCase(cell: "Ada Quill (a@x.example)", emails: ["a@x.example"]),
    EmailCase(cell: "\"\"Quill, Ada\"\" <a@x.example>", emails: ["a@x.example"]),
    EmailCase(
      cell: "Quill, Ada <a@x.example>; Bo <b@x.example>",
      emails: ["a@x.example", "b@x.example"]
    ),
    EmailCase(cell: "<a@x.example>", emails: ["a@x.example"]),
    EmailCase(cell: "[a@x.example](mailto:a@x.example)", emails: ["a@x.example"]),
    EmailCase(cell: "mailto:a@x.example?subject=Hi", emails: ["a@x.example"]),
    EmailCase(cell: "a@x.example (work)", emails: ["a@x.example"]),
    EmailCase(cell: "“a@x.example”", emails: ["a@x.example"]),
    EmailCase(cell: "„a@x.example“", emails: ["a@x.example"]),
    EmailCase(cell: "a@x.example;", emails: ["a@x.example"]),
    EmailCase(cell: "\u{A0} a@x.example\u{3000}", emails: ["a@x.example"]),
    EmailCase(cell: "E-mail: a@x.example", emails: ["a@x.example"]),
    EmailCase(cell: "smtp:a@x.example", emails: ["a@x.example"]),
    EmailCase(cell: "a@x.example (bounced)", emails: []),
    EmailCase(cell: "not a@x.example", emails: []),
    EmailCase(cell: "o'neil+x@x.example", emails: ["o'neil+x@x.example"]),
    EmailCase(cell: "a@@x.example", emails: []),
    EmailCase(cell: "a@x.example.", emails: []),
    EmailCase(cell: ".a@x.example", emails: []),
    EmailCase(cell: "a..b@x.example", emails: []),
    EmailCase(cell: "a@-x.example", emails: []),
    EmailCase(cell: "email_not_unlocked@x.example", emails: []),
    EmailCase(cell: "a@x.examp…", emails: []),
    EmailCase(cell: "a@x.example；b@x.example", emails: ["a@x.example", "b@x.example"]),
  ]

  /// With what the manifest warns of.
  static let unlikely = [
    ("x@bücher.example", "it holds `ü` (U+00FC), which few mail systems take"),
    ("jörg@x.example", "it holds `ö` (U+00F6), which few mail systems take"),
    ("x@例え.example", "it holds `例` (U+4F8B), which few mail systems take"),
    ("а@x.example", "it holds `а` (U+0430), which only looks like `a`"),
    ("a@localhost", "its domain has no top-level domain, such as `.com`"),
  ]

  @Test(arguments: unlikely)
  func `an address that a manifest takes with a warning is taken with the same`(
    _ address: String,
    _ doubt: String
  ) throws {
    let text = "email,company\n\(address),Acme\n"
    for file in [csv(text), csv("BEGIN:VCARD\nEMAIL:\(address)\nEND:VCARD\n", name: "a.vcf")] {
      let result = Importer.importFiles([file])
      let read = readManifest(try #require(result.manifest))
      #expect(read.desired?.contacts.map { $0.attributes.string(.email) } == [address])
      let ending = doubt.split(separator: " ").suffix(5).joined(separator: " ") + "."
      #expect(read.diagnostics.contains { $0.message.hasSuffix(ending) })
      #expect(
        result.report.rows.flatMap(\.notes).filter { $0.value == address } == [
          .init(
            column: file.name == "a.vcf" ? "EMAIL" : "email",
            value: address,
            reason: doubt,
            replacement: address
          )
        ]
      )
    }
  }

  @Test func `a company's domain in Unicode and in punycode is one company`() throws {
    let result = Importer.importFiles([
      csv(
        "email,company,website\na@x.example,Acme,bücher.example\n"
          + "b@x.example,Acme,https://www.xn--bcher-kva.example/\n"
      )
    ])
    #expect(result.report.companies == 1)
    #expect(result.report.rows.flatMap(\.notes).isEmpty)
  }

  @Test func `an address that stands as a name before another is said`() throws {
    let result = Importer.importFiles([csv("email\na@x.example <b@x.example>\n")])
    #expect(try contacts(result).keys.sorted() == ["b@x.example"])
    #expect(
      result.report.rows.flatMap(\.notes).map(\.value) == ["a@x.example <b@x.example>"]
    )
  }

  @Test func `an address loses what cannot be seen, and the row says so`() throws {
    let result = Importer.importFiles([csv("email\na\u{200B}@x.example\n")])
    #expect(try contacts(result).values.first?.string(.email) == "a@x.example")
    #expect(
      result.report.rows.flatMap(\.notes) == [
        .init(
          column: "email",
          value: "a\u{200B}@x.example",
          reason: "invisible characters were taken out",
          replacement: "a@x.example"
        )
      ]
    )
  }

  @Test(arguments: emails)
  func `email addresses are taken out of their cells`(_ example: EmailCase) throws {
    let result = Importer.importFiles([
      csv("email,linkedin\n\"\(example.cell)\",linkedin.com/in/ada\n")
    ])
    let contact = try #require(try contacts(result).values.first)
    var found = contact.string(.email).map { [$0] } ?? []
    if case .list(let more) = contact[.additionalEmails] { found += more }
    #expect(found == example.emails)
    #expect(example.emails.isEmpty == !result.report.rows.flatMap(\.notes).isEmpty)
  }

  @Test func `what a card has and the API has not is said card by card`() {
    let card = """
      BEGIN:VCARD
      VERSION:4.0
      N:Quill;Ada;Maria;Dr.;MSc
      EMAIL:ada@acme.example
      ORG:Acme;Research;Robots
      BDAY:19960415
      NICKNAME:Addie
      ADR:;;1 High Street;Springfield;;12345;Freedonia
      X-SPOUSE:Bo
      X-ABUID:12
      X-EMPTY:
      REV:20240101T000000Z
      END:VCARD

      """
    let result = Importer.importFiles([csv(card, name: "a.vcf")])
    #expect(
      result.report.rows.first?.notes == [
        .init(column: "N", value: "Maria", reason: "the API has no field for middle names"),
        .init(column: "N", value: "Dr.", reason: "the API has no field for titles before a name"),
        .init(column: "N", value: "MSc", reason: "the API has no field for titles after a name"),
        .init(
          column: "ORG",
          value: "Research, Robots",
          reason: "the API has no field for departments"
        ),
        .init(column: "BDAY", value: "19960415", reason: "the API has no field for it"),
        .init(column: "NICKNAME", value: "Addie", reason: "the API has no field for it"),
        .init(
          column: "ADR",
          value: "1 High Street, 12345",
          reason: "`location` has the city, the region and the country"
        ),
        .init(column: "X-SPOUSE", value: "Bo", reason: "the API has no field for it"),
      ]
    )
    // What is asked for, one way or the other, is not left out.
    var options = ImportOptions()
    options.map = [.init(column: "BDAY", target: "ignore")]
    options.custom = ["NICKNAME"]
    let asked = Importer.importFiles([csv(card, name: "a.vcf")], options: options)
    let columns = asked.report.rows.first?.notes.map(\.column) ?? []
    #expect(!columns.contains("BDAY") && !columns.contains("NICKNAME") && columns.contains("N"))
  }

  @Test func `a column that is left out is said with the rows that have a value in it`() throws {
    let text = """
      email,Floor,Badge,Desk
      a@x.example,3,,
      b@x.example,,,
      c@x.example,1,"a
      long one",
      d@x.example,2,,
      e@x.example,4,,

      """
    let result = Importer.importFiles([csv(text)])
    let lines = result.report.text.split(separator: "\n").dropFirst().prefix(4)
    #expect(
      Array(lines) == [
        "  `email` -> email",
        "  `Floor`    not imported: 4 values, lines 2, 4-7",
        "  `Badge`    not imported: 1 value, line 4",
        "  `Desk`     not imported",
      ]
    )
  }

  @Test func `a name or a place that is left out for a better one is said`() throws {
    let text = """
      email,Full Name,First Name,Last Name,Location,City,Country
      a@x.example,"Quill, Ada",Ada,Quill,"Bergen, Norway",Bergen,Norway
      b@x.example,Dr. Bo Lund,Bo,Lund,Oslo,Oslo,Norway
      c@x.example,c@x.example,,,,,

      """
    let result = Importer.importFiles([csv(text)])
    #expect(
      result.report.rows.map(\.notes) == [
        [],
        [
          .init(
            column: "Full Name",
            value: "Dr. Bo Lund",
            reason: "the columns of first and last names are kept"
          ),
          .init(column: "Country", value: "Norway", reason: "`Oslo` is kept"),
        ],
        [
          .init(
            column: "Full Name",
            value: "c@x.example",
            reason: "it is an address, not a name"
          )
        ],
      ]
    )
  }
}
