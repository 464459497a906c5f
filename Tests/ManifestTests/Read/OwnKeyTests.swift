import Diagnostics
import Manifest
import TestSupport
import Testing

/// Top-level keys that begin with `x-`, a place for anchors.
@Suite struct OwnKeyTests {
  @Test func `what stands there is used through its anchors, and not read otherwise`() {
    let text = """
      x-common: &c {contactOwner: ada@example.com}
      x-: [1, {contacts: 2}, &t gold]
      x-null:
      contacts:
        ida@example.com: {<<: *c, custom: {tier: *t}}
      x-late:
        contacts: {a: b}

      """
    #expect(
      contacts(text)
        == "ida@example.com: email=ida@example.com contactOwner=ada@example.com custom.tier=gold"
    )
  }

  @Test func `one that stands twice, or elsewhere, is an error`() {
    let found = read("x-a: 1\nx-a: 2\ncontacts:\n  a@example.com: {x-b: 1}\n").diagnostics
    #expect(found.map(\.code.id) == ["R0111", "R0203"])
  }

  @Test func `a contact before it that is no YAML is read past`() {
    let found = read(
      "contacts:\n  a:\n    email: @a\nx-own: {a: 1}\nfields: {b: c}\n"
    ).diagnostics
    #expect(found.map(\.code.id) == ["R0101", "R0209"], "\(render(found))")
  }
}
