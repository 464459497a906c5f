import Diagnostics
import Manifest
import Model
import Testing

@Suite struct SafeguardTests {
  private func contact(_ yaml: String) throws -> DesiredContact {
    let result = read(yaml)
    #expect(result.diagnostics.map(\.message) == [])
    return try #require(result.desired?.contacts.first)
  }

  @Test(arguments: [
    ("contacts: {a: {email: a@example.com}}", false),
    ("contacts: {a: {email: a@example.com, protect: true}}", true),
    ("contacts: {a: {email: a@example.com, protect: false}}", false),
    ("defaults: {protect: true}\ncontacts: {a: {email: a@example.com}}", true),
    ("defaults: {protect: true}\ncontacts: {a: {email: a@example.com, protect: false}}", false),
    ("defaults: {protect: true}\ncontacts: {a: {email: a@example.com, protect: null}}", false),
    (
      "contacts: {b: &b {email: b@example.com, protect: true}, a: {<<: *b, email: a@example.com}}",
      true
    ),
  ])
  func `a contact is protected where it or its defaults say so`(yaml: String, isProtected: Bool) {
    let contact = read(yaml).desired?.contacts.first
    #expect(contact?.isProtected == isProtected)
  }

  @Test(arguments: [
    ("contacts: {a: {email: a@example.com}}", []),
    ("contacts: {a: {email: a@example.com, ignore: [phone]}}", ["phone"]),
    (
      "contacts: {a: {email: a@example.com, ignore: [phone, custom.tier, phone]}}",
      ["phone", "custom.tier"]
    ),
    (
      "contacts: {a: {email: a@example.com, ignore: [company]}}",
      ["companyId", "companyDomain", "companyLinkedinUrl"]
    ),
    ("defaults: {ignore: [phone]}\ncontacts: {a: {email: a@example.com}}", ["phone"]),
    ("defaults: {ignore: [phone]}\ncontacts: {a: {email: a@example.com, ignore: []}}", []),
    ("defaults: {ignore: [phone]}\ncontacts: {a: {email: a@example.com, ignore: null}}", []),
    (
      "defaults: {ignore: [phone]}\ncontacts: {a: {email: a@example.com, ignore: [source]}}",
      ["source"]
    ),
  ])
  func `fields are ignored as the contact says, else as its defaults say`(
    yaml: String,
    keys: [String]
  ) throws {
    #expect(try contact(yaml).ignoredKeys.map(\.description) == keys)
  }

  @Test(arguments: [
    ("protect: yes", "`protect` is true or false", "protect: true"),
    ("protect: [true]", "`protect` is true or false", "protect: true"),
    ("protect: true, protect: true", "stands twice", nil),
    ("ignore: phone", "`ignore` is a list", "ignore: [phone]"),
    ("ignore: [email]", "`email` says who the contact is", "Remove it"),
    ("ignore: [phnoe]", "`phnoe` is not known", "`phone`"),
    ("ignore: [{a: b}]", "An item of `ignore` is a field", "[phone]"),
    ("protekt: true", "`protekt` is not known", "`protect`"),
    ("ignore: [custom.firstName]", "`firstName` is a field of the API's", "Write `firstName`"),
    ("ignore: [custom.contactId]", "`contactId` is a field of the API's", "Remove it"),
    ("ignore: ['custom. tier']", "cannot be the name of a custom field", nil),
  ])
  func `what cannot be meant is an error`(yaml: String, message: String, hint: String?) throws {
    let result = read("contacts: {a: {email: a@example.com, \(yaml)}}")
    #expect(result.diagnostics.count == 1)
    let diagnostic = try #require(result.diagnostics.first)
    #expect(diagnostic.severity == .error)
    #expect(diagnostic.message.contains(message), "\(diagnostic.message)")
    if let hint { #expect(diagnostic.hint?.contains(hint) == true, "\(diagnostic.hint ?? "")") }
  }

  @Test(arguments: [
    "fields: {tier: text}\ncontacts: {a: {email: a@example.com, ignore: [custom.teir]}}",
    "contacts: {a: {email: a@example.com, ignore: [custom.teir]}}\nfields: {tier: text}",
    "fields: {tier: text}\ndefaults: {ignore: [custom.teir]}\ncontacts: {a: {email: a@example.com}}",
    """
    x: &i [custom.teir]
    fields: {tier: text}
    contacts: {a: {email: a@example.com, ignore: *i}}
    """,
  ])
  func `a custom field that is ignored has to be declared where any is`(yaml: String) throws {
    let found = read(yaml).diagnostics.filter { $0.code != .unknownKey }
    #expect(found.map(\.code) == [.undeclaredField])
    #expect(found.first?.message == "The custom field `teir` is not declared under `fields`.")
    #expect(found.first?.hint == "Did you mean `custom.tier`?")
  }
}
