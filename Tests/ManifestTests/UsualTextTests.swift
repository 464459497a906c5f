import Diagnostics
import Manifest
import Model
import TestSupport
import Testing

/// That values which are taken without a closer look are those in which a closer look finds nothing.
@Suite struct UsualTextTests {
  private static let pieces = [
    "a", "Z", "0", "9", ".", "-", "_", "+", "@", " ", "example", ".com", "é", "ß", "\u{200B}", "/",
    "https://www.linkedin.com/in/", "https://www.linkedin.com/company/", "usr_", "cpn_", "\\t", "#",
    "xn--", "名", "\u{A0}", "~", "null", "%", "&",
  ]
  private static let fields: [ContactField] = [
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
