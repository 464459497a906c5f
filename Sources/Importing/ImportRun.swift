import Diagnostics
import Manifest
import Model

/// One import, step after step.
struct ImportRun {
  private let options: ImportOptions
  private let declared: DeclaredContacts
  /// The command, for the head of the file.
  private let author: String
  /// Of the custom fields that are not declared yet; those that are not in it become text.
  private let registered: [String: CustomFieldType]
  private let owners: OwnerNames
  private var rules: MappingRules
  /// Whether the values are the CRM's own, which nothing may change.
  private var isExact = false
  /// The owners' names in the rows, folded.
  private var ownerNames: Set<String> = []
  private var report = ImportReport()
  private var diagnostics: [Diagnostic] = []
  private var rows: [ImportedRow] = []
  private var groups: [ContactGroup] = []
  /// For each group why it is left out, if it is; a clause.
  private var groupFaults: [String?] = []

  init(
    _ options: ImportOptions,
    _ declared: DeclaredContacts,
    author: String = "roster import",
    registered: [String: CustomFieldType] = [:]
  ) {
    self.options = options
    self.declared = declared
    self.author = author
    self.registered = registered
    rules = MappingRules(options)
    owners = OwnerNames(options.owners)
  }

  mutating func result(_ files: [ImportFile]) -> ImportResult {
    for file in files { read(file) }
    let columns = report.files.flatMap { $0.columns.map(\.name) }
    diagnostics += rules.diagnostics
    if report.files.count == files.count {
      diagnostics += rules.unusedDiagnostics(columns: columns)
      reportUnusedOwners()
    }
    return result()
  }

  /// Of what the CRM holds, whose values are taken as they are.
  mutating func result(_ contacts: [CRMContact], source: String) -> ImportResult {
    report.files = [
      ImportReport.File(
        name: source,
        format: "the CRM",
        encoding: "JSON",
        delimiter: nil,
        preface: RowLines(),
        columns: [],
        rows: contacts.count
      )
    ]
    isExact = true
    for contact in contacts { rows.append(contact.row(customTypes)) }
    leaveOutDoubled()
    return written()
  }

  /// What is one person to roster is several in the CRM: nothing may go from one to the other.
  private mutating func leaveOutDoubled() {
    var owners: [NormalizedIdentifier: SourceLocation] = [:]
    for index in rows.indices where rows[index].fault == nil {
      let identifiers = rows[index].contact.identifiers
      if let shared = identifiers.first(where: { owners[$0] != nil }), let owner = owners[shared] {
        rows[index].fault =
          "it has the same \(shared.field.name) as \(visible(owner.file)); merge the two in the CRM"
      } else {
        for identifier in identifiers { owners[identifier] = rows[index].record.location }
      }
    }
  }

  private mutating func result() -> ImportResult {
    dropUnknownTimeZones()
    return written()
  }

  private mutating func written() -> ImportResult {
    let merge = ContactMerge(rows)
    (groups, rows) = (merge.groups, merge.notedRows)
    leaveOutDeclared()
    if !isExact { dropSharedEmails() }
    let text = write()
    if !diagnostics.containsError, report.contacts == 0 {
      diagnostics.append(
        Diagnostic(
          .warning,
          .importNothing,
          "No row of \(rows.count) gives a contact that is new.",
          hint: "The report says why for each."
        )
      )
    }
    return ImportResult(
      manifest: diagnostics.containsError ? nil : text,
      report: report,
      diagnostics: diagnostics.sorted()
    )
  }

  private mutating func read(_ file: ImportFile) {
    let read = FileImport(file, options: options, rules: &rules)
    diagnostics += read.diagnostics
    if let file = read.report { report.files.append(file) }
    for record in read.records { add(record) }
  }

  private mutating func add(_ record: RawRecord) {
    rows.append(RecordCleaning.row(record, customTypes: customTypes, owners: owners))
    guard !options.owners.isEmpty else { return }
    for value in record.values where value.target == .field(.contactOwner) {
      ownerNames.insert(OwnerNames.folded(RepairedText(value.text).text))
    }
  }

  private mutating func reportUnusedOwners() {
    for owner in options.owners where !ownerNames.contains(OwnerNames.folded(owner.name)) {
      diagnostics.append(
        Diagnostic(
          .warning,
          .importOwnerUnused,
          "No row has the owner \(quoted(owner.name)), whom `--owner` names.",
          hint: "Write the name as the file has it."
        )
      )
    }
  }

  private var customTypes: [String: CustomFieldType] {
    declared.customTypes.merging(registered) { declared, _ in declared }
  }

  private mutating func dropUnknownTimeZones() {
    for index in rows.indices {
      guard let zone = rows[index].contact.fields[.timezone], !TimeZoneNames.contains(zone) else {
        continue
      }
      rows[index].contact.fields[.timezone] = nil
      note(index, "timezone", zone, "it is no zone of the IANA database, such as Europe/Paris")
    }
  }

