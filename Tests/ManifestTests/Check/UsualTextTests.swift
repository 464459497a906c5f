import Diagnostics
import Manifest
import Model
import TestSupport
import Testing

/// That values which are taken without a closer look are those in which a closer look finds nothing.
@Suite struct UsualTextTests {
  /// A domain of that many bytes, of labels that are as long as they may be.
  private static func domain(_ count: Int, label: Int = 63) -> String {
    var labels: [String] = []
    var rest = count
    while rest > label {
      // What is left must be a label.
      let length = rest - label - 1 == 0 ? label - 1 : label
      labels.append(String(repeating: "d", count: length))
      rest -= length + 1
    }
    return (labels + [String(repeating: "e", count: rest)]).joined(separator: ".")
  }

  @Test(arguments: [64, 65, 66, 100, 127, 128, 190, 191, 192, 252, 253])
  func `long domains are valid`(count: Int) {
    let domain = Self.domain(count)
    #expect(domain.utf8.count == count)
    let text = "contacts: {a: {email: a@\(domain), companyDomain: \(domain)}, b@\(domain): {}}\n"
    #expect(ManifestTests.read(text).diagnostics.isEmpty, "\(domain)")
    // With an address that needs a closer look.
    #expect(
      ManifestTests.read("contacts: {a: {email: o'n@\(domain)}}\n").diagnostics.isEmpty,
      "\(domain)"
    )
    // As the fast reader has them.
    let block =
      "contacts:\n  a:\n    email: a@\(domain)\n    companyDomain: \(domain)\n  z@z.example: {}\n"
    #expect(ManifestTests.read(block).diagnostics.isEmpty, "\(domain)")
  }

  @Test(arguments: [
    (domain(254), "R0304"), (domain(300), "R0304"), (domain(100, label: 64), "R0304"),
  ])
  func `longer ones are not`(_ domain: String, _ code: String) {
    for text in [
      "contacts: {a: {email: a@\(domain)}}\n", "contacts: {a: {email: o'n@\(domain)}}\n",
      "contacts:\n  a:\n    email: a@\(domain)\n  z@z.example: {}\n",
    ] {
      #expect(ManifestTests.read(text).diagnostics.map(\.code.id) == [code], "\(domain)")
    }
  }
  private static let pieces = [
    "a", "Z", "0", "9", ".", "-", "_", "+", "@", " ", "example", ".com", "é", "ß", "\u{200B}", "/",
    "https://www.linkedin.com/in/", "https://www.linkedin.com/company/", "usr_", "cpn_", "\\t", "#",
    "xn--", "名", "\u{A0}", "~", "null", "%", "&",
  ]
  private static let fields: [Field] = [
    .email, .linkedinUrl, .linkedinUrlSalesNav, .firstName, .phone, .companyDomain, .companyId,
    .companyLinkedinUrl, .contactOwner, .timezone, .picture,
  ]

  private func read(_ text: String, shortcuts: Bool) -> ManifestResult {
    ManifestReader.read(
      [.standardInput(Array(text.utf8))],
      width: ReadingWidth(parts: 1, leastSize: 1, usesScanner: shortcuts)
    )
  }

  @Test(arguments: 0..<40)
  func `what is said does not depend on how it is read`(_ seed: Int) throws {
    var numbers = SeededGenerator(seed: UInt64(seed))
    var text = "contacts:\n"
    for index in 0..<60 {
      let field = Self.fields[Int.random(in: Self.fields.indices, using: &numbers)]
      let value = (0..<Int.random(in: 1...5, using: &numbers)).map { _ in
        Self.pieces[Int.random(in: Self.pieces.indices, using: &numbers)]
      }.joined()
      // Every other one is plain.
      let isPlain = index % 2 == 0 && value.first?.isLetter == true && !value.contains("#")
      text += "  k\(index):\n    \(field.name): \(isPlain ? value : "\"\(value)\"")\n"
      if field != .email { text += "    email: p\(index)@example.com\n" }
    }
    let (short, long) = (read(text, shortcuts: true), read(text, shortcuts: false))
    #expect(render(short.diagnostics) == render(long.diagnostics))
    #expect(short.desired == long.desired)
    #expect(!long.diagnostics.isEmpty)
  }
}
