import Diagnostics
import Model
import YAMLEvents

/// Finds contacts that the API would take for one.
struct IdentityAnalysis {
  private let contacts: DesiredContacts
  private let table: IdentityTable
  /// Contacts that do not count, as another takes their place.
  private let leftOut: Set<Int>
  private(set) var problems = ProblemList()

  /// Groups of contacts that share something, by union of sets.
  private var parents: [Int: Int] = [:]
  /// What a contact shares; of several the main one.
  private var shared: [Int: Field] = [:]

  init(
    _ contacts: DesiredContacts,
    _ table: IdentityTable,
    leftOut: Set<Int>
  ) {
    self.contacts = contacts
    self.table = table
    self.leftOut = leftOut
    findShared()
    reportGroups()
    findSharedAdditionalEmails()
  }

  /// Of equal hashes; whether the identifiers are equal is seen then.
  private mutating func findShared() {
    for group in table.entriesOfEqualHash { unite(group) }
  }

  private mutating func unite(_ candidates: [IdentityTable.Entry]) {
    var firstByText: [NormalizedIdentifier: Int] = [:]
    for entry in candidates {
      let contact = Int(entry.contact)
      guard !leftOut.contains(contact), let value = contacts[contact].attributes.string(entry.field)
      else { continue }
      let identifier = NormalizedIdentifier(entry.field, value)
      guard let first = firstByText[identifier] else {
        firstByText[identifier] = contact
        continue
      }
      for member in [first, contact] {
        // The main one, as hashes come in another order each time.
        let known = shared[member]?.number ?? .max
        if entry.field.number < known { shared[member] = entry.field }
      }
      parents[root(contact)] = root(first)
    }
  }

  private mutating func root(_ contact: Int) -> Int {
    var root = contact
    while let parent = parents[root], parent != root { root = parent }
    // Shortens the way for the next, so that long chains stay cheap.
    var step = contact
    while step != root, let parent = parents[step] {
      parents[step] = root
      step = parent
    }
    return root
  }

  private mutating func reportGroups() {
    var groups: [Int: [Int]] = [:]
    for contact in shared.keys { groups[root(contact), default: []].append(contact) }
    let sorted = groups.values.map { $0.sorted() }.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    for group in sorted {
      let members = group.sorted { place($0) < place($1) }
      if let last = members.last { report(members, last) }
    }
  }

  private mutating func report(_ members: [Int], _ last: Int) {
    let others = members.dropLast()
    var problem = Problem(
      .error,
      .sharedIdentifier,
      message(members),
      hint: "Merge them, or correct the identifier: the API keeps one contact for each.",
      address: contacts[last].address.description,
      place: place(last),
      related: others.prefix(ManifestLimits.relatedPlaces).map { other in
        let (field, value) = identifier(other)
        return Problem.Related(
          message: "`\(contacts[other].address)` has `\(field.name)` \(quoted(value))",
          place: place(other)
        )
      }
    )
    problem.endIsGuess = true
    problems.append(problem)
  }

  private func message(_ members: [Int]) -> String {
    let names = members.prefix(5).map { "`\(contacts[$0].address)`" }
    let (field, value) = identifier(members[members.count - 1])
    guard members.count > 2 else {
      return "\(names.joined(separator: " and ")) have the same `\(field.name)`, \(quoted(value))."
    }
    let rest = members.count - names.count
    let list = names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    return "\(members.count) contacts share identifiers: \(list)."
  }

  private func identifier(_ contact: Int) -> (Field, String) {
    let field = shared[contact] ?? .email
    return (field, contacts[contact].attributes.string(field) ?? "")
  }

  /// Where the shared identifier stands.
  private func place(_ contact: Int) -> Place {
    let (field, value) = identifier(contact)
    let declared = contacts[contact]
    let index = declared.attributes.keys.firstIndex(of: .field(field)) ?? 0
    return Place(declared.attributePositions[index], length: value.unicodeScalars.count)
  }

  // MARK: Additional emails

  private mutating func findSharedAdditionalEmails() {
    let additional = table.additionalEmails
    guard !additional.isEmpty else { return }
    var wanted: [Int: [Int]] = [:]
    for (index, email) in additional.enumerated() { wanted[email.hash, default: []].append(index) }
    for entry in table.entries where entry.field == .email {
      guard let indices = wanted[entry.hash] else { continue }
      let owner = Int(entry.contact)
      guard !leftOut.contains(owner), let value = contacts[owner].attributes.string(.email) else {
        continue
      }
      for index in indices.prefix(ManifestLimits.relatedPlaces) {
        let email = additional[index]
        guard email.contact != entry.contact, !leftOut.contains(Int(email.contact)),
          NormalizedIdentifier.email(email.text) == NormalizedIdentifier.email(value)
        else { continue }
        report(email, of: owner)
      }
    }
  }

  private mutating func report(_ email: IdentityTable.AdditionalEmail, of owner: Int) {
    let contact = contacts[Int(email.contact)]
    let declared = contacts[owner]
    let index = declared.attributes.keys.firstIndex(of: .field(.email)) ?? 0
    problems.append(
      Problem(
        .warning,
        .additionalEmailShared,
        "\(quoted(email.text)) is the email address of `\(declared.address)` too.",
        hint: "Remove it when it is the other contact's alone.",
        address: contact.address.description,
        place: Place(file: Int(contact.position.file), span: email.span),
        related: [
          .init(
            message: "`\(declared.address)` has it here",
            place: Place(declared.attributePositions[index], length: 1)
          )
        ]
      )
    )
  }
}

extension Place {
  init(_ position: SourcePosition, length: Int) {
    let (line, column) = (Int(position.line), Int(position.column))
    self.init(
      file: Int(position.file),
      span: Span(
        YAMLMark(line: line, column: column),
        YAMLMark(line: line, column: column + length)
      )
    )
  }
}
