package import Diagnostics
package import Testing

/// Compares diagnostics, in a form of the tests' own, with `Golden/<name>.txt` beside the test.
///
/// `replacements` are taken in their order, such as a temporary folder by nothing.
package func expectGolden(
  _ diagnostics: [Diagnostic],
  _ name: String,
  replacing replacements: KeyValuePairs<String, String> = [:],
  testFile: String = #filePath,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  var text = render(diagnostics)
  for (part, replacement) in replacements { text = text.replacing(part, with: replacement) }
  expectGolden(text, "\(name).txt", testFile: testFile, sourceLocation: sourceLocation)
}

/// Diagnostics in a form of the tests' own: one block each.
package func render(_ diagnostics: [Diagnostic]) -> String {
  unseenShown(diagnostics.map(render).joined(separator: "\n"))
}

/// With a name in the place of what cannot be seen; the carets below an excerpt stay where they are.
private func unseenShown(_ text: String) -> String {
  text.unicodeScalars.map { UnseenCharacter($0) == nil ? String($0) : "‹\($0.codePoint)›" }.joined()
}

private func render(_ diagnostic: Diagnostic) -> String {
  var lines = [
    "\(diagnostic.severity) \(diagnostic.code)"
      + (diagnostic.location.map { " \($0)" } ?? "")
      + (diagnostic.address.map { " (\($0))" } ?? "")
  ]
  lines.append("  \(diagnostic.message)")
  if let excerpt = diagnostic.excerpt {
    lines.append("  | \(excerpt.line)")
    lines.append(
      "  | " + String(repeating: " ", count: excerpt.caretOffset)
        + String(repeating: "^", count: excerpt.caretLength)
    )
  }
  if let detail = diagnostic.detail {
    lines.append("  = " + detail.replacing("\n", with: "\n  = "))
  }
  if let hint = diagnostic.hint {
    lines.append("  > " + hint.replacing("\n", with: "\n  > "))
  }
  for related in diagnostic.related {
    lines.append("  @ \(related.location): \(related.message)")
  }
  return lines.map { $0 + "\n" }.joined()
}
