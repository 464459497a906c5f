import Diagnostics
import Foundation
import Importing
import Manifest
import Model
import TestSupport
import Testing

@Suite struct MergeTests {
  @Test func `rows that share any identifier make one contact`() throws {
    let text = """
      email,linkedin,first name,job title
      a@x.example,,Ada,CTO
      ,linkedin.com/in/ada,,Head
      b@x.example,,Bo,
      A@X.example,LinkedIn.com/in/ADA/,Ada,CEO
      """
    let result = Importer.importFiles([csv(text)])
    let found = try contacts(result)
    #expect(found.keys.sorted() == ["ada", "bo"])
    #expect(found["ada"]?.string(.jobTitle) == "CTO")
    #expect(found["ada"]?.string(.linkedinUrl) == "https://www.linkedin.com/in/ada")
    let ada = try #require(Address(key: "ada"))
    let first = SourceLocation(file: "people.csv", line: 2, column: 1)
    #expect(
      result.report.rows.map(\.outcome) == [
        .imported(ada),
        .merged(into: ada, first: first, shared: [.linkedinUrl]),
        .imported(try #require(Address(key: "bo"))),
        .merged(into: ada, first: first, shared: [.email, .linkedinUrl]),
      ]
    )
    #expect(result.report.rows[3].notes.map(\.reason) == ["`CTO` is kept"])
  }

  @Test func `an additional email that is another contact's own is left to it`() throws {
    let text = "email,email 2,name\na@x.example,b@x.example,Ada\nb@x.example,c@x.example,Bo\n"
    let result = Importer.importFiles([csv(text)])
    let found = try contacts(result)
    #expect(found["ada"]?[.additionalEmails] == nil)
    #expect(found["bo"]?[.additionalEmails] == .list(["c@x.example"]))
    #expect(result.report.rows[0].notes.map(\.value) == ["b@x.example"])
  }

  private static let existing = """
    fields: {score: number, day: date, vip: boolean, level: text}
    companies:
      acme: {domain: acme.example}
      acme-2: {id: cpn_1}
      globex: {linkedinUrl: https://www.linkedin.com/company/globex}
    contacts:
      ada:
        email: ada@x.example
        additionalEmails: [quill@x.example]
        company: acme
      bo: {linkedinUrl: https://www.linkedin.com/in/bo, custom: {level: 5}}
    """

  @Test func `only contacts that are not declared yet are added to a manifest`() throws {
    let existing = try #require(readManifest(Self.existing).desired)
    let text = """
      email,linkedin,email 2,first name,company,domain,tier,score,day,vip,company linkedin url
      ADA@x.example,,,Ada,,,,,,
      quill@x.example,,,Ada,,,,,,
      ,fr.linkedin.com/in/bo/,,Bo,,,,,,
      new@x.example,,ada@x.example,Bo,Acme Inc,www.acme.example,gold,12.50,2024-02-29,Yes
      two@x.example,,,Ada,Acme,other.example,,many,2023-02-29,perhaps
      six@x.example,,,Gil,GLOBEX,,,,,,https://linkedin.com/company/globex/
      """
    var options = ImportOptions()
    options.custom = ["tier", "score", "day", "vip"]
    let result = Importer.importFiles([csv(text)], options: options, existing: existing)
    let manifest = try #require(result.manifest)
    expectGolden(manifest, "merge-into.yaml")
    expectGolden(result.report.text, "merge-into.txt")
    let both = try withTemporaryDirectory { path in
      try Self.existing.write(toFile: path + "/old.yaml", atomically: true, encoding: .utf8)
      try manifest.write(toFile: path + "/new.yaml", atomically: true, encoding: .utf8)
      return ManifestReader.read([.path(path)])
    }
    #expect(both.diagnostics == [])
    #expect(both.desired?.contacts.map(\.address.key) == ["ada", "ada-2", "bo", "bo-2", "gil"])
    let added = try #require(both.desired?.contacts.first { $0.address.key == "bo-2" })
    #expect(added.companyName == "acme")
    #expect(
      both.desired?.contacts.last?.companyName == "globex",
      "declared, and used by no contact"
    )
    #expect(added.attributes[.custom("score")] == .number(12.5))
    #expect(added.attributes[.custom("vip")] == .boolean(true))
    #expect(added.attributes[.custom("tier")] == .string("gold"))
  }

  @Test func `a manifest that declares no custom fields is not made to`() throws {
    let old = "contacts: {a: {email: a@x.example, custom: {score: 5}}}\n"
    var options = ImportOptions()
    options.custom = ["Tier"]
    let file = csv("email,tier\nb@x.example,007\n")
    let existing = try #require(readManifest(old).desired)
    let result = Importer.importFiles([file], options: options, existing: existing)
    let manifest = try #require(result.manifest)
    #expect(!manifest.contains("fields:"))
    #expect(try contacts(result)["b@x.example"]?[.custom("tier")] == .string("007"))
  }

  @Test func `importing the result into itself adds nothing`() throws {
    let file = csv("email,name\na@x.example,Ada\nb@x.example,Bo\n")
    let first = Importer.importFiles([file])
    let manifest = try #require(first.manifest)
    let declared = try #require(readManifest(manifest).desired)
    let second = Importer.importFiles([file], existing: declared)
    #expect(second.report.contacts == 0)
    #expect(second.diagnostics.map(\.code) == [.importNothing])
  }

  @Test func `the order of the rows changes nothing`() throws {
    var rows = (1...30).map { "p\($0)@x\($0 % 4).example,Ada,Quill\($0 % 3),Acme" }
    let header = "email,first name,last name,company\n"
    let expected = try #require(
      Importer.importFiles([csv(header + rows.joined(separator: "\n"))]).manifest
    )
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<5 {
      rows.shuffle(using: &generator)
      let result = Importer.importFiles([csv(header + rows.joined(separator: "\n"))])
      #expect(result.manifest == expected)
    }
  }

  @Test func `options name columns and fields`() throws {
    var options = ImportOptions()
    options.map = ["Kontakt=email", "Rang=custom.level", "Stadt=ignore", "Email=ignore"].compactMap
    {
      ImportOptions.Mapping($0)
    }
    options.custom = ["Lead Score"]
    let text = "kontakt;Email;RANG;Lead score;Stadt\na@x.example;b@x.example;007;1e3;Lyon\n"
    let found = try contacts(Importer.importFiles([csv(text)], options: options))
    let contact = try #require(found["a@x.example"])
    #expect(contact[.custom("level")] == .string("007"))
    #expect(contact[.custom("leadScore")] == .string("1e3"))
    #expect(contact.keys == [.field(.email), .custom("leadScore"), .custom("level")])
  }
}
