import Diagnostics
import Reporting
import TestSupport
import Testing

@Suite struct DiagnosticReportTests {
  private static let code = DiagnosticCode("R0203", title: "", explanation: "", repair: "")

  private let diagnostics = [
    Diagnostic(
      .error,
      code,
      "Unknown field `firstname`; did you mean `firstName`?",
      address: "contact.jane-smith",
      location: SourceLocation(file: "contacts/a.yaml", line: 114, column: 5),
      excerpt: SourceExcerpt(line: "    firstname: 李 Jane", caretOffset: 4, caretLength: 9),
      hint:
        "Fields have the API's names. To add a custom field, declare it:\n  custom:\n    firstname: …"
    ),
    Diagnostic(
      .error,
      code,
      "The email jane@example.com is declared twice.",
      detail:
        "Two contacts that share an identifier are one contact in the CRM, so that one of them would "
        + "overwrite the other each time.",
      location: SourceLocation(file: "b,c:d.yaml", line: 9, column: 12),
      excerpt: SourceExcerpt(
        line: "\temail: \u{1B}[31m\u{202E}jane@example.com",
        caretOffset: 8,
        caretLength: 22
      ),
      related: [
        .init(
          message: "first declared here",
          location: SourceLocation(file: "a.yaml", line: 2, column: 3)
        )
      ]
    ),
    Diagnostic(.warning, code, "100% of it\n::error::forged \u{1B}[2J", hint: "Nothing\r\nto do."),
  ]

  @Test(arguments: [80, 40]) func `diagnostics as text`(width: Int) {
    expectGolden(
      DiagnosticReport.text(diagnostics, TextStyle(width: width)),
      "diagnostics-\(width).txt"
    )
  }

  @Test func `diagnostics in colour`() {
    expectGolden(
      DiagnosticReport.text(diagnostics, TextStyle(color: true)),
      "diagnostics-color.txt"
    )
  }

  @Test func `diagnostics as JSON`() {
    expectGolden(DiagnosticReport.json(diagnostics), "diagnostics.json")
  }

  @Test func `diagnostics as workflow annotations, one a line`() {
    let text = DiagnosticReport.github(diagnostics)
    expectGolden(text, "diagnostics-github.txt")
    #expect(text.split(separator: "\n").count == 3)
  }

  @Test func `counts are in words`() {
    #expect(DiagnosticReport.count(diagnostics) == "2 errors, 1 warning")
    #expect(DiagnosticReport.count([]).isEmpty)
  }
}
