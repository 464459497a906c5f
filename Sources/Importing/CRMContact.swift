import Diagnostics
import Manifest
package import Model

/// A contact as it was read from the CRM.
package struct CRMContact: Hashable, Sendable {
  /// What the CRM knows it by; names it in the report.
  package let id: String
  /// The main one first.
  package var emails: [String] = []
  /// All but the emails; of `companyId` and `companyDomain` the domain is taken where it can be.
  package var fields: [Field: String] = [:]
  /// The linked company's name, which names its entry.
  package var companyName: String?
  package var customs: [String: AttributeValue] = [:]
  /// What of it no manifest can declare.
  package private(set) var notes: [ImportReport.Note] = []

  package init(id: String) { self.id = id }

  /// Leaves a value out, and says so; `reason` is a clause.
  package mutating func leaveOut(_ name: String, _ value: String, because reason: String) {
    notes.append(ImportReport.Note(column: name, value: value, reason: reason))
  }
}

extension CRMContact {
  /// The contact with its values just as they are: what a manifest cannot hold so is left out, and
  /// said.
  ///
  /// An import repairs what people typed; what the CRM holds would be changed by that on the way
  /// back.
  func row(_ types: [String: CustomFieldType]) -> ImportedRow {
    var reading = self
    var contact = ImportedContact()
    contact.emails = reading.declarableEmails()
    contact.company.name = companyName
    for field in ResourceType.contact.fields where field.kind != .companyDomain {
      guard let text = fields[field], !text.isEmpty else { continue }
      if let fault = DeclarableValue.fault(text, of: field) {
        reading.leaveOut(field.name, text, fault)
      } else {
        contact.fields[field] = text
      }
    }
    // A company's domain says more to a reader than its id, where a manifest can hold it.
    if let domain = fields[.companyDomain],
      DeclarableValue.fault(domain, of: .companyDomain) == nil
    {
      contact.company.domain = domain
      contact.fields[.companyId] = nil
    }
    for (name, value) in customs.sorted(by: { $0.key < $1.key }) where value != .string("") {
      let text = value.plainText
      if let fault = DeclarableValue.fault(value, ofCustom: name, types[name] ?? .text) {
        reading.leaveOut("custom.\(name)", text, fault)
      } else {
        contact.customs[name] = text
      }
    }
    let location = SourceLocation(file: id, line: 0, column: 0)
    return ImportedRow(
      record: RawRecord(location: location),
      contact: contact,
      fault: contact.hasIdentifier
        ? nil : "it has no email address and no LinkedIn URL that a manifest can hold",
      notes: reading.notes
    )
  }

  /// The main one, with all of the others or with none: a shorter list would take some out of the
  /// CRM.
  private mutating func declarableEmails() -> [String] {
    let faults = emails.map { DeclarableValue.fault($0, of: .email) }
    guard let main = emails.first else { return [] }
    if let fault = faults[0] {
      leaveOut("email", main, fault)
      for other in emails.dropFirst() {
        leaveOut("additionalEmails", other, because: "the main address is left out")
      }
      return []
    }
    guard let index = faults.dropFirst().firstIndex(where: { $0 != nil }) else { return emails }
    leaveOut("additionalEmails", emails[index], faults[index] ?? "")
    for other in emails.indices.dropFirst() where other != index {
      leaveOut("additionalEmails", emails[other], because: "the list is taken whole or not at all")
    }
    return [main]
  }

  /// What the manifest's reader says becomes a clause.
  private mutating func leaveOut(_ name: String, _ value: String, _ message: String) {
    let clause = message.hasSuffix(".") ? String(message.dropLast()) : message
    leaveOut(name, value, because: "a manifest cannot hold it (\(clause))")
  }
}

extension AttributeValue {
  fileprivate var plainText: String {
    switch self {
    case .string(let text): text
    case .number(let number): AttributeValue.text(of: number)
    case .boolean(let flag): String(flag)
    case .list(let items): items.joined(separator: ", ")
    }
  }
}

extension Importer {
  /// The manifest of contacts that are in the CRM, and a report of what could not be taken over.
  ///
  /// - Parameters:
  ///   - contacts: in the order of the CRM; the manifest's is by key.
  ///   - source: what they were read from, for the report.
  ///   - customTypes: of the custom fields that the CRM has.
  ///   - existing: what the manifest to merge into declares; contacts with an identifier that it
  ///     has are left out.
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
    return run.result(contacts, source: source)
  }
}
