import Diagnostics
import Testing

@Suite struct DiagnosticOrderTests {
  private static let code = DiagnosticCode("R9999", title: "T", explanation: "E", repair: "R")

  private func diagnostic(
    _ message: String,
    _ severity: Diagnostic.Severity = .error,
    line: Int? = nil,
    file: String = "a.yaml"
  ) -> Diagnostic {
    Diagnostic(
      severity,
      Self.code,
      message,
      location: line.map { SourceLocation(file: file, line: $0, column: 1) }
    )
  }

  @Test func `diagnostics sort by place, errors before warnings at the same place`() {
    let sorted = [
      diagnostic("5", line: 1, file: "b.yaml"), diagnostic("4", line: 10),
      diagnostic("3", .warning, line: 9), diagnostic("2", line: 9), diagnostic("1"),
    ].sorted()
    #expect(sorted.map(\.message) == ["1", "2", "3", "4", "5"])
  }

  @Test func `a place prints as editors read it`() {
    #expect(SourceLocation(file: "a/b.yaml", line: 3, column: 7).description == "a/b.yaml:3:7")
  }
}
