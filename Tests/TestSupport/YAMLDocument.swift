import Testing

/// A text of a collection of YAML.
package struct YAMLDocument: Sendable, CustomTestStringConvertible {
  package let name: String
  package let bytes: [UInt8]
  package var testDescription: String { name }

  package init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The same content where manifests have theirs.
  package var placed: [String] {
    [
      // As all contacts.
      "contacts:\n" + indented(by: 2),
      // As one contact, between others that are written in the usual way.
      "contacts:\n  ann@example.com:\n    firstName: Ann\n  bob@example.com:\n" + indented(by: 4)
        + "  cy@example.com:\n    firstName: Cy\n  dan@example.com: {firstName: Dan}\n",
      // As one of the fields of a contact.
      "contacts:\n  ann@example.com:\n    firstName: Ann\n    custom:\n" + indented(by: 6)
        + "    lastName: Lee\n  bob@example.com: {firstName: Bob}\n",
      // As what follows a key in its line.
      "contacts:\n  ann@example.com: " + indented(by: 4).drop { $0 == " " }
        + "  bob@example.com: {firstName: Bob}\n  cy@example.com: {firstName: Cy}\n",
    ]
  }

  /// With so many spaces before each line, and a line break at the end.
  private func indented(by count: Int) -> String {
    let margin = String(repeating: " ", count: count)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { margin + $0 + "\n" }.joined()
  }
}
