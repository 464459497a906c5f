import Diagnostics
import Manifest
import Model

/// Diagnostics in a form of the tests' own: one block each.
func render(_ diagnostics: [Diagnostic]) -> String {
  diagnostics.map(render).joined(separator: "\n")
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
  if let hint = diagnostic.hint {
    lines.append("  > " + hint.replacing("\n", with: "\n  > "))
  }
  for related in diagnostic.related {
    lines.append("  @ \(related.location): \(related.message)")
  }
  return lines.map { $0 + "\n" }.joined()
}

/// Reads one text as a manifest.
func read(_ yaml: String) -> ManifestResult {
  ManifestReader.read([.standardInput(Array(yaml.utf8))])
}

/// The contacts that a text declares, one a line; the diagnostics when there is an error.
func contacts(_ yaml: String) -> String {
  let result = read(yaml)
  guard let desired = result.desired else { return render(result.diagnostics) }
  return desired.contacts.map { contact in
    let values = contact.attributes.map { key, value in "\(key)=\(text(value))" }
    return "\(contact.address.key): " + values.joined(separator: " ")
  }.joined(separator: "\n")
}

private func text(_ value: AttributeValue) -> String {
  switch value {
  case .string(let text): text
  case .list(let items): "[" + items.joined(separator: ",") + "]"
  case .number(let number): "#" + AttributeValue.text(of: number)
  case .boolean(let flag): "?\(flag)"
  }
}
