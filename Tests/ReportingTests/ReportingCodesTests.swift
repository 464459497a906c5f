import Diagnostics
import Reporting
import Testing

@Suite struct ReportingCodesTests {
  @Test func `codes are distinct, in order, in their range and explained`() {
    let codes = DiagnosticCode.reportingCodes
    #expect(codes.map(\.id) == Set(codes.map(\.id)).sorted())
    for code in codes {
      #expect(code.id.hasPrefix("R500"))
      #expect(!code.title.isEmpty && !code.title.hasSuffix("."))
      #expect(code.explanation.hasSuffix(".") && code.repair.hasSuffix("."))
    }
  }
}
