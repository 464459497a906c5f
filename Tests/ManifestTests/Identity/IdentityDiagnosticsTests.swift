import Diagnostics
import Manifest
import TestSupport
import Testing

@Suite struct IdentityDiagnosticsTests {
  @Test func `a contact that a merge key brings in is no second one, save of another file`() throws
  {
    let merged =
      "x-c: &c {ida: {email: ida2@example.com}}\ncontacts: {<<: *c, ola@example.com: {}}\n"
    try withTemporaryDirectory { folder in
      let found = try DiagnosticCase(
        "merged-twice",
        files: [("a.yaml", "contacts: {ida: {email: ida@example.com}}\n"), ("b.yaml", merged)]
      ).diagnostics(in: folder)
      #expect(found.map(\.code.id) == ["R0403"])
    }
    let own = merged.replacing("{<<", with: "{ida: {email: ida@example.com}, <<")
    #expect(ManifestTests.read(own).diagnostics.isEmpty)
  }

  @Test(arguments: [
    DiagnosticCase(
      "no-identifier",
      "contacts:\n  jane: {firstName: Jane}\n  bob@example.com: {email: null}\n  tom:\n  a b: {email: null, phone: '1'}\n"
    ),
    DiagnosticCase(
      "shared-email",
      "contacts:\n  jane: {email: jane@example.com}\n  j: {email: \"Jane@Example.com\"}\n"
    ),
    DiagnosticCase(
      "shared-identifiers",
      files: [
        (
          "a.yaml",
          "contacts:\n  a: {email: jane@example.com, linkedinUrl: https://www.linkedin.com/in/jane}\n"
        ),
        (
          "b.yaml",
          "contacts:\n  b: {linkedinUrl: 'http://fr.linkedin.com/in/J%61ne/?x=1'}\n  JANE@example.com:\n"
        ),
        (
          "c.yaml",
          "x: &c https://www.linkedin.com/sales/lead/Ab1\ncontacts:\n  c: {linkedinUrlSalesNav: *c}\n  d: {linkedinUrlSalesNav: https://www.linkedin.com/sales/lead/aB1}\n  e: {linkedinUrlSalesNav: https://linkedin.com/sales/lead/Ab1}\n"
        ),
      ]
    ),
    DiagnosticCase(
      "contact-twice",
      files: [
        ("a.yaml", "contacts:\n  jane: {email: jane@example.com}\n"),
        ("b.yaml", "contacts:\n  \"jane\": {email: j2@example.com}\n"),
      ]
    ),
    DiagnosticCase(
      "additional-email-shared",
      "contacts:\n  jane:\n    email: jane@example.com\n    additionalEmails: [x@example.com, BOB@example.com]\n  bob: {email: bob@example.com}\n"
    ),
    DiagnosticCase(
      "identifier-spellings",
      """
      contacts:
        a: {linkedinUrl: https://www.linkedin.com/in/ida-falk}
        b: {linkedinUrl: https://fr.linkedin.com/in/ida-falk/fr?trk=x}
        c: {linkedinUrlSalesNav: "https://www.linkedin.com/sales/lead/ACwAAAB12,NAME_SEARCH,x1Yz"}
        d: {linkedinUrlSalesNav: "https://www.linkedin.com/sales/people/ACwAAAB12,OTHER,q2"}
        e: {email: info@bücher.example}
        f: {email: info@xn--bcher-kva.example, additionalEmails: [info@BÜCHER.example]}
        g: {linkedinUrl: https://www.linkedin.com/in/ren%C3%A9e}
        h: {linkedinUrl: "https://www.linkedin.com/in/rene\u{301}e/"}

      """
    ),
    DiagnosticCase(
      "keys-look-alike",
      "contacts:\n  josé: {email: a@example.com}\n  jose\u{301}: {email: b@example.com}\n"
        + "  \u{FF4A}ane: {email: c@example.com}\n  jane: {email: d@example.com}\n"
        + "  \u{441}arl: {email: e@example.com}\n  carl: {email: f@example.com}\n"
        + "  Jane: {email: g@example.com}\n"
    ),
    DiagnosticCase(
      "unknown-company",
      files: [
        (
          "a.yaml",
          "defaults: {company: glubex}\ncontacts:\n  a@example.com: {company: amce}\n  b@example.com:\n  c@example.com: {company: acme.example}\n  d@example.com: {company: zzz}\n"
        ), ("b.yaml", "companies: {acme: {domain: acme.example}, globex: {id: cpn_1}}\n"),
      ]
    ),
    DiagnosticCase(
      "company-twice",
      files: [
        ("a.yaml", "companies: {acme: {domain: acme.example}}\n"),
        ("b.yaml", "companies:\n  acme: {id: cpn_1}\n"),
      ]
    ),
    DiagnosticCase(
      "companies",
      "companies:\n  a: {}\n  b:\n  c: acme.example\n  d: {website: acme.example}\n  e: {name: E, domain: e.example}\n  f: {domain: ''}\n  g: {id: null}\n"
    ),
    DiagnosticCase(
      "company-conflict",
      "companies: {acme: {domain: acme.example}}\ndefaults: {company: acme, companyId: cpn_1}\ncontacts:\n  a@example.com: {companyDomain: acme.example, company: acme}\n"
    ),
    DiagnosticCase(
      "several-company-fields",
      "contacts:\n  a@example.com:\n    companyDomain: acme.example\n    companyLinkedinUrl: https://www.linkedin.com/company/acme\n    companyId: cpn_1\n"
    ),
  ])
  func `who is who is said with its places`(_ testCase: DiagnosticCase) throws {
    try testCase.check()
  }
}
