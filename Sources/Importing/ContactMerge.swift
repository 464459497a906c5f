import Diagnostics
import Model

/// Rows that share an identifier, and the contact that they make.
struct ContactGroup {
  /// Indices of rows, in their order; the first one's values come first.
  var rows: [Int]
  var contact: ImportedContact
  /// For each of `rows` but the first, what it shares with those before.
  var shared: [[Field]] = []
}

/// Brings together rows that the API would fold into one contact.
struct ContactMerge {
  private(set) var groups: [ContactGroup] = []
  private var rows: [ImportedRow]
  private var parents: [Int]
  /// For each group its contact's emails, normalised.
  private var emails: [Set<String>] = []

  /// The rows with notes about what merging left out.
  var notedRows: [ImportedRow] { rows }

  init(_ rows: [ImportedRow]) {
    self.rows = rows
    parents = Array(rows.indices)
    unite()
    collect()
  }

  private mutating func unite() {
    var owners: [NormalizedIdentifier: Int] = [:]
    for (index, row) in rows.enumerated() where row.fault == nil {
      for identifier in row.contact.identifiers {
        guard let owner = owners[identifier] else {
          owners[identifier] = index
          continue
        }
        let (one, other) = (root(owner), root(index))
        // The first row stays the root, so that groups stand in the order of their first rows.
        parents[max(one, other)] = min(one, other)
      }
    }
  }

  private mutating func root(_ index: Int) -> Int {
    var root = index
    while parents[root] != root { root = parents[root] }
    var step = index
    while step != root { (step, parents[step]) = (parents[step], root) }
    return root
  }

  private mutating func collect() {
    var groupOf: [Int: Int] = [:]
    var seen: [Set<NormalizedIdentifier>] = []
    for index in rows.indices where rows[index].fault == nil {
      let root = root(index)
      let identifiers = rows[index].contact.identifiers
      if let group = groupOf[root] {
        let known = identifiers.filter { seen[group].contains($0) }.map(\.field)
        groups[group].rows.append(index)
        groups[group].shared.append(known)
        seen[group].formUnion(identifiers)
        merge(index, into: group)
      } else {
        groupOf[root] = groups.count
        groups.append(ContactGroup(rows: [index], contact: rows[index].contact))
        emails.append(Set(rows[index].contact.emails.map(NormalizedIdentifier.email)))
        seen.append(Set(identifiers))
      }
    }
    nameIndirect()
  }

  /// A row may share nothing with those before it, and all with one after: that one's then counts.
  private mutating func nameIndirect() {
    for index in groups.indices where groups[index].shared.contains(where: \.isEmpty) {
      var counts: [NormalizedIdentifier: Int] = [:]
      for row in groups[index].rows {
        for identifier in rows[row].contact.identifiers { counts[identifier, default: 0] += 1 }
      }
      for position in groups[index].shared.indices where groups[index].shared[position].isEmpty {
        let row = groups[index].rows[position + 1]
        groups[index].shared[position] = rows[row].contact.identifiers
          .filter { counts[$0] ?? 0 > 1 }.map(\.field)
      }
    }
  }

  private mutating func merge(_ index: Int, into group: Int) {
    let added = rows[index].contact
    var contact = groups[group].contact
    // Let go of the group's own, which would otherwise be copied for each row.
    groups[group].contact = ImportedContact()
    for email in added.emails
    where emails[group].insert(NormalizedIdentifier.email(email)).inserted {
      contact.emails.append(email)
    }
    for (field, value) in added.fields.sorted(by: { $0.key.number < $1.key.number }) {
      guard let kept = contact.fields[field] else {
        contact.fields[field] = value
        continue
      }
      let isSame =
        field.role.contains(.identifier)
        ? NormalizedIdentifier(field, kept) == NormalizedIdentifier(field, value) : kept == value
      if !isSame { note(index, field.name, value, kept) }
    }
    for (name, value) in added.customs.sorted(by: { $0.key < $1.key }) {
      guard let kept = contact.customs[name] else {
        contact.customs[name] = value
        continue
      }
      if kept != value { note(index, "custom.\(name)", value, kept) }
    }
    mergeCompany(index, into: &contact.company)
    groups[group].contact = contact
  }

  private mutating func mergeCompany(_ index: Int, into company: inout ImportedContact.Company) {
    let added = rows[index].contact.company
    let parts: [(String, WritableKeyPath<ImportedContact.Company, String?>)] = [
      ("company", \.name), ("companyDomain", \.domain), ("companyLinkedinUrl", \.linkedIn),
    ]
    for (name, path) in parts {
      guard let value = added[keyPath: path] else { continue }
      if let kept = company[keyPath: path] {
        if kept != value { note(index, name, value, kept) }
      } else {
        company[keyPath: path] = value
      }
    }
  }

  private mutating func note(_ row: Int, _ column: String, _ value: String, _ kept: String) {
    rows[row].notes.append(
      ImportReport.Note(column: column, value: value, reason: "\(quoted(kept)) is kept")
    )
  }
}
