import Diagnostics
import Planning
import Testing

@Suite struct PlanningCodesTests {
  @Test func `codes are distinct, in order, in their range and explained`() {
    let codes = DiagnosticCode.planningCodes
    #expect(codes.map(\.id) == Set(codes.map(\.id)).sorted())
    for code in codes {
      #expect(code.id.hasPrefix("R10"))
      #expect(!code.title.isEmpty && !code.title.hasSuffix("."))
      #expect(code.explanation.hasSuffix(".") && code.repair.hasSuffix("."))
    }
  }
}
