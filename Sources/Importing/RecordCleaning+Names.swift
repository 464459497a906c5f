import Model

/// The names of a row's person, in columns for one name or for both.
extension RecordCleaning {
  // MARK: Columns for one name

  mutating func takeName(_ cell: String, _ value: RawRecord.Value) {
    guard case .field(let field) = value.target else { return }
    let isCrowded = PersonName.holdsMore(cell, companies: companies)
    if isCrowded, cell.contains(where: \.isNewline) {
      return crowdedNames.append((field, Part(text: cell, value: value)))
    }
    let line = PersonName.inOneLine(cell)
    if line != cell { note(value, cell, PersonName.lineReason, becomes: line) }
    let name = PersonName.single(line)
    for piece in name.leftOut { note(value, piece.text, piece.reason) }
    guard let text = name.text else { return }
    guard !PersonName.holdsMore(text, companies: companies) else {
      return crowdedNames.append((field, Part(text: text, value: value)))
    }
    if Placeholder.isCutOff(text) { return note(value, text, "its end was cut off") }
    take(text, as: field, value)
  }

  /// Takes the names of `Falk, Ida` where the other column says nothing else, or says the same.
  mutating func takeCrowdedNames() {
    for (field, part) in crowdedNames {
      let otherField: Field = field == .firstName ? .lastName : .firstName
      if field == .lastName, takeLastName(part) { continue }
      switch PersonName.reading(part.text, companies: companies) {
      case .doubtful(let reason): note(part.value, part.text, reason)
      case .parts(let parts):
        let other = contact.fields[otherField]
        var (own, beside) =
          field == .firstName ? (parts.first, parts.last) : (parts.last, parts.first)
        // A single name is the one that the column is for.
        if own == nil { (own, beside) = (beside, nil) }
        guard let own else {
          note(part.value, part.text, "no name is left of it")
          continue
        }
        guard other == nil || beside == nil || other?.lowercased() == beside?.lowercased() else {
          note(part.value, part.text, "it holds two names, and \(quoted(other ?? "")) is another")
          continue
        }
        note(part.value, part.text, "it holds more than one name", becomes: own)
        take(own, as: field, part.value)
        if other == nil, let beside { take(beside, as: otherField, part.value) }
      }
    }
  }

  /// Takes the last name of `Falk, CISM`, which the first name before it makes a whole name with
  /// letters after it.
  private mutating func takeLastName(_ part: Part) -> Bool {
    guard let first = contact.fields[.firstName],
      case .parts(let parts) = PersonName.reading(first + " " + part.text),
      parts.first == first, let last = parts.last, part.text.hasPrefix(last + ",")
    else { return false }
    for piece in parts.leftOut { note(part.value, piece.text, piece.reason) }
    take(last, as: .lastName, part.value)
    return true
  }

  /// What the row says of the person's company.
  private var companies: [String] {
    record.values.filter { $0.target == .companyName }.map { RepairedText($0.text).text }
      .filter { !$0.isEmpty }
  }

  // MARK: Columns for both

  mutating func takeFullName() {
    guard let part = fullName else { return }
    guard contact.fields[.firstName] == nil, contact.fields[.lastName] == nil else {
      let names = [contact.fields[.firstName], contact.fields[.lastName]].compactMap(\.self)
      noteUnless(named: names, part, "the columns of first and last names are kept")
      return
    }
    guard part.text.utf8.count < ValueCleaning.maximumLength else {
      return note(part.value, part.text, "it is longer than a name may be")
    }
    guard !part.text.contains("@") else {
      return note(part.value, part.text, "it is an address, not a name")
    }
    switch PersonName.reading(part.text, companies: companies) {
    case .doubtful(let reason): note(part.value, part.text, reason)
    case .parts(let parts):
      for piece in parts.leftOut { note(part.value, piece.text, piece.reason) }
      let line = PersonName.inOneLine(part.text)
      if line != part.text, parts.leftOut.isEmpty {
        note(part.value, part.text, PersonName.lineReason, becomes: line)
      }
      take(half: parts.first, beside: parts.last, as: .firstName, part.value)
      take(half: parts.last, beside: parts.first, as: .lastName, part.value)
    }
  }

  /// Leaves out the `null` of `Ida null`, which somebody put together of two columns.
  private mutating func take(
    half: String?,
    beside other: String?,
    as field: Field,
    _ value: RawRecord.Value
  ) {
    guard let half, !half.isEmpty else { return }
    if Placeholder.isCutOff(half), Placeholder.nothing(half, .name) == nil {
      return note(value, half, "its end was cut off")
    }
    guard let certainty = Placeholder.nothing(half, .name) else {
      contact.fields[field] = half
      return
    }
    let isNothing =
      certainty == .certain
      || other.map { half == half.lowercased() && $0 != $0.lowercased() } ?? false
    note(
      value,
      half,
      isNothing ? "it stands for nothing" : "it may stand for nothing",
      becomes: isNothing ? nil : half
    )
    if !isNothing { contact.fields[field] = half }
  }
}
