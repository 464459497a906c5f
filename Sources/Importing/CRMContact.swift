import Diagnostics
package import Model

/// A contact as it was read from the CRM, its values as text.
package struct CRMContact: Hashable, Sendable {
  /// What the CRM knows it by; names it in the report.
  package let id: String
  /// The main one first.
  package var emails: [String] = []
  /// All but the emails.
  package var fields: [ContactField: String] = [:]
  /// The linked company's name, which names its entry.
  package var companyName: String?
  package var customs: [String: String] = [:]

  package init(id: String) { self.id = id }
}

extension CRMContact {
  /// As an import reads rows.
  var record: RawRecord {
    var record = RawRecord(location: SourceLocation(file: id, line: 0, column: 0))
    record.isExact = true
    func add(_ column: String, _ target: ImportTarget, _ text: String) {
      record.values.append(RawRecord.Value(column: column, target: target, text: text))
    }
    for email in emails { add("email", .field(.email), email) }
    for field in ContactField.allCases {
      if let text = fields[field] { add(field.name, .field(field), text) }
    }
    if let companyName { add("company", .companyName, companyName) }
    for (name, text) in customs.sorted(by: { $0.key < $1.key }) {
      add("custom.\(name)", .custom(name), text)
    }
    return record
  }
}

extension Importer {
  /// The manifest of contacts that are in the CRM, and a report of what could not be taken over.
  ///
  /// - Parameters:
  ///   - contacts: in the order of the CRM; the manifest's is by key.
  ///   - source: what they were read from, for the report.
  ///   - customTypes: of the custom fields that the CRM has.
  ///   - existing: what the manifest to merge into declares; contacts with an identifier that it has are
  ///     left out.
  /// - Returns: a manifest, unless there is an error.
  package static func manifest(
    of contacts: [CRMContact],
    source: String,
    customTypes: [String: CustomFieldType],
    existing: DesiredState? = nil
  ) -> ImportResult {
    var run = ImportRun(
      ImportOptions(),
      DeclaredContacts(existing),
      author: "roster pull",
      registered: customTypes
    )
    return run.result(contacts.map(\.record), source: source)
  }
}
