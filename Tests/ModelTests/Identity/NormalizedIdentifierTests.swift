import Model
import TestSupport
import Testing

@Suite struct NormalizedIdentifierTests {
  @Test(arguments: [
    "https://www.linkedin.com/in/janesmith", "http://linkedin.com/in/janesmith",
    "https://linkedin.com/in/janesmith/", "https://fr.linkedin.com/in/janesmith?trk=x",
    "linkedin.com/in/JaneSmith#about", "HTTPS://WWW.LINKEDIN.COM/in/janesmith//",
    "https://m.linkedin.com/in/janesmith/fr", "https://www.linkedin.com/in/janesmith/en-us/?x=1",
    "//linkedin.com./IN/j%61nesmith", "https://www.linkedin.com/mwlite/in/janesmith",
    "https://www.linkedin.com/comm/in/janesmith?midToken=x", "linkedin.com/pub/janesmith/de",
    "https://www.linkedin.com/in/janesmith/overlay/contact-info/",
    "https://www.linkedin.com/in/janesmith/recent-activity/all/",
  ])
  func `spellings of one LinkedIn profile are equal`(_ url: String) {
    let expected = NormalizedIdentifier(.linkedinUrl, "https://www.linkedin.com/in/janesmith")
    #expect(NormalizedIdentifier(.linkedinUrl, url) == expected)
    #expect(expected.text == "linkedin.com/in/janesmith")
  }

  @Test(arguments: [
    "https://www.linkedin.com/in/jos%C3%A9", "https://www.linkedin.com/in/josé",
    "https://www.linkedin.com/in/jose\u{301}", "https://www.linkedin.com/in/jose%CC%81",
    "https://www.linkedin.com/in/JOS%c3%89", "https://es.linkedin.com/in/jos%C3%A9/es",
  ])
  func `percent-encoding and Unicode forms do not distinguish`(_ url: String) {
    let text = NormalizedIdentifier(.linkedinUrl, url).text
    #expect(Array(text.utf8) == Array("linkedin.com/in/jos\u{E9}".utf8))
  }

  @Test(arguments: [
    "https://www.linkedin.com/sales/lead/ACwAAAB12,NAME_SEARCH,x1Yz",
    "https://www.linkedin.com/sales/lead/ACwAAAB12",
    "linkedin.com/sales/people/ACwAAAB12,x,y?_ntb=z",
    "https://www.linkedin.com/sales/lead/ACwAAAB12%2COUT_OF_NETWORK%2Cq2/",
    "http://de.linkedin.com/sales/profile/ACwAAAB12,abc#top",
  ])
  func `of a Sales Navigator URL the lead's id counts alone`(_ url: String) {
    let text = NormalizedIdentifier(.linkedinUrlSalesNav, url).text
    #expect(text == "linkedin.com/sales/lead/ACwAAAB12")
  }

  @Test(arguments: [
    ["https://www.linkedin.com/in/jane", "https://www.linkedin.com/in/jane2"],
    ["https://www.linkedin.com/in/jane/fr", "https://www.linkedin.com/in/janefr"],
    ["https://www.linkedin.com/in/fr", "https://www.linkedin.com/in/de"],
    ["https://www.linkedin.com/pub/uma/1/2a/3b4", "https://www.linkedin.com/pub/uma/2/2a/3b4"],
    ["https://www.linkedin.com/pub/uma/1/2a/abc", "https://www.linkedin.com/pub/uma/1/2a"],
    ["https://www.linkedin.com/profile/view?id=1", "https://www.linkedin.com/profile/view?id=2"],
    ["https://www.linkedin.com/in/a%2Fb", "https://www.linkedin.com/in/a"],
    ["https://www.linkedin.com/in/%E9", "https://www.linkedin.com/in/%E8"],
    ["https://www.linkedin.com/in/a%zz", "https://www.linkedin.com/in/azz"],
    ["https://www.linkedin.com/sales/lead/ACwAAb", "https://www.linkedin.com/sales/lead/ACWAAB"],
    ["https://linkedin.com.evil.example/in/x", "https://linkedin.com/in/x"],
    ["https://jane@www.linkedin.com/in/x", "https://www.linkedin.com/in/x"],
    ["https://www.linkedin.com/company/x", "https://www.linkedin.com/in/x"],
  ])
  func `distinct people stay distinct`(_ urls: [String]) {
    let texts = Set(urls.map { NormalizedIdentifier(.linkedinUrlSalesNav, $0).text })
    #expect(texts.count == urls.count)
  }

