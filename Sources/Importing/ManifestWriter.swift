import Model

/// Writes a manifest file: fields, companies and contacts, each on lines of its own.
struct ManifestWriter {
  /// A contact with its key.
  struct Contact {
    let key: String
    let contact: ImportedContact
    let company: String?
  }

  private var text: String
  private let customTypes: [String: CustomFieldType]

  /// - Parameters:
  ///   - author: the command that writes it.
  ///   - newFields: custom fields to declare.
  ///   - companies: in the order to write.
  ///   - contacts: in the order to write.
  ///   - customTypes: of the custom fields, where known.
  /// - Returns: the text of the file.
  static func manifest(
    author: String,
    newFields: [(name: String, type: CustomFieldType)],
    companies: [CompanyTable.Entry],
    contacts: [Contact],
    customTypes: [String: CustomFieldType]
  ) -> String {
    var writer = ManifestWriter(author, customTypes)
    if !newFields.isEmpty { writer.text += "\nfields:\n" }
    for field in newFields { writer.line(2, field.name, field.type.rawValue) }
    if !companies.isEmpty { writer.text += "\ncompanies:\n" }
    for company in companies { writer.write(company) }
    writer.text += contacts.isEmpty ? "\ncontacts: {}\n" : "\ncontacts:\n"
    for contact in contacts { writer.write(contact) }
    return writer.text
  }

  private init(_ author: String, _ customTypes: [String: CustomFieldType]) {
    self.customTypes = customTypes
    text = """
      # Written by `\(author)`. It is yours to edit: roster does not write it again.
      version: 1

      """
  }

  private mutating func write(_ company: CompanyTable.Entry) {
    text += "  \(YAMLScalarText.inline(company.key)):\n"
    line(4, company.field == .companyDomain ? "domain" : "linkedinUrl", company.value)
  }

  private mutating func write(_ entry: Contact) {
    let contact = entry.contact
    let isKeyEmail = entry.key == contact.emails.first
    let isEmpty =
      isKeyEmail && contact.emails.count == 1 && contact.fields.isEmpty && contact.customs.isEmpty
      && entry.company == nil
    text += "  \(YAMLScalarText.inline(entry.key)):\(isEmpty ? " {}" : "")\n"
    for field in ResourceType.contact.fields {
      switch field {
      case .email:
        if let email = contact.emails.first, !isKeyEmail { line(4, field.name, email) }
      case .additionalEmails: list(field.name, contact.emails.dropFirst())
      default:
        if let value = contact.fields[field] { line(4, field.name, value) }
      }
    }
    if let company = entry.company { line(4, "company", company) }
    guard !contact.customs.isEmpty else { return }
    text += "    custom:\n"
    for name in contact.customs.keys.sorted() {
      guard let value = contact.customs[name] else { continue }
      switch customTypes[name] {
      // Checked before, and read by its type when it has no quotes.
      case .number, .boolean: text += "      \(YAMLScalarText.inline(name)): \(value)\n"
      default: line(6, name, value)
      }
    }
  }

  private mutating func list(_ name: String, _ values: some Collection<String>) {
    guard !values.isEmpty else { return }
    text += "    \(name):\n"
    for value in values { text += "      - \(YAMLScalarText.inline(value))\n" }
  }

  private mutating func line(_ indent: Int, _ name: String, _ value: String) {
    let margin = String(repeating: " ", count: indent)
    text += "\(margin)\(YAMLScalarText.inline(name)):"
    guard let lines = YAMLScalarText.blockLines(value) else {
      text += " \(YAMLScalarText.inline(value))\n"
      return
    }
    text += " |-\n"
    for line in lines { text += line.isEmpty ? "\n" : "\(margin)  \(line)\n" }
  }
}
