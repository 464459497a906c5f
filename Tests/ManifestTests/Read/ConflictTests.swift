import Diagnostics
import Manifest
import TestSupport
import Testing

/// Manifests in which git has left its markers.
@Suite struct ConflictTests {
  private static let plain = """
    contacts:
      ida@example.com:
        firstName: Ida
    <<<<<<< HEAD
        jobTitle: CTO
    =======
        jobTitle: CEO
    >>>>>>> feature/titles
      jon@example.com: {firstName: Jon}

    """

  @Test(arguments: [
    DiagnosticCase("conflict", plain),
    DiagnosticCase("conflict-crlf", plain.replacing("\n", with: "\r\n")),
    DiagnosticCase(
      "conflict-ancestor",
      plain.replacing("=======", with: "||||||| 1234567\n    jobTitle: CFO\n=======")
    ),
    DiagnosticCase("conflicts", plain + plain.replacing("contacts:\n", with: "") + "=======\n"),
    DiagnosticCase("conflict-rest", plain.replacing("<<<<<<< HEAD\n", with: "")),
    DiagnosticCase(
      "conflict-in-quotes",
      "contacts:\n  ida@example.com:\n    summary: \"one\n<<<<<<< HEAD\n two\n=======\n three\n>>>>>>> b\n\"\n"
    ),
  ])
  func `the markers are named with their lines`(_ testCase: DiagnosticCase) throws {
    try testCase.check()
  }

  @Test(arguments: [
    "<<<<<<< HEAD\nversion: 1\n=======\nversion: 2\n>>>>>>> x\n",
    "{\"contacts\": {\n<<<<<<< HEAD\n\"a@example.com\": {},\n=======\n>>>>>>> x\n}}\n",
    "contacts:\n  a@example.com:\n    summary: |\n      a\n<<<<<<< HEAD\n      b\n=======\n>>>>>>> x\n",
    "\u{FEFF}<<<<<<<\ncontacts: {}\n",
  ])
  func `wherever they stand`(_ text: String) {
    let found = read(text).diagnostics
    #expect(found.map(\.code.id).contains("R0151"), "\(render(found))")
  }

  @Test(arguments: [
    "contacts:\n  a@example.com:\n    summary: |\n      <<<<<<< HEAD\n      =======\n",
    "# <<<<<<< HEAD\n#=======\ncontacts: {}\n",
  ])
  func `text that looks like them is text`(_ text: String) {
    #expect(read(text).diagnostics.isEmpty)
  }

  @Test func `a heading's underline is no conflict`() {
    let found = read("contacts:\n==========\n  a: b: c\n").diagnostics
    #expect(found.map(\.code.id) == ["R0101"])
  }
}
