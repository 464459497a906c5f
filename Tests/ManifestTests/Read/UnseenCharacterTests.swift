import Diagnostics
import Manifest
import TestSupport
import Testing

/// No-break spaces and characters without a width.
@Suite struct UnseenCharacterTests {
  @Test(arguments: [
    DiagnosticCase(
      "unseen-indentation",
      "contacts:\n  ida@example.com:\n\u{A0} \u{A0} firstName: Ida\n\u{2003}jon@example.com: {}\n"
    ),
    DiagnosticCase(
      "unseen-in-keys",
      """
      fields: {"tier\u{A0}": text, sc\u{200B}ore: number}
      companies: {ac\u{AD}me: {domain: acme.example}}
      x\u{2060}: 1
      contacts:
        "\u{A0}eve": {email: eve@example.com}
        "eva\u{A0}": {email: eva@example.com}
        ida:
          email: ida@example.com
          firstName\u{A0}: Ida
          last\u{200B}Name: Falk
          job\u{AD}titel: CTO
        "jon\u{200B}": {email: jon1@example.com}
        jon: {email: jon2@example.com}
        ola rye: {email: ola1@example.com}
        o\u{2060}la\u{A0}rye: {email: ola2@example.com}
        u\u{200D}ma: {email: uma@example.com}
        um\u{200B}a: {email: uma2@example.com}

      """
    ),
    DiagnosticCase(
      "unseen-in-values",
      """
      contacts:
        ida:
          email: ida@exam\u{200B}ple.com
          linkedinUrl: https://www.linkedin.com/in/ida\u{A0}
          firstName: "Ida\u{A0}"
          lastName: Fa\u{AD}lk
          jobTitle: Head\u{A0}of Sales
          phone: \u{202A}+33 1 23 45\u{202C}
          companyDomain: acme\u{200B}.example
          custom: {tier: go\u{200B}ld}
        "jon\u{A0}falk@example.com": {}

      """
    ),
    DiagnosticCase(
      "unseen-around-values",
      #"""
      contacts:
        ida:
          email: "ida@example.com \u200B "
          firstName: " \u200BI\u200Bda\u00A0"
          lastName: "Fa\u00ADlk\u200D "
          jobTitle: " Vice\u00A0pre\u200Bsident "
          tagline: " 10\u202F000\u00A0\u20AC\u2060 "
          summary: "\u201CHe\u200Bad\u201D"
          location: " \u200B "
          skills: "\u200B"
          custom: {tier: " go\u200Bld\n", team: "\u2060"}

      """#
    ),
    // Two bytes each, as of letters that are no ASCII.
    DiagnosticCase(
      "unseen-of-two-bytes",
      """
      contacts:
        ida:
          email: ida@example.com
          firstName: I\u{34F}da
          lastName: F\u{E5}l\u{61C}k
          custom: {tier: go\u{34F}ld, team: n\u{F8}\u{61C}rd}

      """
    ),
    DiagnosticCase(
      "unseen-after-colon",
      "contacts:\n  ida:\n    email:\u{A0}ida@example.com\n    firstName: Ida\n  jon:\n    email: jon@nowhere\n"
    ),
  ])
  func `characters that cannot be seen are named`(_ testCase: DiagnosticCase) throws {
    try testCase.check()
  }

  @Test(arguments: [
    // What typography wants, and other scripts.
    "10\u{202F}000\u{A0}€", "Quoi\u{A0}?", "M.\u{A0}Falk", "«\u{A0}Ida\u{A0}»", "山田\u{3000}太郎",
    "می\u{200C}خواهم", "👩\u{200D}💻", "❤\u{FE0F}", "क्\u{200D}ष", "+33\u{A0}1\u{A0}23",
  ])
  func `typography and scripts are no mistakes`(_ text: String) {
    let found = read(
      "contacts: {ida@example.com: {summary: \(text), phone: 1}, \(text) x@example.com: {}}"
    )
    .diagnostics
    #expect(found.allSatisfy { $0.code.id != "R0340" }, "\(render(found))")
  }

  @Test func `two keys that look the same are found in far places`() throws {
    let result = try withTemporaryDirectory { folder in
      try DiagnosticCase(
        "unseen",
        files: [
          ("a.yaml", "contacts:\n  jo\u{200B}n: {email: a@example.com}\n"),
          ("z/b.yml", "contacts:\n  # c\n  jon: {email: b@example.com}\n"),
        ]
      ).diagnostics(in: folder)
    }
    #expect(result.map(\.code.id) == ["R0221"])
    #expect(result.first?.location?.line == 2)
    #expect(result.first?.related.first?.location.line == 3)
    #expect(result.first?.related.first?.location.file.hasSuffix("z/b.yml") == true)
  }
}
