import Diagnostics
import Testing
import YAMLEvents

@Suite struct YAMLProblemTests {
  @Test(arguments: [
    ("a: b: c", "R0101 1:5 A second `: ` stands in one value, or the line is indented too far."),
    (
      "a: 1\n  b: 2",
      "R0101 2:4 A second `: ` stands in one value, or the line is indented too far."
    ),
    ("a: @b", "R0101 1:4 A value cannot begin with `@`. | @ | Quote the value."),
    ("a: 'b' c", "R0101 1:8 This is neither a key of the mapping nor part of the value before it."),
    ("a: 'b", "R0101 1:4 This quote is never closed."),
    ("a: [b, c", "R0101 1:4 This `[` is never closed. | [ | Add the `]`."),
    ("a: {b: c", "R0101 1:4 This `{` is never closed. | { | Add the `}`."),
    ("a: \"\\q\"", "R0101 1:5 The backslash escapes a character that has no escape."),
    ("a: \"\\xZZ\"", "R0101 1:7 The escape is not a character's code."),
    ("a:\n\tb: c", "R0109 2:1 A tab stands where YAML wants spaces. | →"),
    ("a: b\nc\nd: e", "R0101 2:1 A key lacks its `: `."),
    ("- a\nb", "R0101 2:1 A key lacks its `: `."),
    ("- a\nb: c", "R0101 2:1 This is neither an item of the list nor part of the item before it."),
    ("a: [b c: d", "R0101"),
    ("a: - b", "R0101 1:4 A list item cannot begin here."),
    ("a: !x!y z", "R0101 1:4 The tag has a prefix that is not declared."),
    ("%YAML 3.0\n--- a", "R0101 1:1 The file asks for another version of YAML than 1.1 or 1.2."),
    ("a: & b", "R0101 1:5 The name after `&` or `*` is missing"),
    ("a: | b\n", "R0101 1:6 Text follows the `|` or `>` on the same line."),
    ("a: 'b\n---\nc'", "R0101 2:1 A line `---` or `...` stands inside a quoted value."),
    ("a: ]", "R0101 1:4 The value is missing or begins with what cannot begin one."),
  ])
  func `what libyaml refuses is said in plain words at its place`(_ yaml: String, _ start: String) {
    let found = errorText(Array(yaml.utf8))
    #expect(found.hasPrefix(start), "\(found)")
  }

  @Test func `where the broken thing began is said beside it`() throws {
    let error = #expect(throws: YAMLError.self) { try eventText("a:\n  - [b\nc: d\n") }
    let related = try #require(error?.diagnostic.related.first)
    #expect(related.message == "the `[` is here")
    #expect(related.location == SourceLocation(file: "t.yaml", line: 2, column: 5))
  }

  @Test(arguments: [
    "a: {b", "a: {b\n", "a: {b\n\n  \n", "a: [", "a: \"b", "? [", "a: |x", "- a\n b: c\n d",
  ])
  func `the place is always in the text, with its line`(_ yaml: String) throws {
    let error = #expect(throws: YAMLError.self) { try eventText(yaml) }
    let excerpt = try #require(error?.diagnostic.excerpt)
    #expect(!excerpt.line.isEmpty)
    #expect(excerpt.caretOffset <= excerpt.line.unicodeScalars.count)
  }
}
