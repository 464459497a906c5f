import Diagnostics
import Reporting
import Testing

/// What an apply or a plan says to a workflow.
@Suite struct AnnotationTests {
  private func problem(_ severity: Diagnostic.Severity, _ number: Int) -> Diagnostic {
    Diagnostic(
      severity,
      SampleResult.refused,
      "Problem \(number)",
      location: SourceLocation(file: "a,b:c%.yaml", line: number, column: 3)
    )
  }

  @Test func `errors come first, and names and values are escaped`() {
    let hostile = Diagnostic(
      .error,
      SampleResult.refused,
      "100% wrong\r\n::warning::no",
      location: SourceLocation(file: "x\ny::.yaml", line: 1, column: 2)
    )
    let text = DiagnosticReport.annotations([problem(.warning, 7), hostile])
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[0].hasPrefix("::error file=x\\ny%3A%3A.yaml,line=1,col=2,title=R3001::100%25 wrong")
    )
    #expect(lines[1] == "::warning file=a%2Cb%3Ac%25.yaml,line=7,col=3,title=R3001::Problem 7")
    #expect(!text.contains("\r"))
  }

  @Test(arguments: [(10, 10, nil), (11, 10, "2 more"), (2000, 10, "1,991 more")])
  func `of many the rest is counted`(_ count: Int, _ shown: Int, _ rest: String?) {
    let text = DiagnosticReport.annotations((1...count).map { problem(.error, $0) })
    let lines = text.split(separator: "\n")
    #expect(lines.count == shown)
    #expect(lines.allSatisfy { $0.hasPrefix("::error ") })
    #expect(lines.last?.contains("more") == (rest != nil))
    if let rest { #expect(lines.last?.contains(rest) == true) }
  }

  @Test func `nothing to say is nothing`() {
    #expect(DiagnosticReport.annotations([]).isEmpty)
  }
}
