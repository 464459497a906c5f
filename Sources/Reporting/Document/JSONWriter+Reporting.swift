import Diagnostics
import JSONText
import Model

extension JSONWriter {
  /// Writes a member whose value is a string or null.
  mutating func nullable(_ name: StaticString, _ value: String?) {
    key(plain: name)
    if let value { string(value) } else { null() }
  }

  mutating func strings(_ name: StaticString, _ values: some Sequence<String>) {
    key(plain: name)
    array { writer in for value in values { writer.string(value) } }
  }

  /// Writes a member with attributes in the manifest's layout, or null.
  mutating func attributes(_ name: StaticString, _ attributes: Attributes?) {
    key(plain: name)
    if let attributes { self.attributes(attributes, .manifest) } else { null() }
  }

  mutating func location(_ name: StaticString, _ location: SourceLocation?) {
    key(plain: name)
    guard let location else { return null() }
    object { writer in writer.locationMembers(location) }
  }

  private mutating func locationMembers(_ location: SourceLocation) {
    member("file", location.file)
    member("line", location.line)
    member("column", location.column)
  }

  mutating func finding(_ finding: Finding) {
    object { writer in writer.findingMembers(finding) }
  }

  mutating func findingMembers(_ finding: Finding) {
    member("kind", finding.kind.rawValue)
    member("key", finding.key?.description)
    member("expected", finding.expected)
    member("actual", finding.actual)
    member("note", finding.note)
  }

  mutating func findings(_ name: StaticString, _ findings: [Finding]) {
    key(plain: name)
    array { writer in for finding in findings { writer.finding(finding) } }
  }

  mutating func diagnostics(_ name: StaticString, _ diagnostics: [Diagnostic]) {
    key(plain: name)
    array { writer in for diagnostic in diagnostics { writer.diagnostic(diagnostic) } }
  }

  mutating func diagnostic(_ diagnostic: Diagnostic) {
    object { writer in
      writer.member("severity", diagnostic.severity.rawValue)
      writer.member("code", diagnostic.code.id)
      writer.member("message", diagnostic.message)
      writer.member("detail", diagnostic.detail)
      writer.member("address", diagnostic.address)
      if let location = diagnostic.location { writer.locationMembers(location) }
      if let excerpt = diagnostic.excerpt {
        writer.key(plain: "excerpt")
        writer.object { writer in
          writer.member("line", excerpt.line)
          writer.member("caret_offset", excerpt.caretOffset)
          writer.member("caret_length", excerpt.caretLength)
        }
      }
      writer.member("hint", diagnostic.hint)
      guard !diagnostic.related.isEmpty else { return }
      writer.key(plain: "related")
      writer.array { writer in
        for related in diagnostic.related {
          writer.object { writer in
            writer.member("message", related.message)
            writer.locationMembers(related.location)
          }
        }
      }
    }
  }
}
