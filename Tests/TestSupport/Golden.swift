import Foundation
package import Testing

/// Compares text with a file under the nearest `Golden/`: beside the test, or in a folder around it.
///
/// `UPDATE_GOLDEN=1` rewrites the files and fails the run, so that no run can record its way to green.
package func expectGolden(
  _ text: String,
  _ name: String,
  testFile: String = #filePath,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  let url = goldenFolder(for: testFile).appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
      Issue.record("Golden/\(name) was rewritten", sourceLocation: sourceLocation)
    } catch {
      Issue.record(error, "Golden/\(name) could not be written", sourceLocation: sourceLocation)
    }
    return
  }
  guard let data = try? Data(contentsOf: url) else {
    Issue.record(
      "Golden/\(name) is missing: UPDATE_GOLDEN=1 writes it",
      sourceLocation: sourceLocation
    )
    return
  }
  let expected = String(decoding: data, as: UTF8.self)
  if text != expected {
    Issue.record(
      "Golden/\(name) differs\n--- expected\n\(expected)\n--- found\n\(text)",
      sourceLocation: sourceLocation
    )
  }
}

/// The nearest `Golden/` that there is; where there is none, the one beside the test.
private func goldenFolder(for testFile: String) -> URL {
  let beside = URL(fileURLWithPath: testFile).deletingLastPathComponent()
  var folder = beside
  while folder.path.count > 1 {
    let golden = folder.appendingPathComponent("Golden")
    if FileManager.default.fileExists(atPath: golden.path) { return golden }
    folder.deleteLastPathComponent()
  }
  return beside.appendingPathComponent("Golden")
}
