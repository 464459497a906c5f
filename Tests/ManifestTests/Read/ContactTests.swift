import Diagnostics
import Manifest
import Model
import Testing

/// What contacts come out of what is written.
@Suite struct ContactTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let yaml: String
    let contacts: String
    var testDescription: String { name }

    init(_ name: String, _ yaml: String, _ contacts: String) {
      (self.name, self.yaml, self.contacts) = (name, yaml, contacts)
    }
  }

  @Test(arguments: [
    Case("comments only", "# to do\n", ""),
    Case("an empty document", "---\n...\n", ""),
    Case("null sections", "settings:\nfields: ~\ncompanies: null\ndefaults:\ncontacts:\n", ""),
    Case(
      "a key with an @",
      "contacts: {bob@example.com: {firstName: Bob}}",
      "bob@example.com: email=bob@example.com firstName=Bob"
    ),
    Case(
      "a key with an @ and nothing else",
      "contacts:\n  bob@example.com:\n",
      "bob@example.com: email=bob@example.com"
    ),
    Case(
      "a key with an @ and another email",
      "contacts: {bob@example.com: {email: b@example.com}}",
      "bob@example.com: email=b@example.com"
    ),
    Case(
      "a key with an @ and no email",
      "contacts: {bob@example.com: {email: null, linkedinUrl: https://www.linkedin.com/in/bob}}",
      "bob@example.com: linkedinUrl=https://www.linkedin.com/in/bob"
    ),
    Case(
      "keys are sorted by their bytes",
      "contacts: {z: {email: z@example.com}, B: {email: b@example.com}, a: {email: a@example.com}, é: {email: e@example.com}}",
      "B: email=b@example.com\na: email=a@example.com\nz: email=z@example.com\né: email=e@example.com"
    ),
    Case(
      "keys that look like other types are text",
      "contacts: {null: {email: a@example.com}, 12: {email: b@example.com}, yes: {email: c@example.com}, '~': {email: d@example.com}}",
      "12: email=b@example.com\nnull: email=a@example.com\nyes: email=c@example.com\n~: email=d@example.com"
    ),
    Case(
      "Windows line ends and a byte-order mark",
      "\u{FEFF}contacts:\r\n  bob@example.com:\r\n    firstName: Bob\r\n",
      "bob@example.com: email=bob@example.com firstName=Bob"
    ),
    Case(
      "flow style over lines",
      "{contacts: {bob@example.com:\n  {firstName: Bob,\n   lastName: B}}}",
      "bob@example.com: email=bob@example.com firstName=Bob lastName=B"
    ),
    Case(
      "a directive",
      "%YAML 1.2\n---\ncontacts: {bob@example.com: }\n",
      "bob@example.com: email=bob@example.com"
    ),
    Case(
      "all fields in any order",
      "contacts: {j: {tagline: t, email: j@example.com, additionalEmails: [a@example.com], skills: s, companyDomain: a.example, source: x}}",
      "j: email=j@example.com additionalEmails=[a@example.com] skills=s tagline=t source=x companyDomain=a.example"
    ),
  ])
  func `contacts are what is written`(_ testCase: Case) {
    #expect(contacts(testCase.yaml) == testCase.contacts)
  }

  @Test(arguments: [
    "+33123456789", "0123", "no", "1e3", "2024-01-01", "Null", "NULL", "true", ".inf", "0x10",
    "12:30", "1_000", "é", "a  b", "=", "-1",
  ])
  func `an API field's text is what is written`(_ text: String) {
    let expected = "j@example.com: email=j@example.com lastName=\(text)"
    #expect(contacts("contacts: {j@example.com: {lastName: \(text)}}") == expected)
    #expect(contacts("contacts: {j@example.com: {lastName: '\(text)'}}") == expected)
    #expect(contacts("contacts: {j@example.com: {lastName: !!str \(text)}}") == expected)
  }

  @Test(arguments: ["null", "~", "", "!!null ''", "!!null x"])
  func `null leaves a field alone`(_ text: String) {
    #expect(
      contacts("contacts: {j@example.com: {lastName: \(text)}}")
        == "j@example.com: email=j@example.com"
    )
    #expect(
      contacts("contacts: {j@example.com: {additionalEmails: \(text)}}")
        == "j@example.com: email=j@example.com"
    )
  }

  @Test(arguments: ["'null'", "\"~\"", "!!str null", "! null"])
  func `a quoted null is text`(_ text: String) {
    #expect(contacts("contacts: {j@example.com: {lastName: \(text)}}").contains("lastName="))
  }

  @Test func `block scalars keep their lines`() {
    let yaml =
      "contacts:\n  j@example.com:\n    summary: |\n      a\n       b\n    tagline: >-\n      c\n      d\n"
    #expect(contacts(yaml) == "j@example.com: email=j@example.com summary=a\n b\n tagline=c d")
    #expect(read(yaml).diagnostics.isEmpty)
  }

  @Test(arguments: [
    Case("text", "a", "a"), Case("quoted", "'5'", "5"), Case("integer", "5", "#5"),
    Case("zeros", "007", "#7"), Case("float", "-0.5", "#-0.5"), Case("exponent", "1e3", "#1000"),
    Case("hexadecimal", "0x1F", "#31"), Case("true", "true", "?true"),
    Case("False", "False", "?false"),
    Case("yes", "yes", "yes"), Case("date", "2024-01-31", "2024-01-31"),
    Case("version", "1.2.3", "1.2.3"),
    Case("phone", "+33123456789", "#33123456789"), Case("tag", "!!str 5", "5"),
    Case("the limit", "9007199254740992", "#9007199254740992.0"),
  ])
  func `an undeclared custom value has the type of the core schema`(_ testCase: Case) {
    #expect(
      contacts("contacts: {j@example.com: {custom: {x: \(testCase.yaml)}}}")
        == "j@example.com: email=j@example.com custom.x=\(testCase.contacts)"
    )
  }

  @Test(arguments: [
    ("text", "5", "5"), ("text", "true", "true"), ("text", "Null", "Null"),
    ("phone", "+33123456789", "+33123456789"),
    ("number", "5", "#5"), ("number", "1.5", "#1.5"), ("boolean", "TRUE", "?true"),
    ("boolean", "false", "?false"),
    ("date", "2024-02-29", "2024-02-29"), ("date", "'2024-12-31'", "2024-12-31"),
    ("datetime", "2024-01-31T12:00:00Z", "2024-01-31T12:00:00Z"),
    ("datetime", "2024-01-31T12:00", "2024-01-31T12:00"),
    ("datetime", "2024-01-31T12:00:00.123+02:00", "2024-01-31T12:00:00.123+02:00"),
    ("datetime", "2024-01-31T12:00:00-0500", "2024-01-31T12:00:00-0500"),
  ])
  func `a declared custom value has its field's type`(
    _ type: String,
    _ written: String,
    _ value: String
  ) {
    let expected = "j@example.com: email=j@example.com custom.x=\(value)"
    #expect(
      contacts("fields: {x: \(type)}\ncontacts: {j@example.com: {custom: {x: \(written)}}}")
        == expected
    )
    // Also where the declaration comes after.
    #expect(
      contacts("contacts: {j@example.com: {custom: {x: \(written)}}}\nfields: {x: \(type)}")
        == expected
    )
  }

  @Test(arguments: [
    Case(
      "defaults apply",
      "defaults: {source: a, phone: '1'}\ncontacts: {j@example.com: {phone: '2'}}",
      "j@example.com: email=j@example.com phone=2 source=a"
    ),
    Case(
      "defaults below the contacts apply",
      "contacts: {j@example.com: {phone: '2'}}\ndefaults: {source: a, phone: '1'}",
      "j@example.com: email=j@example.com phone=2 source=a"
    ),
    Case(
      "null drops a default",
      "defaults: {source: a, phone: '1'}\ncontacts: {j@example.com: {phone: null}}",
      "j@example.com: email=j@example.com source=a"
    ),
    Case(
      "custom defaults apply one by one",
      "defaults: {custom: {a: 1, b: 2, c: 3}}\ncontacts: {j@example.com: {custom: {b: 5, c: null}}}",
      "j@example.com: email=j@example.com custom.a=#1 custom.b=#5"
    ),
    Case(
      "null drops all custom defaults",
      "defaults: {custom: {a: 1}}\ncontacts: {j@example.com: {custom: null}}",
      "j@example.com: email=j@example.com"
    ),
    Case(
      "an empty custom drops none",
      "defaults: {custom: {a: 1}}\ncontacts: {j@example.com: {custom: {}}}",
      "j@example.com: email=j@example.com custom.a=#1"
    ),
    Case(
      "a list is replaced whole",
      "defaults: {additionalEmails: [a@example.com]}\ncontacts: {j@example.com: {additionalEmails: [b@example.com]}, k@example.com: }",
      "j@example.com: email=j@example.com additionalEmails=[b@example.com]\nk@example.com: email=k@example.com additionalEmails=[a@example.com]"
    ),
  ])
  func `defaults fill in what a contact does not say`(_ testCase: Case) {
    #expect(contacts(testCase.yaml) == testCase.contacts)
  }

  private static let acme =
    "companies: {acme: {domain: acme.example, linkedinUrl: https://www.linkedin.com/company/acme}, globex: {id: cpn_1, domain: globex.example}, hooli: {linkedinUrl: https://www.linkedin.com/company/hooli}}\n"

  @Test(arguments: [
    Case("domain", "contacts: {j@example.com: {company: acme}}", "companyDomain=acme.example"),
    Case("id first", "contacts: {j@example.com: {company: globex}}", "companyId=cpn_1"),
    Case(
      "LinkedIn last",
      "contacts: {j@example.com: {company: hooli}}",
      "companyLinkedinUrl=https://www.linkedin.com/company/hooli"
    ),
    Case(
      "a default",
      "defaults: {company: acme}\ncontacts: {j@example.com: }",
      "companyDomain=acme.example"
    ),
    Case(
      "null drops a default company",
      "defaults: {company: acme}\ncontacts: {j@example.com: {company: null}}",
      ""
    ),
    Case(
      "null drops default company fields",
      "defaults: {companyId: cpn_2}\ncontacts: {j@example.com: {company: null}}",
      ""
    ),
    Case(
      "a field replaces a default company",
      "defaults: {company: acme}\ncontacts: {j@example.com: {companyId: cpn_2}}",
      "companyId=cpn_2"
    ),
    Case(
      "a company replaces default fields",
      "defaults: {companyId: cpn_2, companyDomain: x.example}\ncontacts: {j@example.com: {company: acme}}",
      "companyDomain=acme.example"
    ),
    Case(
      "a field replaces all default fields",
      "defaults: {companyId: cpn_2}\ncontacts: {j@example.com: {companyDomain: x.example}}",
      "companyDomain=x.example"
    ),
    Case(
      "null drops the one field",
      "defaults: {companyId: cpn_2, companyDomain: x.example}\ncontacts: {j@example.com: {companyId: null}}",
      "companyDomain=x.example"
    ),
    Case(
      "null of the field that a default company is",
      "defaults: {company: acme}\ncontacts: {j@example.com: {companyDomain: null}}",
      ""
    ),
    Case(
      "what is written out replaces a merged company",
      "contacts: {b@example.com: &b {company: acme}, j@example.com: {<<: *b, companyId: cpn_2}}",
      "companyId=cpn_2"
    ),
    Case(
      "a company written out replaces merged fields",
      "contacts: {b@example.com: &b {companyId: cpn_2}, j@example.com: {<<: *b, company: acme}}",
      "companyDomain=acme.example"
    ),
  ])
  func `a company is one API field`(_ testCase: Case) {
    for yaml in [Self.acme + testCase.yaml, testCase.yaml + "\n" + Self.acme] {
      let line = contacts(yaml).split(separator: "\n").last { $0.hasPrefix("j@") }
      let expected =
        "j@example.com: email=j@example.com" + (testCase.contacts.isEmpty ? "" : " ")
        + testCase.contacts
      #expect(line.map(String.init) == expected)
    }
  }

  @Test(arguments: [
    Case(
      "a mapping",
      "contacts: {a@example.com: &a {phone: '1', source: s}, j@example.com: {<<: *a, phone: '2'}}",
      "phone=2 source=s"
    ),
    Case(
      "written out before",
      "contacts: {a@example.com: &a {phone: '1', source: s}, j@example.com: {phone: '2', <<: *a}}",
      "phone=2 source=s"
    ),
    Case(
      "a list, the first wins",
      "contacts: {a@example.com: &a {phone: '1'}, b@example.com: &b {phone: '2', source: s}, j@example.com: {<<: [*a, *b]}}",
      "phone=1 source=s"
    ),
    Case(
      "merges within merges",
      "contacts: {a@example.com: &a {phone: '1'}, b@example.com: &b {<<: *a, source: s}, j@example.com: {<<: *b}}",
      "phone=1 source=s"
    ),
    Case(
      "custom is merged whole",
      "contacts: {a@example.com: &a {custom: {x: 1, y: 2}}, j@example.com: {<<: *a, custom: {z: 3}}}",
      "custom.z=#3"
    ),
    Case(
      "merges within custom",
      "contacts: {a@example.com: {custom: &c {x: 1, y: 2}}, j@example.com: {custom: {<<: *c, y: 3}}}",
      "custom.x=#1 custom.y=#3"
    ),
    Case(
      "an inline mapping",
      "contacts: {j@example.com: {<<: {phone: '1'}, source: s}}",
      "phone=1 source=s"
    ),
    Case(
      "merged null",
      "defaults: {source: s}\ncontacts: {a@example.com: &a {source: null}, j@example.com: {<<: *a}}",
      ""
    ),
    Case(
      "an alias for a value",
      "contacts: {a@example.com: {phone: &p '1'}, j@example.com: {phone: *p}}",
      "phone=1"
    ),
    Case(
      "an alias for a list",
      "contacts: {a@example.com: {additionalEmails: &p [c@example.com]}, j@example.com: {additionalEmails: *p}}",
      "additionalEmails=[c@example.com]"
    ),
    Case(
      "an alias for a key",
      "contacts: {a@example.com: {&k phone: '1'}, j@example.com: {*k : '2'}}",
      "phone=2"
    ),
  ])
  func `anchors, aliases and merge keys work`(_ testCase: Case) {
    let line = contacts(testCase.yaml).split(separator: "\n").last { $0.hasPrefix("j@") }
    let expected =
      "j@example.com: email=j@example.com" + (testCase.contacts.isEmpty ? "" : " ")
      + testCase.contacts
    #expect(line.map(String.init) == expected)
  }

  @Test func `contacts can be merged in, and what is written out wins`() {
    let yaml = """
      contacts:
        <<: {a@example.com: {phone: '1'}, b@example.com: {phone: '1'}}
        b@example.com: {phone: '2'}
      """
    #expect(
      contacts(yaml)
        == "a@example.com: email=a@example.com phone=1\nb@example.com: email=b@example.com phone=2"
    )
    #expect(read(yaml).diagnostics.isEmpty)
  }
}
