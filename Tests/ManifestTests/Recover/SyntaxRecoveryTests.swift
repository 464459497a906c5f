import Diagnostics
import Manifest
import TestSupport
import Testing

/// After an error of syntax in a contact the rest of the file is read all the same.
@Suite struct SyntaxRecoveryTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Stands between two contacts of which each has one problem.
    let broken: String
    /// Lines with an error of syntax.
    var lines: [Int]
    /// Whether the contact after it is still read.
    var isPassed = true
  }

  static let cases: [Case] = [
    Case(
      testDescription: "a quote that is never closed",
      broken: "  jane:\n    firstName: \"Jane\n    lastName: Smith\n",
      lines: [6]
    ),
    Case(
      testDescription: "a quote within a quoted text",
      broken: "  jane:\n    firstName: \"Jane \"JJ\" Smith\"\n    lastName: Smith\n",
      lines: [6]
    ),
    Case(
      testDescription: "a brace that is never closed",
      broken: "  jane: {firstName: Jane\n",
      lines: [6]
    ),
    Case(
      testDescription: "a list that is never closed",
      broken: "  jane:\n    additionalEmails: [a@example.com, b@example.com\n",
      lines: [7]
    ),
    Case(
      testDescription: "a field that is indented too far",
      broken: "  jane:\n    firstName: Jane\n      lastName: Smith\n",
      lines: [7]
    ),
    Case(
      testDescription: "a field that is indented too little",
      broken: "  jane:\n    firstName: Jane\n   lastName: Smith\n",
      lines: [7]
    ),
    Case(
      testDescription: "a contact that is indented too far",
      broken: "   jane:\n    firstName: Jane\n",
      lines: [5]
    ),
    Case(
      testDescription: "a contact's key without a colon",
      broken: "  jane\n    firstName: Jane\n",
      lines: [5]
    ),
    Case(
      testDescription: "a field without a colon",
      broken: "  jane:\n    firstName Jane\n    lastName: Smith\n",
      lines: [7]
    ),
    Case(
      testDescription: "a second colon in one value",
      broken: "  jane:\n    jobTitle: Lead: Platform\n",
      lines: [6]
    ),
    Case(
      testDescription: "a tab before a field",
      broken: "  jane:\n\tfirstName: Jane\n",
      lines: [6]
    ),
    Case(
      testDescription: "a value that begins with an @",
      broken: "  jane:\n    firstName: @jane\n",
      lines: [6]
    ),
    Case(
      testDescription: "an unknown escape",
      broken: "  jane:\n    summary: \"C:\\Users\"\n",
      lines: [6]
    ),
    Case(
      testDescription: "two broken contacts with one between",
      broken:
        "  jane:\n    firstName: @jane\n  carl@example.com: {}\n  dora:\n    firstName: @dora\n",
      lines: [6, 9]
    ),
    Case(
      testDescription: "a broken contact right after a broken one, of which one is said",
      broken: "  jane:\n    firstName: @jane\n  dora:\n    firstName: @dora\n",
      lines: [6]
    ),
    Case(
      testDescription: "a field in a contact's place after the error is no contact",
      broken: "  jane: {\n  firstName: \"J\"J,\n  lastName: Smith\n  }\n",
      lines: [6]
    ),
    Case(
      testDescription: "a list in contacts' place",
      broken: "  - jane@example.com\n  - dora@example.com\n",
      lines: [5]
    ),
  ]

  private static func manifest(_ broken: String) -> String {
    // The last of them would be unknown were the broken contact not taken for the reason.
    "companies: {acme: {domain: acme.example}}\ncontacts:\n  ann:\n    email: ann@nowhere\n"
      + broken
      + "  bob:\n    email: bob@nowhere\n    company: acme\n"
      + "  zoe@example.com: {phone: none, company: globex, custom: {tier: gold}}\n"
      + "fields: {tier: text}\n"
  }

  @Test(arguments: cases)
  func `what stands after an error of syntax is read and checked`(_ broken: Case) {
    let text = Self.manifest(broken.broken)
    for text in [text, text.replacing("\n", with: "\r\n")] {
      let found = read(text).diagnostics
      #expect(
        found.filter(isSyntax).compactMap(\.location?.line) == broken.lines,
        "\(render(found))"
      )
      let others = found.filter { !isSyntax($0) }
      let expected = ["contact.ann", "contact.bob", "contact.zoe@example.com"]
      #expect(others.compactMap(\.address) == expected, "\(render(found))")
      // Each is where it stands in the file.
      let lines = text.replacing("\r\n", with: "\n").split(
        separator: "\n",
        omittingEmptySubsequences: false
      )
      for diagnostic in others {
        let line = lines[(diagnostic.location?.line ?? 1) - 1]
        #expect(line.contains(diagnostic.excerpt?.line ?? "?"), "\(render(found))")
      }
    }
  }

  private func isSyntax(_ diagnostic: Diagnostic) -> Bool {
    ["R0101", "R0109"].contains(diagnostic.code.id)
  }

  @Test(arguments: [
    // An alias would lack its anchor.
    "contacts:\n  a: &a\n    email: @a\n  b: {<<: *a}\n  c: {}\n",
    // Nothing says where a contact begins.
    "{contacts: {a: {email: @a}, c: {}}}\n",
    // What is no section stands where one should.
    "contacts:\n  a:\n    email: \"a\n\nNote: b\n  c: {}\n  d: \"\n",
    // A text that looks like contacts.
    "contacts:\n  a:\n    email: @a\n    summary: |\n      c: {}\n",
  ])
  func `where there is a doubt nothing more is said`(_ text: String) {
    let found = read(text).diagnostics
    #expect(found.count == 1, "\(render(found))")
  }

  @Test func `of very many broken contacts the first ones are said`() {
    let text =
      "contacts:\n"
      + (0..<100).map { "  a\($0):\n    email: @\n  b\($0)@example.com: {}\n" }.joined()
    let found = read(text).diagnostics
    #expect(found.count == 21)
    #expect(found.allSatisfy(isSyntax))
  }

  /// Whatever a change breaks: beside errors of syntax nothing is said that is not said of the same file
  /// without some of its contacts.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `no error is made up`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var contacts = (0..<12).map { index in
      [
        "  c\(index):\n    email: c\(index)@example.com\n    firstName: \"A: b\"\n    custom:\n      tier: 'x'\n",
        "  c\(index): {email: c\(index)@example.com, additionalEmails: [d\(index)@example.com]}\n",
        "  c\(index)@example.com:\n    summary: |\n      key:\n        text: 1\n    jobTitle: PM\n",
        "  c\(index)@example.com: # note\n    <<: {lastName: \"O'Neil\"}\n    phone: +1 555 01\n",
      ][Int.random(in: 0..<4, using: &random)]
    }
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let index = Int.random(in: 0..<12, using: &random)
      var scalars = Array(contacts[index].unicodeScalars)
      let place = Int.random(in: 0..<scalars.count, using: &random)
      let sign =
        Array("\"'{}[]:,@%`\t \n-&|>?#!".unicodeScalars).randomElement(using: &random) ?? " "
      if Bool.random(using: &random) {
        scalars.insert(sign, at: place)
      } else {
        scalars[place] = sign
      }
      contacts[index] = String(String.UnicodeScalarView(scalars))
    }
    let text = "contacts:\n" + contacts.joined()
    let found = read(text).diagnostics
    guard found.contains(where: isSyntax) else { return }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for diagnostic in found where diagnostic.severity == .error && !isSyntax(diagnostic) {
      // The contact alone must have the same problem.
      let line = (diagnostic.location?.line ?? 1) - 1
      let start =
        lines[...line].lastIndex { $0.hasPrefix("  ") && $0.count > 2 && !$0.hasPrefix("   ") } ?? 0
      let end =
        lines[(line + 1)...].firstIndex { line in
          !line.hasPrefix("   ") && line.contains { $0 != " " }
        } ?? lines.endIndex
      let alone = read("contacts:\n" + lines[start..<end].joined(separator: "\n") + "\n")
        .diagnostics
      let isSaid = alone.contains { $0.code == diagnostic.code && $0.message == diagnostic.message }
      #expect(isSaid, "\(text)\n\(render(found))\n\(render(alone))")
    }
  }
}
