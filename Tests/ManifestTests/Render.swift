import Diagnostics
import Manifest
import Model
import TestSupport

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
