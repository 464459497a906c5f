import Diagnostics
import Manifest
import Model
import Testing

/// What somebody may feed a service that runs this: each ends soon, with an error that says why.
@Suite struct HostileInputTests {
  private func codes(_ yaml: String) -> [String] {
    Array(Set(read(yaml).diagnostics.map(\.code.id))).sorted()
  }

  @Test(.timeLimit(.minutes(3)))
  func `very many equal keys are counted`() {
    let yaml = "contacts:\n" + String(repeating: " a@example.com:\n", count: 20_000)
    let result = read(yaml)
    #expect(result.diagnostics.count == 1_001)
    #expect(result.diagnostics.last?.message == "There are 18999 more errors.")
  }

  @Test(.timeLimit(.minutes(3)))
  func `very many equal sections, fields and custom fields are counted`() {
    #expect(codes(String(repeating: "version: 1\n", count: 10_000)) == ["R0111", "R0128"])
    #expect(
      codes("contacts: {j@example.com: {" + String(repeating: "phone: 1,\n", count: 10_000) + "}}")
        == ["R0111", "R0128"]
    )
    #expect(
      codes(
        "contacts: {j@example.com: {custom: {" + String(repeating: "x: 1,\n", count: 10_000) + "}}}"
      ) == ["R0111", "R0128"]
    )
  }

  @Test(.timeLimit(.minutes(3)))
  func `very many different custom fields of one contact are read`() {
    let custom = (0..<10_000).map { "k\($0): 1" }.joined(separator: ",\n")
    #expect(read("contacts: {j@example.com: {custom: {\(custom)}}}").desired?.contacts.count == 1)
  }

  @Test(.timeLimit(.minutes(3)))
  func `very many unknown companies and misspelt fields are counted`() {
    let companies = (0..<5_000).map { "  c\($0): {id: cpn_\($0)}\n" }.joined()
    let contacts = (0..<5_000).map { "  k\($0)@example.com: {company: x\($0)}\n" }.joined()
    #expect(codes("companies:\n\(companies)contacts:\n\(contacts)") == ["R0128", "R0501"])
  }

  @Test(.timeLimit(.minutes(3)))
  func `very many contacts with one identifier are one problem`() {
    let contacts = (0..<10_000).map { "  k\($0): {email: a@example.com}\n" }.joined()
    let result = read("contacts:\n\(contacts)")
    #expect(result.diagnostics.map(\.code.id) == ["R0402"])
    #expect(result.diagnostics.first?.related.count == 20)
    #expect(result.diagnostics.first?.message.contains("and 9995 more") == true)
  }

  @Test(.timeLimit(.minutes(3)))
  func `chains of shared identifiers are one problem`() {
    let contacts = (0..<5_000).map {
      "  k\($0): {email: m\($0 / 2)@example.com, linkedinUrl: https://www.linkedin.com/in/p\(($0 + 1) / 2)}\n"
    }.joined()
    #expect(read("contacts:\n\(contacts)").diagnostics.map(\.code.id) == ["R0402"])
  }

  @Test(.timeLimit(.minutes(3)))
  func `a key or value of a megabyte is an error`() {
    let long = String(repeating: "k", count: 1_100_000)
    #expect(codes("contacts: {? \(long) : {}}") == ["R0105"])
    #expect(codes("contacts: {j@example.com: {? \(long) : 1}}") == ["R0105"])
    #expect(codes("contacts: {\(String(repeating: "k", count: 2_000)): {}}").contains("R0101"))
  }

  @Test(.timeLimit(.minutes(3)))
  func `a hundred thousand levels are an error wherever they stand`() {
    let deep = String(repeating: "[", count: 100_000)
    for start in ["", "contacts: ", "defaults: {custom: ", "x: ", "contacts: {a: {email: "] {
      #expect(codes(start + deep).contains("R0104"))
    }
  }

  @Test(.timeLimit(.minutes(3)))
  func `one line of many megabytes is cut for its problems`() {
    let contacts = (0..<10_000).map { "k\($0): {phone: x}" }.joined(separator: ", ")
    let result = read("contacts: {\(contacts)}")
    #expect(result.diagnostics.count == 1_001)
    #expect(result.diagnostics.dropLast().allSatisfy { ($0.excerpt?.line.count ?? 999) <= 122 })
  }
}
