import Model
import Testing

@Suite struct NormalizedIdentifierTests {
  @Test(arguments: [
    "https://www.linkedin.com/in/janesmith", "http://linkedin.com/in/janesmith",
    "https://linkedin.com/in/janesmith/", "https://fr.linkedin.com/in/janesmith?trk=x",
    "linkedin.com/in/JaneSmith#about", "HTTPS://WWW.LINKEDIN.COM/in/janesmith//",
  ])
  func `spellings of one LinkedIn profile are equal`(_ url: String) {
    let expected = NormalizedIdentifier(.linkedinUrl, "https://www.linkedin.com/in/janesmith")
    #expect(NormalizedIdentifier(.linkedinUrl, url) == expected)
  }

  @Test func `percent-encoding does not distinguish`() {
    #expect(
      NormalizedIdentifier(.linkedinUrl, "https://linkedin.com/in/jos%C3%A9")
        == NormalizedIdentifier(.linkedinUrl, "https://linkedin.com/in/josé")
    )
    #expect(
      NormalizedIdentifier(.linkedinUrl, "https://linkedin.com/in/a%zz").text.hasSuffix("a%zz")
    )
  }

  @Test func `a Sales Navigator id keeps its case`() {
    #expect(
      NormalizedIdentifier(.linkedinUrlSalesNav, "https://www.linkedin.com/sales/lead/ACwAAb")
        != NormalizedIdentifier(.linkedinUrlSalesNav, "https://www.linkedin.com/sales/lead/ACWAAB")
    )
  }

  @Test func `an email loses its case and nothing else`() {
    #expect(
      NormalizedIdentifier(.email, "Jane.Smith@Example.COM")
        == NormalizedIdentifier(.email, "jane.smith@example.com")
    )
    #expect(
      NormalizedIdentifier(.email, "jane+a@example.com")
        != NormalizedIdentifier(.email, "jane@example.com")
    )
  }

  @Test(arguments: [
    ("Acme.com", "acme.com"), ("https://www.acme.com/about", "acme.com"), ("acme.com.", "acme.com"),
  ])
  func `a domain is its host`(_ text: String, _ domain: String) {
    #expect(NormalizedIdentifier.domain(text) == domain)
  }
}
