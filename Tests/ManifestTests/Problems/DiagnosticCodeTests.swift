import Diagnostics
import Foundation
import Manifest
import Testing

@Suite struct DiagnosticCodeTests {
  private let codes = DiagnosticCode.manifestCodes

  @Test func `codes are unique, in this module's ranges and told whole`() {
    #expect(Set(codes.map(\.id)).count == codes.count)
    for code in codes {
      #expect(code.id.wholeMatch(of: /R0[1-5][0-9][0-9]/) != nil)
      #expect(!code.title.isEmpty && !code.title.hasSuffix("."))
      #expect(code.explanation.hasSuffix("."))
      #expect(code.repair.hasSuffix("."))
    }
  }

  @Test func `an example causes what it is an example of`() {
    // Those that take two files or a whole set.
    let several: Set = ["R0206", "R0210", "R0403", "R0502"]
    // Commands are run by the tests of the binary.
    let isManifest = { (code: DiagnosticCode) in !code.example.hasPrefix("$ ") }
    for code in codes where isManifest(code) && !several.contains(code.id) {
      let example = code.example.replacing("\\n", with: "\n").replacing("\\t", with: "\t")
      #expect(read(example).diagnostics.map(\.code).contains(code), "\(code.id)")
    }
  }
}
