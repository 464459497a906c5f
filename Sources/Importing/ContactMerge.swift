import Diagnostics
import Model

/// Rows that share an identifier, and the contact that they make.
struct ContactGroup {
  /// Indices of rows, in their order; the first one's values come first.
  var rows: [Int]
  var contact: ImportedContact
  /// For each of `rows` but the first, what it shares with those before.
  var shared: [[ContactField]] = []
}

/// Brings together rows that the API would fold into one contact.
struct ContactMerge {
  private(set) var groups: [ContactGroup] = []
  private var rows: [ImportedRow]
  private var parents: [Int]

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
        seen.append(Set(identifiers))
      }
    }
    nameIndirect(seen: seen)
  }

  /// A row may share nothing with those before it, and all with one after: that one's then counts.
  private mutating func nameIndirect(seen: [Set<NormalizedIdentifier>]) {
    for index in groups.indices {
      for position in groups[index].shared.indices where groups[index].shared[position].isEmpty {
        let row = groups[index].rows[position + 1]
        let others = groups[index].rows.filter { $0 != row }
        let theirs = Set(others.flatMap { rows[$0].contact.identifiers })
        groups[index].shared[position] = rows[row].contact.identifiers
          .filter(theirs.contains).map(\.field)
      }
    }
  }

  private mutating func merge(_ index: Int, into group: Int) {
    let added = rows[index].contact
    var contact = groups[group].contact
    for email in added.emails {
      let normalized = NormalizedIdentifier.email(email)
      if !contact.emails.contains(where: { NormalizedIdentifier.email($0) == normalized }) {
        contact.emails.append(email)
      }
    }
    for (field, value) in added.fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
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
