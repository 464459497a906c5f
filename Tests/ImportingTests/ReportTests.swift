import Diagnostics
import Importing
import Manifest
import Model
import TestSupport
import Testing

/// What the report says when there is much to say.
@Suite struct ReportTests {
  @Test func `what many rows share is one line with their number`() {
    var rows = ["email,first name,last name,phone,job title"]
    for index in 1...30 { rows.append("p\(index)@x.example,Ida,Falk\(index),n/a,MÃ¼ller") }
    rows.append("q@x.example,Jon,Bark,12,CTO")
    for _ in 1...12 { rows.append("nobody,Ida,Falk,,") }
    for index in 1...15 { rows.append("p\(index)@x.example,Ida,Falk\(index),,") }
    let result = Importer.importFiles([csv(rows.joined(separator: "\n"))])
    expectGolden(result.report.text, "many-rows.txt")
  }

  @Test func `contacts of the same name are said, with the places of their rows`() throws {
    let text = """
      email,name
      a@x.example,Anna Müller
      b@x.example,ANNA MULLER
      c@x.example,Bo Lund
      d@x.example,Cher
      e@x.example,Cher
      f@x.example,"Mueller, Anna"
      """
    let existing = try #require(readManifest("contacts: {bo-lund: {email: bo@y.example}}").desired)
    let result = Importer.importFiles([csv(text)], existing: existing)
    expectGolden(result.report.text, "same-name.txt")
  }

  @Test func `an owner's name is said once, and --owner takes it`() throws {
    let text = """
      email,owner
      a@x.example,Ada Brook
      b@x.example,ada  brook
      c@x.example,Ada Brook
      d@x.example,Bo
      """
    let file = csv(text)
    expectGolden(Importer.importFiles([file]).report.text, "owners.txt")
    var options = ImportOptions()
    options.owners = [try #require(ImportOptions.Owner("Ada Brook=ada@sales.example"))]
    let result = Importer.importFiles([file], options: options)
    let found = try contacts(result)
    let owned = found.values.filter { $0.string(.contactOwner) == "ada@sales.example" }
    #expect(owned.count == 3)
    #expect(result.diagnostics == [])
  }

  @Test(arguments: ["Ada Brook=", "=ada@x.example", "Ada Brook", "Ada Brook=Ada", "Ada=a@b"])
  func `an owner has to be an address or an id`(option: String) {
    #expect(ImportOptions.Owner(option) == nil)
  }

  @Test func `a hint's words can be pasted into a shell`() throws {
    let result = Importer.importFiles([csv("email,Frist Name's\na@x.example,Ida\n")])
    #expect(try contacts(result).count == 1)
    let other = Importer.importFiles([csv("email,Frist Name\na@x.example,Ida\n")])
    #expect(other.report.text.contains("--map 'Frist Name=firstName' takes it"))
    #expect(shellWord("my list.yaml") == "'my list.yaml'")
    #expect(shellWord("o'neil") == "'o'\\''neil'")
  }

  @Test func `no hint makes another address the main one`() throws {
    let text = "email,Emial,frist name,first name\na@x.example,b@x.example,Ida,Ida\n"
    let report = Importer.importFiles([csv(text)]).report.text
    #expect(report.contains("--map Emial=additionalEmails takes it"))
    #expect(!report.contains("=firstName"))
  }

  @Test func `rows above the header are said`() throws {
    let text = "Our people,as of May\n,\nSource,Count\nemail,first name\na@x.example,Ada\n"
    let result = Importer.importFiles([csv(text)])
    #expect(try contacts(result).count == 1)
    #expect(result.report.text.contains("  lines 1-3 stand above the header: not imported\n"))
  }
}
