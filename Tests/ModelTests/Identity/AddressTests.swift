import Model
import Testing

@Suite struct AddressTests {
  @Test func `an address prints with its type and reads back`() throws {
    let address = try #require(Address(key: "bob@example.com"))
    #expect(address.description == "contact.bob@example.com")
    #expect(Address(address.description) == address)
    #expect(Address("company.bob") == nil)
    let company = Address("company.bob", in: Schema([.contact, .company]))
    #expect(company?.type == .company && company?.key == "bob")
    #expect(company != Address(key: "bob"))
  }

  @Test(arguments: ["", "a\nb", "a\u{1B}[2Jb", "a\u{2028}b", String(repeating: "x", count: 257)])
  func `a key that could break a line or is too long is none`(_ key: String) {
    #expect(Address(key: key) == nil)
  }

  @Test func `addresses sort by their bytes`() throws {
    let keys = ["b", "a", "é", "Z", "a-b", "a.b"]
    let sorted = keys.compactMap { Address(key: $0) }.sorted().map(\.key)
    #expect(sorted == ["Z", "a", "a-b", "a.b", "b", "é"])
  }

  @Test(arguments: [
    ("5", ChangeLimit.count(5)), ("30%", .percent(30)), ("0.5%", .percent(0.5)), ("0", .count(0)),
  ])
  func `a limit reads back from its text`(_ text: String, _ limit: ChangeLimit) {
    #expect(ChangeLimit(text) == limit)
    #expect(limit.description == text)
  }

  @Test(arguments: ["", "-1", "101%", "x", "5 %", "%", "1.5"])
  func `what is no limit is none`(_ text: String) {
    #expect(ChangeLimit(text) == nil)
  }

  @Test(arguments: [
    (0.0, "0"), (1, "1"), (-2, "-2"), (12.5, "12.5"), (1e300, "1e+300"),
    (9_007_199_254_740_991, "9007199254740991"),
  ])
  func `a number is the shortest text that reads back`(_ number: Double, _ text: String) {
    #expect(AttributeValue.text(of: number) == text)
    #expect(Double(text) == number)
  }
}
