import Diagnostics
import Manifest
import Model
import TestSupport
import Testing

/// Values that end at a ` #`, which begins a comment.
@Suite struct CommentTests {
  @Test(arguments: [
    DiagnosticCase(
      "comments-in-values",
      """
      companies: {acme 1: {domain: acme.example}}
      contacts:
        ida:
          email: ida@example.com
          jobTitle: #1 closer in sales
          tagline: Ships fast #teamwork
          summary: see ticket #42 for more
          phone: +33 1 23 45 67 89 #123
          firstName: O'Neil #"the rock"
          company: acme 1 #a
          location: Suite # 12
          skills: Assembler, C #
          custom:
            motto: Née #élan
            note: #todo
        jon@example.com: #lead
        ola@example.com: {
          tagline: Tøm #1,
          summary: one
            two #three
        }
        "uma@example.com":
          summary: #cut
          tagline: #a #b
      settings:
        limits: #none

      """
    ),
    DiagnosticCase("comment-in-key", "contacts:\n  ida #1: {email: ida@example.com}\n"),
    DiagnosticCase(
      "comment-in-braces",
      "contacts:\n  ida: {email: ida@example.com, jobTitle: #1 closer}\n  jon@example.com: {}\n"
    ),
  ])
  func `a value that a comment may have cut is warned of`(_ testCase: DiagnosticCase) throws {
    try testCase.check()
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `comments as people write them are silent`(_ lineBreak: String) {
    let text = """
      # roster of the team, see #12
      #!/usr/bin/env roster
      #contacts of last year
      version: 1 # the only one
      settings: # of all
        onRemove: forget #later delete
      fields: {tier: text, score: number} #types
      companies:
        acme: {domain: acme.example} # 1 of 2
        zeta:
          domain: zeta.example #main domain
      defaults: # for all
        contactOwner: ada@example.com #sales
      contacts: #people
        ida: #lead of the team
          # a line of its own #1
          #jobTitle: CTO
          email: ida@example.com #work address
          firstName: Ida # with a blank
          lastName: Falk ## ruler
          linkedinUrl: https://www.linkedin.com/in/ida #—— profile
          tagline: "quoted" #1
          timezone: Europe/Paris #main office
          languages: German #—— see there
          jobTitle: C# developer
          summary: 'single' #2
          location: null #unknown
          phone: ~ #none
          source: # to be filled in
          skills: a#b #-- see there
          industry: | #text
            #1 in the world #wide
          picture: https://ida.example/a#b
          custom: {tier: gold, score: 3} #4
          additionalEmails: [i@example.com] #other
          company: acme # 1st choice
        ola: {email: ola@example.com} #5
        uma@example.com: # nothing else
        "x #y":
          email: x@example.com
          tagline: "a #b"
          summary: "one
            two #three"
          custom:
            score: 5 #points
            tier: 'a #b'
        z@example.com: {tagline: "#1", summary: '#2 #3', location: a# b}

      """
    let result = read(text.replacing("\n", with: lineBreak))
    #expect(render(result.diagnostics) == "")
    #expect(result.desired?.contacts.count == 5)
  }

  @Test func `what an alias stands for is warned of once`() {
    let text =
      "x-a: &a {tagline: a #b\n  }\ndefaults: &d\n  tagline: Ships #1\ncontacts:\n"
      + (1...3).map { "  c\($0)@example.com: {<<: *d}\n" }.joined()
    #expect(read(text).diagnostics.map(\.location?.line) == [4])
  }

  @Test func `each of very many lines is found, on all cores as well`() {
    let contact = { (index: Int) in
      "  c\(index)@example.com:\n    firstName: Ann\n"
        + (index % 1000 == 7 ? "    tagline: é #1\n" : "    tagline: e # 1st\n    # e #1\n")
    }
    let text = "contacts:\n" + (0..<9_000).map(contact).joined()
    let found = read(text).diagnostics
    #expect(found.map(\.code.id) == Array(repeating: "R0150", count: 9))
    let lines = text.split(separator: "\n")
    for diagnostic in found {
      let line = lines[(diagnostic.location?.line ?? 1) - 1]
      #expect(line == "    tagline: é #1" && diagnostic.location?.column == 16)
    }
  }
}
