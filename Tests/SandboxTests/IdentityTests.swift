import Model
import Sandbox
import TestSupport
import Testing

/// The sandbox normalises identifiers by itself; both sides are held to the same cases.
@Suite struct IdentityTests {
  struct Case: CustomTestStringConvertible {
    let field: Field
    /// All of one person.
    let spellings: [String]
    var testDescription: String { spellings[0] }

    init(_ field: Field, _ spellings: String...) {
      (self.field, self.spellings) = (field, spellings)
    }
  }

  static let people: [Case] = [
    Case(
      .linkedinUrl,
      "https://www.linkedin.com/in/jörn",
      "https://www.linkedin.com/in/J%C3%96RN",
      "linkedin.com/in/JO\u{308}RN/",
      "https://de.linkedin.com/in/jo%CC%88rn?trk=1",
      "https://linkedin.com/in/j%c3%b6rn/de"
    ),
    Case(
      .linkedinUrl,
      "linkedin.com/in/ida-falk",
      "LinkedIn.com/in/IDA-Falk",
      "linkedin.com/in/ida%2Dfalk"
    ),
    Case(
      .linkedinUrl,
      "linkedin.com/in/οδυσσεύς",
      "linkedin.com/in/ΟΔΥΣΣΕΎΣ",
      "linkedin.com/in/οδυσσεύσ"
    ),
    Case(.linkedinUrl, "linkedin.com/in/иван", "linkedin.com/in/ИВАН"),
    Case(.linkedinUrl, "linkedin.com/in/李-wei", "linkedin.com/in/%E6%9D%8E-Wei"),
    Case(.linkedinUrl, "linkedin.com/in/i\u{307}lk", "linkedin.com/in/İLK"),
    Case(.linkedinUrl, "linkedin.com/in/straße", "linkedin.com/in/STRAẞE"),
    // No UTF-8.
    Case(.linkedinUrl, "linkedin.com/in/%E9t%41", "linkedin.com/in/%e9ta"),
    Case(.linkedinUrl, "linkedin.com/in/é%E9", "linkedin.com/in/%C3%A9%E9"),
    Case(.linkedinUrl, "linkedin.com/in/É%E2%80%8B", "linkedin.com/in/e%CC%81%E2%80%8B"),
    Case(.linkedinUrl, "linkedin.com/in/é|x", "linkedin.com/in/É|x"),
    Case(.linkedinUrl, "linkedin.com/in/50%", "linkedin.com/in/50%25"),
    Case(
      .linkedinUrl,
      "linkedin.com/in/uma-hart",
      "linkedin.com/pub/uma-hart",
      "linkedin.com/pub/Uma-Hart/fr"
    ),
    Case(
      .linkedinUrl,
      "linkedin.com/pub/uma-hart/1/2a/3b4",
      "linkedin.com/pub/Uma-Hart/1/2A/3b4/fr"
    ),
    Case(
      .linkedinUrlSalesNav,
      "linkedin.com/sales/lead/ACw1,X,y",
      "linkedin.com/sales/people/ACw1%2CZ",
      "linkedin.com/sales/lead/ACw1"
    ),
    Case(.email, "jörg@example.com", "JO\u{308}RG@example.com"),
    Case(.email, "Info@bücher.example", "info@BU\u{308}CHER.example", "info@xn--bcher-kva.example"),
  ]

  @Test(arguments: people)
  func `the spellings of one identifier are one to the sandbox and to manifests`(
    _ example: Case
  ) async throws {
    try await withSandbox { client, _ in
      var ids: Set<String> = []
      let forms = Set(example.spellings.map { NormalizedIdentifier(example.field, $0).text })
      #expect(forms.count == 1)
      for spelling in example.spellings {
        let contact = try await Self.upsert(client, example.field, spelling)
        ids.insert(contact.id)
        // What is read from the sandbox is whom a manifest names.
        #expect(forms == [NormalizedIdentifier(example.field, contact.kept).text], "\(spelling)")
      }
      #expect(ids.count == 1, "\(example.spellings)")
    }
  }

  @Test func `whoever is one to manifests is one to the sandbox, and nobody else`() async throws {
    var generator = SeededGenerator(seed: 1503)
    let pieces = [
      "a", "A", "ö", "Ö", "o\u{308}", "%C3%B6", "%c3%96", "%41", "%2F", "%2f", "%", "%E9", "é", "É",
      "ς", "Σ", "σ", "ß", "ẞ", "ı", "İ", "К", "к", "\u{212A}", "%E2%80%8B", "|", ",", "-", "%25",
    ]
    try await withSandbox { client, _ in
      var ids: [String: String] = [:]
      var forms: [String: String] = [:]
      for _ in 0..<600 {
        let count = Int.random(in: 1...3, using: &generator)
        let name = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        let url = "https://www.linkedin.com/in/\(name)"
        let contact = try await Self.upsert(client, .linkedinUrl, url)
        let form = NormalizedIdentifier(.linkedinUrl, url).text
        #expect(ids.updateValue(contact.id, forKey: form) ?? contact.id == contact.id, "\(url)")
        #expect(forms.updateValue(form, forKey: contact.id) ?? form == form, "\(url)")
        #expect(NormalizedIdentifier(.linkedinUrl, contact.kept).text == form, "\(url)")
      }
    }
  }

  private static func upsert(
    _ client: TestClient,
    _ field: Field,
    _ value: String
  ) async throws -> (id: String, kept: String) {
    let answer = try await client.upsert("{\"\(field.name)\": \"\(value)\"}").json["data"]
    let kept = field == .email ? answer["emails"][0]["value"] : answer[field.name]
    return (try #require(answer["_id"].string, "\(value)"), try #require(kept.string, "\(value)"))
  }
}