  private mutating func leaveOutDeclared() {
    groupFaults = groups.map { group in
      declared.owner(of: group.contact).map { address, field in
        "\(quoted(address.description)) is declared already, with the same \(field.name)"
      }
    }
  }

  /// A further email of one that is another's main one would be a warning, and is hardly both's.
  private mutating func dropSharedEmails() {
    var owners: [String: Int] = [:]
    for (index, group) in groups.enumerated() {
      if let email = group.contact.emails.first {
        owners[NormalizedIdentifier.email(email)] = index
      }
    }
    for index in groups.indices where groups[index].contact.emails.count > 1 {
      var kept = [groups[index].contact.emails[0]]
      for email in groups[index].contact.emails.dropFirst() {
        let identifier = NormalizedIdentifier(.email, email)
        let isOthers = owners[identifier.text].map { $0 != index } ?? false
        if isOthers || declared.identifiers[identifier] != nil {
          note(groups[index].rows[0], "additionalEmails", email, "it is another contact's")
        } else {
          kept.append(email)
        }
      }
      groups[index].contact.emails = kept
    }
  }

  private mutating func note(_ row: Int, _ column: String, _ value: String, _ reason: String) {
    rows[row].notes.append(ImportReport.Note(column: column, value: value, reason: reason))
  }

  // MARK: Writing

  private mutating func write() -> String {
    let kept = groups.indices.filter { groupFaults[$0] == nil }
    let contacts = kept.map { groups[$0].contact }
    let companies = CompanyTable(
      contacts,
      source: options.companyFrom,
      declared: declared
    )
    for index in companies.unlinked {
      let name = contacts[index].company.name ?? ""
      let reason = "nothing links it: it has neither a domain nor a LinkedIn URL"
      note(groups[kept[index]].rows[0], "company", name, reason)
    }
    let keys = ContactKeys.keys(contacts, taken: declared.keys)
    report.namesakes = namesakes(kept, contacts, keys)
    let entries = contacts.indices.map {
      ManifestWriter.Contact(key: keys[$0], contact: contacts[$0], company: companies.names[$0])
    }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    report.contacts = entries.count
    report.companies = companies.entries.count
    reportRows(Dictionary(uniqueKeysWithValues: zip(kept, keys)))
    var newFields: Set<String> = []
    if !declared.usesUndeclaredFields {
      newFields = Set(contacts.flatMap(\.customs.keys)).subtracting(declared.customTypes.keys)
    }
    return ManifestWriter.manifest(
      author: author,
      newFields: newFields.sorted().map { ($0, registered[$0] ?? .text) },
      companies: companies.entries,
      contacts: entries,
      customTypes: customTypes
    )
  }

  /// Contacts of the same first and last name, in any order, with or without umlauts.
  private func namesakes(
    _ kept: [Int],
    _ contacts: [ImportedContact],
    _ keys: [String]
  ) -> [ImportReport.Namesakes] {
    var members: [String: [ImportReport.Namesakes.Member]] = [:]
    for (index, key) in keys.enumerated() {
      guard let name = ContactKeys.name(contacts[index]), let address = Address(key: key) else {
        continue
      }
      let location = rows[groups[kept[index]].rows[0]].record.location
      members[name, default: []].append(.init(address: address, location: location))
    }
    for key in declared.keys {
      let name = ContactKeys.folded(key)
      guard members[name] != nil, let address = Address(key: key) else { continue }
      members[name]?.append(.init(address: address, location: nil))
    }
    return members.values.filter { $0.count > 1 }
      .map { ImportReport.Namesakes(members: $0.sorted { $0.address < $1.address }) }
      .sorted { $0.members[0].address < $1.members[0].address }
  }

  private mutating func reportRows(_ keys: [Int: String]) {
    var outcomes: [Int: ImportReport.Outcome] = [:]
    for (index, group) in groups.enumerated() {
      let address = keys[index].flatMap { Address(key: $0) }
      for (position, row) in group.rows.enumerated() {
        if let address, position == 0 {
          outcomes[row] = .imported(address)
        } else if let address {
          outcomes[row] = .merged(
            into: address,
            first: rows[group.rows[0]].record.location,
            shared: group.shared[position - 1]
          )
        } else {
          outcomes[row] = .leftOut(reason: groupFaults[index] ?? "its key cannot be written")
        }
      }
    }
    report.rows = rows.enumerated().map { index, row in
      ImportReport.Row(
        location: row.record.location,
        outcome: outcomes[index] ?? .leftOut(reason: row.fault ?? "it gives no contact"),
        notes: row.notes
      )
    }
  }
}
