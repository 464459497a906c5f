import Diagnostics
import Manifest
import Testing

@Suite struct ValueDiagnosticsTests {
  private static func contact(_ name: String, _ lines: String...) -> DiagnosticCase {
    DiagnosticCase(
      name,
      "contacts:\n  jane@example.com:\n" + lines.map { "    \($0)\n" }.joined()
    )
  }

  @Test(arguments: [
    contact("empty-values", "phone: ''", "summary: \"\"", "company: ''", "custom: {a: ''}"),
    contact(
      "blank-values",
      "firstName: ' '",
      "lastName: \"\\u00A0\\u2003\"",
      "email: '  '",
      "phone: ' '",
      "summary: |+",
      "  ",
      "",
      "tagline: \"\\n\\t\"",
      "additionalEmails: [' ']",
      "contactOwner: ' '",
      "company: ' '",
      "custom: {a: ' '}"
    ),
    contact(
      "space-around",
      "firstName: 'Jane '",
      "lastName: \" Smith\"",
      "email: ' j@example.com'",
      "summary: |",
      "  text ",
      "tagline: |",
      "  fine",
      "phone: |",
      "  +33",
      "custom: {a: ' x'}"
    ),
    contact(
      "control-in-value",
      "firstName: \"Ja\\0ne\"",
      "lastName: \"a\\e[2J\"",
      "phone: \"1\\n2\"",
      "summary: \"a\\tb\\nc\"",
      "tagline: \"\\L\"",
      "custom: {a: \"\\x9b\"}"
    ),
    DiagnosticCase(
      "emails",
      "contacts:\n"
        + [
          "jane", "jane@@example.com", "@example.com", "jane@", "ja ne@example.com",
          "jane.@example.com", "ja..ne@example.com", "jane@example.com.", "jane@-example.com",
          "jane@exa_mple.com", "Jane <jane@example.com>", "jane@example..com", "jane＠example.com",
          "ja\u{200B}ne@example.com", String(repeating: "j", count: 65) + "@example.com",
          "mailto:jane@example.com",
          "jane,bob@example.com",
        ].enumerated().map { "  k\($0.offset): {email: '\($0.element)'}\n" }.joined()
    ),
    DiagnosticCase(
      "unlikely-emails",
      "contacts:\n  a: {email: jane@localhost}\n  b: {email: j\u{0430}ne@example.com}\n  c: {email: jürgen@example.com}\n  d@intranet: {}\n"
    ),
    DiagnosticCase(
      "linkedin-urls",
      "contacts:\n"
        + [
          "linkedinUrl: https://example.com/in/jane", "linkedinUrl: jane",
          "linkedinUrl: https://www.linkedin.com/in/",
          "linkedinUrl: https://www.linkedin.com/company/acme",
          "linkedinUrl: https://www.linkedin.com/sales/lead/AC1%2CNAME",
          "linkedinUrlSalesNav: https://www.linkedin.com/in/jane",
          "linkedinUrl: https://www.linkedin.com/feed/", "linkedinUrl: linkedin.com/in/jane2",
          "linkedinUrl: https://linkedin.com.evil.example/in/x",
          "linkedinUrl: ftp://linkedin.com/in/x",
          "linkedinUrl: 'https://www.linkedin.com/in/j ane'",
          "linkedinUrl: https://jane@www.linkedin.com/in/x",
          "linkedinUrl: https://.linkedin.com/in/x",
          "linkedinUrl: 'https://www.linkedin.com:443/in/x'",
          "linkedinUrl: https:///linkedin.com/in/x", "linkedinUrl: https://a_b.linkedin.com/in/x",
          "linkedinUrl: https://www.linkedin.com/in/ja\u{200B}ne",
          "{linkedinUrl: https://fr.linkedin.com/in/jane3?x=1, companyLinkedinUrl: https://www.linkedin.com/in/jane}",
          "linkedinUrl: https://www.linkedin.com/mwlite/in/jane4?trk=x",
        ].enumerated().map {
          "  k\($0.offset): \($0.element.hasPrefix("{") ? $0.element : "{\"\($0.element.replacing(": ", with: "\": "))}")\n"
        }.joined()
    ),
    contact(
      "typographic-quotes",
      "firstName: \u{201C}Jane\u{201D}",
      "lastName: \u{2018}Smith\u{2019}",
      "phone: \u{201C}+33123456789\u{201D}",
      "industry: \u{AB}Food\u{BB}",
      "tagline: \u{201E}Los\u{201C}",
      "summary: \u{201C}Yes\u{201D}, she said",
      "skills: O\u{2019}Neil\u{2019}",
      "location: \u{201C}\u{201D}",
      "custom: {a: \u{201C}x\u{201D}}"
    ),
    contact("phone", "phone: none"),
    DiagnosticCase(
      "carets",
      "contacts:\n  a: {email: &e nobody, phone: &p  none}\n  b: {email: *e, jobTitle: &t !!str ''}\n"
        + "  \u{540D}\u{524D}: {email: \"\u{540D}@@x\", phone: \"e\u{301}\"}\n"
        + "  c@example.com:\n    picture: &x >-\n      not a\n      url\n    phone: \"no\n      digits\"\n"
        + "    firstName:\t' '\r\n    lastName: ''\r\n    custom: {\u{1F600}: ''}\n"
    ),
    contact("time-zone", "timezone: europe/paris"),
    DiagnosticCase(
      "time-zones",
      "contacts: {a@example.com: {timezone: Paris}, b@example.com: {timezone: Erope/Paris}, c@example.com: {timezone: Mars}, d@example.com: {timezone: Europe/Paris}, e@example.com: {timezone: UTC}}"
    ),
    contact("picture", "picture: jane.png"),
    contact("picture-without-host", "picture: https:///jane.png"),
    DiagnosticCase(
      "pictures",
      "contacts:\n"
        + [
          "https://?x", "https://#x", "https://", "HTTPS://:443/x", "https://user@example.com/x",
          "https://a:b@example.com/x", "https://example.com:0/x", "https://example.com:65536/x",
          "https://example.com:8o/x", "https://example.com:/x", "https://exa mple.com/x",
          "https://example.com/a b.png", "https://example.com/a\u{200B}.png",
          "https://example..com/x", "https://-example.com/x", "https://example.com\\x",
          "https://[::1/x", "https://[x]/x", "https://[]/x", "https://*.example.com/x",
          "https://example.com%00/x", "//example.com/x", "https:example.com", "https:/example.com",
          "ftp://example.com/x", "javascript:alert(1)", "data:image/png;base64,iVBORw0KGgo=",
          "https://./x", "https://.com/x",
          "https://\(String(repeating: "a", count: 64)).com/x",
        ].enumerated().map {
          "  k\($0.offset)@example.com: {picture: '\($0.element)'}\n"
        }.joined()
    ),
    contact("owner", "contactOwner: Sam"),
    contact("owner-email", "contactOwner: sam@@example.com"),
    contact("company-id", "companyId: ctc_1"),
    contact("company-id-form", "companyId: acme.example"),
    contact("company-domain", "companyDomain: https://www.acme.example/about"),
    DiagnosticCase(
      "company-domains",
      "companies:\n  a: {domain: acme}\n  b: {domain: info@acme.example}\n  c: {domain: acme .example}\n  d: {id: tea_1}\n  e: {linkedinUrl: https://www.linkedin.com/in/jane}\n"
    ),
    DiagnosticCase(
      "custom-types",
      """
      fields: {n: number, b: boolean, d: date, t: datetime}
      contacts:
        a@example.com: {custom: {n: high, b: yes, d: 31.12.2024, t: 2024-01-31}}
        b@example.com: {custom: {n: '5', b: "true", d: 2024-02-30, t: 2024-01-31 12:00}}
        c@example.com: {custom: {n: true, b: 1, d: "2024", t: 2024-01-31T25:00Z}}
        d@example.com: {custom: {n: '', b: '', d: '', t: ''}}

      """
    ),
    contact(
      "numbers",
      "custom: {a: 12345678901234567890, b: 9007199254740993, c: .inf, d: .nan, e: 1e400, f: 9007199254740992}"
    ),
    contact(
      "doubled-emails",
      "additionalEmails: [j2@example.com, Jane@Example.com, J2@example.com]"
    ),
  ])
  func `a wrong value is said with its place`(_ testCase: DiagnosticCase) throws {
    try testCase.check()
  }
  @Test(arguments: [
    "https://example.com", "https://example.com/", "https://example.com?x", "https://example.com#x",
    "HTTP://Example.COM/x", "http://example.com:8080/x.png", "https://cdn_1.example.com/x",
    "https://example.com./x", "https://192.0.2.7/x", "https://[2001:db8::1]:443/x",
    "https://b\u{FC}cher.example/x", "https://example.com/a%20b?c=d|e#f@g:h",
    "https://media.licdn.com/dms/image/v2/D4E/photo-shrink_800_800/0/1?e=1&v=beta&t=a-b_c",
    "https://example.com/b\u{FC}ch\u{65E5}", "https://localhost/x", "https://x--1.example/x",
  ])
  func `a URL with a host is taken`(_ url: String) {
    let result = read("contacts: {a@example.com: {picture: '\(url)'}}")
    #expect(result.diagnostics.map(\.message) == [])
  }
}