  @Test func `an email loses its case and nothing else`() {
    #expect(NormalizedIdentifier(.email, "Jane.Smith@Example.COM").text == "jane.smith@example.com")
    #expect(
      NormalizedIdentifier(.email, "jane+a@example.com")
        != NormalizedIdentifier(.email, "jane@example.com")
    )
  }

  @Test(arguments: [
    "Info@bücher.example", "info@xn--bcher-kva.example", "info@BÜCHER.example",
    "info@bu\u{308}cher.example", "info@XN--BCHER-KVA.EXAMPLE", "info@bücher.example.",
  ])
  func `a domain in Unicode and in punycode is one`(_ email: String) {
    #expect(NormalizedIdentifier.email(email) == "info@xn--bcher-kva.example")
    let domain = String(email.dropFirst(5))
    #expect(NormalizedIdentifier.domain(domain) == "xn--bcher-kva.example")
    #expect(NormalizedIdentifier.domain("https://www.\(domain)/x?y") == "xn--bcher-kva.example")
  }

  @Test func `a local part beyond ASCII is compared in one form`() {
    #expect(
      NormalizedIdentifier.email("J\u{F6}rg@example.com")
        == NormalizedIdentifier.email("jo\u{308}rg@example.com")
    )
    // The accent belongs to the domain, though with the sign it is one character.
    #expect(NormalizedIdentifier.email("a@\u{301}b.example").hasPrefix("a"))
  }

  @Test(arguments: [
    ("Acme.com", "acme.com"), ("https://www.acme.com/about", "acme.com"), ("acme.com.", "acme.com"),
    ("//acme.com", "acme.com"), ("straße.example", "xn--strae-oqa.example"),
    ("日本語。JP", "xn--wgv71a119e.jp"), ("a_ü.example", "xn--a_-yka.example"),
    ("www.www.acme.com", "acme.com"), ("www.com", "www.com"), ("", ""),
  ])
  func `a domain is its host`(_ text: String, _ domain: String) {
    #expect(NormalizedIdentifier.domain(text) == domain)
  }

  @Test func `normalising twice is normalising once, whatever the value`() {
    var generator = SeededGenerator(seed: 14)
    let pieces = [
      "https://", "www.", "linkedin.com", "fr.linkedin.com", "/", "in", "pub", "sales", "lead",
      "people",
      "company", "mwlite", "jane", "JOSÉ", "jose\u{301}", "%C3%A9", "%2F", "%2f", "%zz", "%", ",",
      "?",
      "#", "İ", "ß", "Σ", "ﬀ", "\u{200B}", "@", ".", "xn--", "bücher", "example", "。", " ", "1",
      "fr",
      "\u{301}", "%E9", "ACw", "dir", "//",
    ]
    for _ in 0..<5_000 {
      let count = Int.random(in: 0...9, using: &generator)
      let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let start = Bool.random(using: &generator) ? "https://www.linkedin.com/" : ""
      for field in ResourceType.contact.identifiers {
        let once = NormalizedIdentifier(field, start + text)
        let twice = NormalizedIdentifier(field, once.text)
        #expect(Array(once.text.utf8) == Array(twice.text.utf8), "\(start + text)")
      }
      let host = NormalizedIdentifier.domain(text)
      #expect(NormalizedIdentifier.domain(host) == host, "\(text)")
    }
  }

  @Test func `every spelling of a name is one, and every name its own`() {
    var generator = SeededGenerator(seed: 803)
    let letters = ["a", "B", "z", "0", "-", "_", "é", "ö", "日", "%41", "."]
    var owners: [String: String] = [:]
    for _ in 0..<2_000 {
      let count = Int.random(in: 1...6, using: &generator)
      let name = (0..<count).map { _ in letters.randomElement(using: &generator) ?? "" }.joined()
      let plain = name.replacing("%41", with: "A").lowercased()
      let encoded = name.utf8.map { byte in
        byte < 0x80
          ? String(Unicode.Scalar(byte)) : "%" + String(byte, radix: 16, uppercase: Bool.random())
      }.joined()
      let hosts = ["https://www.linkedin.com", "http://de.linkedin.com", "linkedin.com"]
      let ends = ["", "/", "/fr", "/en-us/", "?trk=x", "#top", "/details/skills/"]
      let forms = [name, encoded, name.uppercased().replacing("%41", with: "a")]
      var texts: Set<String> = []
      for form in forms {
        let host = hosts.randomElement(using: &generator) ?? ""
        let end = ends.randomElement(using: &generator) ?? ""
        texts.insert(NormalizedIdentifier(.linkedinUrl, "\(host)/in/\(form)\(end)").text)
      }
      #expect(texts.count == 1, "\(name)")
      for text in texts {
        #expect(owners.updateValue(plain, forKey: text) ?? plain == plain, "\(name)")
      }
    }
  }
}
