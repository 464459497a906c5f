import Diagnostics
import Foundation
import Importing
import Manifest
import Model
import TestSupport
import Testing

/// One export of each kind, with the manifest and the report that come of it.
@Suite struct ExportTests {
  struct Case: CustomTestStringConvertible {
    let file: String
    var custom: [String] = []
    var testDescription: String { file }
  }

  static let cases: [Case] = [
    Case(file: "lemlist.csv", custom: ["icebreaker"]),
    Case(file: "hubspot.csv", custom: ["Tier"]),
    Case(file: "google.csv"),
    Case(file: "linkedin.csv"),
    Case(file: "apollo.csv"),
    Case(file: "salesforce.csv"),
    Case(file: "outlook.csv"),
    Case(file: "phone-book-3.0.vcf", custom: ["X-TIER"]),
    Case(file: "cards-4.0.vcf"),
  ]

  @Test(arguments: cases)
  func `an export gives the expected manifest and report`(_ example: Case) throws {
    var options = ImportOptions()
    options.custom = example.custom
    let result = Importer.importFiles([try export(example.file)], options: options)
    #expect(result.diagnostics == [])
    let manifest = try #require(result.manifest)
    expectGolden(manifest, "\(example.file).yaml")
    expectGolden(result.report.text, "\(example.file).txt")
  }

  @Test(arguments: cases)
  func `what an export gives passes validation without a word`(_ example: Case) throws {
    var options = ImportOptions()
    options.custom = example.custom
    let result = Importer.importFiles([try export(example.file)], options: options)
    let read = readManifest(try #require(result.manifest))
    #expect(read.diagnostics == [])
    #expect(read.desired?.contacts.count == result.report.contacts)
  }

  @Test func `all exports together give one manifest without repetition`() throws {
    let files = try Self.cases.map { try export($0.file) }
    let first = Importer.importFiles(files)
    let second = Importer.importFiles(files)
    let manifest = try #require(first.manifest)
    #expect(manifest == second.manifest)
    #expect(first.report == second.report)
    #expect(readManifest(manifest).diagnostics == [])
    expectGolden(manifest, "together.yaml")
    expectGolden(first.report.text, "together.txt")
  }
}
