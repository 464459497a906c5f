import Diagnostics
import Manifest
import TestSupport
import Testing

/// What comes of the documents of the public YAML test suite as manifests.
@Suite(.enabled(if: YAMLTestSuite.folder != nil, YAMLTestSuite.isMissing))
struct PublicSuiteTests {
  private static let widths = [
    ReadingWidth.automatic,
    ReadingWidth(parts: 3, leastSize: 1),
    ReadingWidth(parts: 1, leastSize: 1, usesScanner: false),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: YAMLTestSuite.documents)
  func `each ends in a result, with an error of syntax where libyaml has one`(
    _ document: YAMLDocument
  ) {
    for text in [document.text] + document.placed {
      let results = Self.widths.map {
        ManifestReader.read([.standardInput(Array(text.utf8))], width: $0)
      }
      let found = results[0].diagnostics
      for result in results.dropFirst() { #expect(render(result.diagnostics) == render(found)) }
      let errors = found.filter { $0.severity == .error }
      #expect(errors.isEmpty == (results[0].desired != nil), "\(render(found))")
      guard !YAMLTestSuite.isRead(Array(text.utf8)) else { continue }
      #expect(
        errors.contains { $0.code.id.hasPrefix("R01") },
        "\(text.debugDescription)\n\(render(found))"
      )
    }
  }
}
