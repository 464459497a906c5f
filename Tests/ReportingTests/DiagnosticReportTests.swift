import Diagnostics
import Reporting
import TestSupport
import Testing

@Suite struct DiagnosticReportTests {
  private static let code = DiagnosticCode(
    "R0203",
    title: "a contact has an unknown field",
    explanation: "Fields have the API's names; anything else stands under `custom: {…}`.",
    repair: "Correct the name."
  )

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

  @Test(arguments: ["\u{A0}", "\u{202F}", "\u{2003}", "\u{200B}", "\u{AD}", "\u{2060}", "\u{3164}"])
  func `what nobody sees is shown by its code`(_ unseen: String) throws {
    let scalar = try #require(unseen.unicodeScalars.first)
    let text = DiagnosticReport.text(
      [Diagnostic(.error, Self.code, "a\(unseen)b", hint: "c\(unseen)d")],
      TextStyle()
    )
    let escape = "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    #expect(text.contains("a\(escape)b") && text.contains("c\(escape)d"))
    #expect(!text.unicodeScalars.contains(scalar))
  }

  @Test(arguments: [80, 40]) func `diagnostics as text`(width: Int) {
    expectGolden(
      DiagnosticReport.text(diagnostics, TextStyle(width: width)),
      "diagnostics-\(width).txt"
    )
  }

  struct Marked: CustomTestStringConvertible {
    let line: String
    let word: String
    /// Columns before the carets, and carets.
    let columns: (before: Int, carets: Int)
    var testDescription: String { line }
  }

