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
    // A key that is written with other code points and looks the same.
    ("jos\u{E9}", "jose\u{301}", true), ("contact.jose\u{301}", "jos\u{E9}", true),
    ("jos\u{E9}", "jose", false),
  ])
  func `a pattern matches whole keys`(_ glob: String, _ key: String, _ matches: Bool) throws {
    let pattern = try #require(AddressPattern(glob))
    guard let address = Address(key: key) else { return }
    #expect(pattern.matches(address) == matches)
  }

  @Test(arguments: ["jane", "x[1]*?", "a\\b", "contact.f", "*", "*\u{301}"])
  func `a key taken literally matches nothing else`(_ key: String) throws {
    let address = try #require(Address(key: key))
    let pattern = try #require(AddressPattern(AddressPattern.literal(address)))
    #expect(pattern.matches(address))
    for other in ["jane2", "x1ab", "f", "ab", "a\u{301}"] {
      #expect(!pattern.matches(try #require(Address(key: other))))
    }
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
