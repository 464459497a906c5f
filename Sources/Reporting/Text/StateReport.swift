import JSONText
package import Model

/// The content of a state file, for `state list` and `state show`.
package enum StateReport {
  /// The addresses, one to a line.
  package static func listText(_ contacts: [PriorContact]) -> String {
    contacts.map { SafeText.inline($0.address.description) + "\n" }.joined()
  }

  /// One JSON object to a line, with address, id and number of findings.
  package static func listJSON(_ contacts: [PriorContact]) -> String {
    var writer = JSONWriter()
    for contact in contacts {
      writer.object { writer in
        writer.member("address", contact.address.description)
        writer.member("id", contact.id.rawValue)
        writer.member("findings", contact.findings.count)
      }
      writer.newline()
    }
    return writer.text
  }

  /// Everything that the state records about one contact.
  package static func showText(_ contact: PriorContact, _ style: TextStyle) -> String {
    var rows = [("id", SafeText.inline(contact.id.rawValue))]
    if let owner = contact.owner { rows.append(("owner", SafeText.inline(owner.rawValue))) }
    if let company = contact.company {
      rows.append(("company", SafeText.inline(company.rawValue)))
    }
    if contact.isProtected { rows.append(("protected", "yes")) }
    let fields = contact.attributes.map { entry in
      (SafeText.inline(entry.key.description), ValueText.of(entry.value))
    }
    let width = (rows + fields).map { DisplayWidth.of($0.0) }.max() ?? 0
    func line(_ row: (String, String)) -> String {
      "  \(DisplayWidth.padded(row.0, to: width))  \(row.1)"
    }
    var lines = [style.paint(SafeText.inline(contact.address.description), .bold)]
    lines += rows.map(line)
    lines += ["", "  as last applied:"] + fields.map(line)
    if !contact.findings.isEmpty {
      lines += ["", "  not converged:"]
      for finding in contact.findings {
        let sentence = FindingText.sentence(for: finding, address: contact.address)
        lines += ChangeText.wrapped(sentence, width: style.width - 4).enumerated().map {
          ($0.offset == 0 ? "  - " : "    ") + $0.element
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Everything that the state records about one contact, as a JSON object; ends in a line break.
  package static func showJSON(_ contact: PriorContact) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("address", contact.address.description)
      writer.member("fingerprint", contact.fingerprint.description)
      writer.member("id", contact.id.rawValue)
      writer.nullable("owner", contact.owner?.rawValue)
      writer.nullable("company", contact.company?.rawValue)
      writer.member("protected", contact.isProtected)
      writer.attributes("attributes", contact.attributes)
      writer.findings("findings", contact.findings)
    }
    writer.newline()
    return writer.text
  }
}
