import Foundation
import Diagnostics
import Manifest
import TestSupport
import Testing

/// Files and the diagnostics that they lead to, in `Golden/<name>.txt`.
struct DiagnosticCase: Sendable, CustomTestStringConvertible {
  let name: String
  /// Paths inside one folder and their content.
  let files: [(path: String, content: [UInt8])]

  var testDescription: String { name }

  init(_ name: String, _ yaml: String) {
    self.init(name, bytes: Array(yaml.utf8))
  }

  init(_ name: String, bytes: [UInt8]) {
    (self.name, files) = (name, [("roster.yaml", bytes)])
  }

  init(_ name: String, files: [(String, String)]) {
    (self.name, self.files) = (name, files.map { ($0.0, Array($0.1.utf8)) })
  }

  /// Writes the files, reads them, and compares with the golden file.
  func check(testFile: String = #filePath) throws {
    try withTemporaryDirectory { folder in
      let diagnostics = try diagnostics(in: folder)
      let text = render(diagnostics).replacing(folder + "/", with: "").replacing(
        folder,
        with: "FOLDER"
      )
      expectGolden(text, "\(name).txt", testFile: testFile)
    }
  }

  /// Writes the files into that folder, and reads them.
  func diagnostics(in folder: String) throws -> [Diagnostic] {
    for file in files {
      let url = URL(fileURLWithPath: folder).appendingPathComponent(file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(file.content).write(to: url)
    }
    let single = files.count == 1 ? files.first?.path : nil
    let result = ManifestReader.read([.path(single.map { "\(folder)/\($0)" } ?? folder)])
    #expect((result.desired == nil) == result.diagnostics.containsError)
    return result.diagnostics
  }
}
