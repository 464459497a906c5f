import Diagnostics
import Foundation
import Importing
import Manifest
import Model
import Testing

/// A file under `Exports/`.
func export(_ name: String, testFile: String = #filePath) throws -> ImportFile {
  let url = URL(fileURLWithPath: testFile).deletingLastPathComponent()
    .appendingPathComponent("Exports").appendingPathComponent(name)
  return ImportFile(name: name, bytes: Array(try Data(contentsOf: url)))
}

/// The text as `people.csv`.
func csv(_ text: String, name: String = "people.csv") -> ImportFile {
  ImportFile(name: name, bytes: Array(text.utf8))
}

func readManifest(_ text: String) -> ManifestResult {
  ManifestReader.read([.standardInput(Array(text.utf8))])
}

/// The contacts of a manifest by their keys.
func contacts(_ result: ImportResult) throws -> [String: Attributes] {
  let read = readManifest(try #require(result.manifest))
  #expect(unexpected(read) == [])
  let contacts = try #require(read.desired?.contacts)
  return Dictionary(uniqueKeysWithValues: contacts.map { ($0.address.key, $0.attributes) })
}

/// What reading says beside warnings of what nobody sees and of unlikely addresses, which are kept.
func unexpected(_ read: ManifestResult) -> [Diagnostic] {
  read.diagnostics.filter { !["R0340", "R0305"].contains($0.code.id) || $0.severity == .error }
}
