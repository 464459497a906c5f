import Testing

@Suite struct YAMLDiagnosticsTests {
  @Test(arguments: [
    DiagnosticCase("yaml-syntax", "contacts: {jane: {email: jane@example.com}\n"),
    DiagnosticCase("yaml-colon", "contacts:\n  jane: {email: jane@example.com}\n  bob\n  x: {}\n"),
    DiagnosticCase(
      "yaml-encoding",
      bytes: Array("contacts:\n  j: {firstName: ".utf8) + [0xE9, 0x7D]
    ),
    DiagnosticCase(
      "yaml-character",
      "contacts:\n  jane: {email: jane@example.com, firstName: J\u{0}}\n"
    ),
    DiagnosticCase("yaml-line-separator", "contacts:\n  j@example.com: {summary: a\u{2028}b}\n"),
    DiagnosticCase("yaml-depth", "contacts: " + String(repeating: "[", count: 101)),
    DiagnosticCase(
      "yaml-scalar-length",
      "contacts: {j@example.com: {summary: \"\(String(repeating: "x", count: 1_048_577))\"}}"
    ),
    DiagnosticCase(
      "yaml-unknown-anchor",
      "defaults: &team {source: a}\ncontacts: {j@example.com: *taem}\n"
    ),
    DiagnosticCase("yaml-cyclic-alias", "contacts: &all\n  jane: *all\n"),
    DiagnosticCase(
      "yaml-merge-cycle",
      "contacts:\n  jane: &j\n    email: j@example.com\n    <<: *j\n"
    ),
    DiagnosticCase("yaml-tab", "contacts:\n\tjane: {email: jane@example.com}\n"),
    DiagnosticCase(
      "yaml-expansion",
      "contacts:\n  a@example.com: &a0 {custom: {a: [x, x, x, x, x, x, x, x, x, x]}}\n"
        + (1...9).map { level in
          "  b\(level)@example.com: &a\(level) ["
            + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
        }.joined()
    ),
    DiagnosticCase(
      "yaml-duplicate-key",
      "contacts:\n  jane:\n    email: jane@example.com\n    'email': j@example.com\n  bob@example.com: {}\n  bob@example.com: {}\nversion: 1\n\"version\": 1\n"
    ),
    DiagnosticCase(
      "yaml-merge",
      "contacts:\n  jane: {<<: base, email: jane@example.com}\n  <<: [a, {}]\n"
    ),
    DiagnosticCase("yaml-documents", "contacts: {}\n---\n# nothing\n---\ncontacts: {}\n---\nx\n"),
    DiagnosticCase(
      "yaml-complex-key",
      "? [a]\n: b\ncontacts:\n  {a: b}: c\n  jane@example.com: {? [x] : y}\n"
    ),
    DiagnosticCase(
      "yaml-tag",
      "contacts:\n  jane: {email: !mail jane@example.com, custom: {a: !!binary x}, firstName: !!str 1}\n  bob@example.com: !person {}\n"
    ),
  ])
  func `what is no YAML is said with its place`(_ testCase: DiagnosticCase) throws {
    try testCase.check()
  }
}
