import Model
import Planning
import Testing

@Suite struct AddressPatternTests {
  @Test(arguments: [
    ("jane", "jane", true), ("jane", "jane-smith", false), ("j*", "jane", true), ("*", "x", true),
    ("*@example.com", "bob@example.com", true), ("*@example.com", "bob@example.org", false),
    ("j?ne", "jane", true), ("j?ne", "jne", false), ("[a-k]*", "jane", true),
    ("[!a-k]*", "jane", false), ("[^a-k]*", "zoe", true), ("[]x]", "]", true), ("[a-]", "-", true),
    ("contact.j*", "jane", true), ("contact.j*", "contact.jim", true), ("c*", "jane", false),
    ("con*", "jane", false), ("Jane", "jane", false), ("a\\*b", "a*b", true),
    ("a\\*b", "axb", false),
    ("*a*b*c", "xxaxxbxxc", true), ("*a*b*c", "xxbxxaxxc", false), ("jos?", "josé", true),
    ("***", "", false), ("contact.", "jane", false),
    // A key that holds the signs of patterns.
    ("x[1]*?", "x[1]*?", true), ("contact.x[1]*?", "x[1]*?", true), ("x[1]*?", "x1ab", true),
    ("a\\b", "a\\b", true), ("contact.f", "contact.f", true),
    ("contact.contact.f", "contact.f", true),
  ])
  func `a pattern matches whole keys`(_ glob: String, _ key: String, _ matches: Bool) throws {
    let pattern = try #require(AddressPattern(glob))
    guard let address = Address(key: key) else { return }
    #expect(pattern.matches(address) == matches)
  }

  @Test(arguments: ["", "[", "[a", "[]", "[z-a]", "a\\"])
  func `a malformed pattern is refused`(_ glob: String) {
    #expect(AddressPattern(glob) == nil)
  }

  @Test func `many stars take no exponential time`() throws {
    let pattern = try #require(AddressPattern(String(repeating: "*a", count: 40) + "b"))
    let key = try #require(Address(key: String(repeating: "a", count: 250)))
    #expect(!pattern.matches(key))
  }
}
