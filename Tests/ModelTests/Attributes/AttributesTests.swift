import Model
import Testing

@Suite struct AttributesTests {
  private let attributes = Attributes([
    (.custom("tier"), .string("gold")),
    (.field(.email), .string("jane@example.com")),
    (.custom("score"), .number(1.5)),
    (.field(.additionalEmails), .list(["a@example.com", "b@example.com"])),
    (.custom("vip"), .boolean(true)),
  ])

  @Test func `entries come back in canonical order with their values`() {
    #expect(
      attributes.keys == [
        .field(.email), .field(.additionalEmails), .custom("score"), .custom("tier"),
        .custom("vip"),
      ]
    )
    #expect(attributes[.email] == .string("jane@example.com"))
    #expect(attributes[.additionalEmails] == .list(["a@example.com", "b@example.com"]))
    #expect(attributes[.custom("score")] == .number(1.5))
    #expect(attributes[.custom("vip")] == .boolean(true))
    #expect(attributes[.firstName] == nil)
  }

  @Test func `the order of declaration changes neither equality nor fingerprint`() {
    let shuffled = Attributes(attributes.reversed().map { ($0.key, $0.value) })
    #expect(shuffled == attributes)
    #expect(shuffled.fingerprint == attributes.fingerprint)
  }

  @Test func `a changed value changes the fingerprint, and setting it back restores it`() {
    let changed = attributes.setting(.field(.email), to: .string("j@example.com"))
    #expect(changed.fingerprint != attributes.fingerprint)
    let restored = changed.setting(.field(.email), to: .string("jane@example.com"))
    #expect(restored.fingerprint == attributes.fingerprint)
    #expect(attributes.setting(.custom("vip"), to: nil).keys.count == 4)
  }

  @Test func `a fingerprint reads back from its hexadecimal text only`() {
    let fingerprint = attributes.fingerprint
    #expect(Fingerprint(hexadecimal: fingerprint.description) == fingerprint)
    #expect(Fingerprint(hexadecimal: fingerprint.description.uppercased() + "0") == nil)
    #expect(Fingerprint(hexadecimal: "") == nil)
  }

  @Test func `long values keep their length`() {
    let long = String(repeating: "é", count: 100_000)
    let attributes = Attributes([(.field(.summary), .string(long))])
    #expect(attributes.string(.summary) == long)
  }
}