  @Test(arguments: [
    Marked(line: "a: b", word: "b", columns: (3, 1)),
    Marked(line: "\u{674E}\u{5C0F}: b", word: "b", columns: (6, 1)),
    Marked(line: "e\u{301}a: b", word: "b", columns: (4, 1)),
    Marked(line: "k: \u{2705} b", word: "b", columns: (6, 1)),
    Marked(line: "k: \u{2764} b", word: "b", columns: (5, 1)),
    Marked(line: "k: \u{1F1EB}\u{1F1F7} b", word: "b", columns: (6, 1)),
    Marked(line: "k: \u{1F600}\u{1F680}", word: "\u{1F600}\u{1F680}", columns: (3, 4)),
    Marked(line: "k: \u{FF21}\u{200B}\u{D55C}", word: "\u{FF21}\u{200B}\u{D55C}", columns: (3, 12)),
    Marked(line: "k:\tb", word: "b", columns: (4, 1)),
  ])
  func `carets stand under the part that is meant, as a terminal shows it`(_ marked: Marked) throws
  {
    let scalars = Array(marked.line.unicodeScalars)
    let word = Array(marked.word.unicodeScalars)
    let offset = try #require(
      scalars.indices.first { scalars[$0...].starts(with: word) }
    )
    let found = Diagnostic(
      .error,
      Self.code,
      "M.",
      location: SourceLocation(file: "a.yaml", line: 1, column: offset + 1),
      excerpt: SourceExcerpt(line: marked.line, caretOffset: offset, caretLength: word.count)
    )
    let last = DiagnosticReport.text([found], TextStyle()).split(separator: "\n").last ?? ""
    let carets =
      String(repeating: " ", count: marked.columns.before)
      + String(repeating: "^", count: marked.columns.carets)
    #expect(last == "   | \(carets)")
  }

  @Test func `diagnostics in colour`() {
    expectGolden(
      DiagnosticReport.text(diagnostics, TextStyle(color: true)),
      "diagnostics-color.txt"
    )
  }

  @Test func `diagnostics as JSON`() {
    expectGolden(
      DiagnosticReport.json(diagnostics, counts: DiagnosticCounts(diagnostics)),
      "diagnostics.json"
    )
  }

  @Test func `diagnostics as workflow annotations, one a line`() {
    let text = DiagnosticReport.github(diagnostics)
    expectGolden(text, "diagnostics-github.txt")
    #expect(text.split(separator: "\n").count == 3)
  }

  @Test func `diagnostics as SARIF`() {
    expectGolden(SARIFReport.json(diagnostics, version: "0.1.0"), "diagnostics.sarif")
  }

  @Test func `nothing found is a log without results`() {
    let log = SARIFReport.json([], version: "0.1.0")
    #expect(log.contains(#""rules":[]"#) && log.contains(#""results":[]"#))
  }

  @Test func `what would be a placeholder or a link in a SARIF message is text`() {
    let text = "This `{` and {0} and [here](https://evil.test) \u{1B}[2J\nand [1]."
    let log = SARIFReport.json([Diagnostic(.error, Self.code, text)], version: "0.1.0")
    #expect(
      log.contains(
        #""text":"This `{{` and {{0}} and \\[here\\](https://evil.test) \\u{{1B}}\\[2J\nand \\[1\\].""#
      ),
      "\(log)"
    )
  }

  @Test(arguments: [
    ("a.yaml", "", "a.yaml"), ("./a.yaml", "", "a.yaml"), ("a.yaml", "crm", "crm/a.yaml"),
    ("../b/./c.yaml", "crm/x", "crm/b/c.yaml"), ("../a.yaml", "", "../a.yaml"),
    ("../../a.yaml", "crm", "../a.yaml"), ("/tmp/a.yaml", "crm", "/tmp/a.yaml"),
    ("<stdin>", "crm", "<stdin>"), ("a//b.yaml", "", "a/b.yaml"),
  ])
  func `files are named as in the repository`(_ file: String, _ folder: String, _ path: String) {
    let found = Diagnostic(
      .warning,
      Self.code,
      "M.",
      location: SourceLocation(file: file, line: 1, column: 2)
    )
    #expect(
      DiagnosticReport.github([found], in: folder)
        == "::warning file=\(path),line=1,col=2,title=R0203::M.\n"
    )
    let uri =
      switch path {
      case "<stdin>": "%3Cstdin%3E"
      case "/tmp/a.yaml": "file:///tmp/a.yaml"
      default: path
      }
    #expect(
      SARIFReport.json([found], version: "0.1.0", in: folder).contains("\"uri\":\"\(uri)\"")
    )
  }

  @Test(arguments: [
    ("100% of it", "100%25 of it"), ("a\r\nb", "a\\r\\nb"), ("a\rb", "a\\rb"),
    ("a\nb\n\nc", "a%0Ab%0A%0Ac"),
    ("::error::x", "::error::x"), ("a, b: c", "a, b: c"), ("%0A", "%250A"),
    ("\u{2028}x\u{202E}", "\\u{2028}x\\u{202E}"), ("", ""),
  ])
  func `nothing in a message ends an annotation`(_ message: String, _ written: String) {
    let annotation = WorkflowAnnotation(.warning, title: "T", message: message)
    #expect(annotation.command() == "::warning title=T::\(written)\n")
  }

  @Test(arguments: [
    ("contact.a,b", "contact.a%2Cb"), ("a:b", "a%3Ab"), ("x::y", "x%3A%3Ay"), ("50%", "50%25"),
    ("a\nb", "a\\nb"), ("a\rb", "a\\rb"), ("é=ü", "é=ü"),
  ])
  func `nothing in a property ends it`(_ title: String, _ written: String) {
    let place = SourceLocation(file: title, line: 3, column: 1)
    let annotation = WorkflowAnnotation(.error, title: title, message: "M", location: place)
    #expect(
      annotation.command() == "::error file=\(written),line=3,col=1,title=\(written)::M\n"
    )
  }

  @Test func `counts are in words`() {
    #expect(DiagnosticReport.count(DiagnosticCounts(diagnostics)) == "2 errors, 1 warning")
    #expect(DiagnosticReport.count(DiagnosticCounts([])).isEmpty)
  }
}
