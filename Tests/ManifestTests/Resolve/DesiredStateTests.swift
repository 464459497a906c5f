import Diagnostics
import Foundation
import Manifest
import Model
import TestSupport
import Testing

@Suite struct DesiredStateTests {
  @Test func `each value's place is kept, also of defaults, aliases, companies and keys`() throws {
    let yaml = """
      defaults: {source: s}
      companies: {acme: {domain: acme.example}}
      contacts:
        a@example.com:
          firstName: &n Ann
          company: acme
        b:
          email: b@example.com
          firstName: *n
          custom: {x: 1}

      """
    let desired = try #require(read(yaml).desired)
    let places = desired.contacts.map { contact in
      "\(desired.location(of: contact.position)) "
        + zip(contact.attributes.keys, contact.attributePositions).map { key, position in
          "\(key)@\(position.line):\(position.column)"
        }.joined(separator: " ")
    }
    #expect(
      places == [
        "<stdin>:4:3 email@4:3 firstName@5:16 source@1:20 companyDomain@6:14",
        "<stdin>:7:3 email@8:12 firstName@9:16 source@1:20 custom.x@10:17",
      ]
    )
    #expect(desired.contacts.map(\.companyName) == ["acme", nil])
    #expect(desired.contacts.allSatisfy { $0.attributes.keys.count == $0.attributePositions.count })
  }

  @Test func `settings, fields and files come along`() throws {
    let yaml = """
      version: 1
      settings:
        onRemove: delete
        limits: {create: 0.5%, update: 30%, forget: 7, delete: 5}
      fields: {tier: text, score: number}
      """
    let desired = try #require(read(yaml).desired)
    #expect(
      desired.settings
        == ManifestSettings(
          onRemove: .delete,
          limits: ChangeLimits(
            create: .percent(0.5),
            update: .percent(30),
            forget: .count(7),
            delete: .count(5)
          )
        )
    )
    #expect(
      desired.customFields.map { "\($0.name) \($0.type) \($0.position.column)" } == [
        "score number 22", "tier text 10",
      ]
    )
    #expect(desired.files.map(\.path) == ["<stdin>"])
    #expect(
      desired.files.first?.sha256 == "6cf6b2d3c3e6bfae" || desired.files.first?.sha256.count == 64
    )
  }

  @Test func `files see each other's companies and fields, and only their own defaults`() throws {
    try withTemporaryDirectory { folder in
      let files = [
        (
          "a.yaml",
          "defaults: {source: a}\ncontacts: {a@example.com: {company: acme, custom: {tier: 5}}}\n# \(String(repeating: "x", count: 99))"
        ),
        ("b.yaml", "contacts: {b@example.com: {company: acme}}"),
        (
          "z.yaml",
          "companies: {acme: {domain: acme.example}}\nfields: {tier: text}\n# \(String(repeating: "x", count: 999))"
        ),
      ]
      for (name, text) in files {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      }
      let desired = try #require(ManifestReader.read([.path(folder)]).desired)
      #expect(
        desired.contacts.map(\.attributes) == [
          Attributes([
            (.field(.email), .string("a@example.com")), (.field(.source), .string("a")),
            (.field(.companyDomain), .string("acme.example")), (.custom("tier"), .string("5")),
          ]),
          Attributes([
            (.field(.email), .string("b@example.com")),
            (.field(.companyDomain), .string("acme.example")),
          ]),
        ]
      )
      #expect(desired.contacts.map(\.position.file) == [0, 1])
    }
  }

  @Test func `the same text gives the same state, whatever its order`() throws {
    let one = try #require(
      read("contacts: {a@example.com: {phone: '1', source: x}, b@example.com: }").desired
    )
    let other = try #require(
      read("contacts: {b@example.com: , a@example.com: {source: x, phone: '1'}}").desired
    )
    #expect(one.contacts.map(\.address) == other.contacts.map(\.address))
    #expect(one.contacts.map(\.fingerprint) == other.contacts.map(\.fingerprint))
  }

  @Test func `an error anywhere leaves no state, and warnings leave it`() {
    #expect(read("contacts: {a@example.com: , b: }").desired == nil)
    let warned = read("contacts: {a@localhost: }")
    #expect(warned.desired?.contacts.count == 1)
    #expect(warned.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `what a broken file may have declared is not called unknown elsewhere`() throws {
    try withTemporaryDirectory { folder in
      try Data("contacts: {a@example.com: {company: acme}}".utf8).write(
        to: URL(fileURLWithPath: "\(folder)/a.yaml")
      )
      try Data("companies: {acme: {domain: acme.example}".utf8).write(
        to: URL(fileURLWithPath: "\(folder)/b.yaml")
      )
      let result = ManifestReader.read([.path(folder)])
      #expect(result.diagnostics.map(\.code.id) == ["R0101"])
    }
  }
}
