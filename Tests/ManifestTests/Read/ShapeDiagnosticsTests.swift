import Testing

@Suite struct ShapeDiagnosticsTests {
  @Test(arguments: [
    DiagnosticCase("shape-list", "- email: jane@example.com\n"),
    DiagnosticCase("shape-text", "hello\n"),
    DiagnosticCase(
      "unknown-sections",
      "contact: {}\nsetting: 1\npeople:\n  a: b\njane-smith:\n  email: jane@example.com\nx: 1\nX-a: 1\nx_b: 1\n"
    ),
    DiagnosticCase(
      "unknown-fields",
      """
      contacts:
        jane:
          email: jane@example.com
          firstname: Jane
          last_name: Smith
          title: PM
          LinkedIn: x
          owner: a
          company_domain: a.example
          e-mail: x
          favourite colour: red
          contactId: ctc_1
          jobTitel: PM

      """
    ),
    DiagnosticCase(
      "wrong-shapes",
      "settings: x\nfields: [a]\ncompanies: acme\ndefaults: []\ncontacts: [jane]\n"
    ),
    DiagnosticCase(
      "wrong-shapes-in-contacts",
      """
      contacts:
        a: a@example.com
        b: [x]
        c@example.com:
          firstName: [Jane]
          phone: {work: "1"}
          additionalEmails: c2@example.com
          company: {domain: acme.example}
          custom: gold
        d@example.com:
          additionalEmails: [null, [x], "", d2@example.com]
          custom: {tags: [a, b]}
        e@example.com: {additionalEmails: []}

      """
    ),
    DiagnosticCase(
      "nearly-right-contacts",
      """
      contacts:
        a:
          email:a@example.com
        b@example.com:
        firstName: Bob
        c@example.com: {jobTitle: VP, Sales, firstname}
        d@example.com:
          additionalEmails: d2@example.com; d3@example.com
        e: >-
          e@example.com

        f: |
          e@example.com
          f@example.com

      """
    ),
    DiagnosticCase("version", "version: 2\n"),
    DiagnosticCase("version-list", "version: [1]\n"),
    DiagnosticCase(
      "settings-twice",
      files: [
        ("a.yaml", "settings: {onRemove: delete}\n"), ("b.yaml", "contacts: {}\nsettings: {}\n"),
      ]
    ),
    DiagnosticCase(
      "settings",
      "settings:\n  onRemove: remove\n  onremove: forget\n  limits: {update: lots, delete: -1, create: 101%, forget: [], remove: 5, updates: 3}\n"
    ),
    DiagnosticCase("field-types", "fields:\n  a: string\n  b: txt\n  c:\n  d: [text]\n  e: 'no'\n"),
    DiagnosticCase(
      "field-types-differ",
      files: [("a.yaml", "fields: {tier: text}\n"), ("b.yaml", "fields:\n  tier: number\n")]
    ),
    DiagnosticCase(
      "custom-is-field",
      "fields: {email: text, contactId: text}\ncontacts:\n  jane: {email: jane@example.com, custom: {firstName: Jane, contactId: ctc_1}}\n"
    ),
    DiagnosticCase(
      "undeclared-fields",
      files: [
        (
          "a.yaml",
          "contacts:\n  jane: {email: jane@example.com, custom: {teir: gold, colour: red}}\n"
        ), ("z.yaml", "fields: {tier: text}\n"),
      ]
    ),
    DiagnosticCase(
      "identifier-in-defaults",
      "defaults: {email: team@example.com, linkedinUrl: null, linkedinUrlSalesNav: [x]}\n"
    ),
    DiagnosticCase(
      "contact-keys",
      "contacts:\n  '': {email: a@example.com}\n  ' x': {email: b@example.com}\n  \"a\\0\": {email: c@example.com}\n  \(String(repeating: "k", count: 257)): {email: d@example.com}\n"
    ),
    DiagnosticCase(
      "names",
      "fields: {'': text, ' a': text}\ncompanies: {\"x\\n\": {id: cpn_1}}\ncontacts: {a@example.com: {custom: {'b ': 1}}}\n"
    ),
  ])
  func `what has the wrong shape is said with its place`(_ testCase: DiagnosticCase) throws {
    try testCase.check()
  }
}
