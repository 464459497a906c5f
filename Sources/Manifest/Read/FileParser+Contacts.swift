import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  /// Whose fields are read.
  enum Owner {
    case contact
    case defaults
  }

  mutating func readContacts(_ key: Key) throws(YAMLError) {
    hasReadContacts = true
    guard
      try openMapping(
        key,
        hint: "Give each contact a key of its own, as in `jane-smith: {email: jane@example.com}`."
      )
    else { return }
    contactsLine = Int(key.span.start.line)
    contactPlace = (0, false)
    if try !readContactsInParts() { try readContacts() }
    contactsLine = nil
  }

  /// Reads the contacts of a mapping that has been opened, to its end.
  mutating func readContacts() throws(YAMLError) {
    while let entry = try cursor.entry() {
      readContact(YAMLValue(entry, at: 0), isMerged: false)
      if let failure = cursor.failure { throw failure }
      contactPlace.isOpen = false
    }
  }

  private mutating func readContact(_ key: YAMLValue, isMerged: Bool) {
    let entry = key.entry
    let value = YAMLValue(entry, at: entry.after(key.index))
    guard entry.kind(key.index) == .scalar else { return reportComplexKey(key.event) }
    if entry.isMergeKey(key.index) {
      for mapping in mergedMappings(value) {
        for (key, _) in mapping.pairs { readContact(key, isMerged: true) }
      }
      return
    }
    if !isMerged { contactPlace = (Int(entry.start(key.index).line), true) }
    draft.begin(entry)
    contactKey = key
    defer { contactKey = nil }
    let isNamed =
      isUsualKey(entry.text(key.index)) || acceptsContactKey(Key(key.event, isMerged: isMerged))
    if entry.kind(value.index) == .mappingStart {
      if !entry.isUsual { _ = acceptsTag(value.event) }
      readContactFields(entry, from: value.index + 1, isMerged: false, of: .contact)
    } else if value.event.isNull {
      warnOfComment(after: value.event, isText: false)
    } else {
      return reportContactShape(key, value.event)
    }
    if isNamed, !isCut { finish(key, isMerged: isMerged) }
  }

  private mutating func reportContactShape(_ key: YAMLValue, _ event: YAMLEvent) {
    warnOfComment(after: event, isText: true)
    report(
      .error,
      .wrongShape,
      "A contact is a mapping; this is \(Self.noun(event)).",
      Span(event),
      hint: ShapeHint.contact(key.event.string, event)
    )
  }

  /// Whether nothing can be wrong with that key, by a look at its bytes.
  private func isUsualKey(_ key: YAMLBytes) -> Bool {
    guard let first = key.first, let last = key.last, key.count <= Address.maximumKeyLength else {
      return false
    }
    return first > 0x20 && first < 0x7F && last > 0x20 && last < 0x7F && UsualText.isReadable(key)
  }

  /// Reports a key that cannot be one, and notes one that holds what nobody sees.
  private mutating func acceptsContactKey(_ key: Key) -> Bool {
    guard Self.address(key.text) != nil else {
      contactKey = nil
      reportContactKey(key)
      return false
    }
    if let unseen = UnseenCharacter.first(in: key.text) {
      result.doubtfulKeys.append(DoubtfulKey(key: key, unseen: unseen, file: file))
    }
    return true
  }

  private mutating func reportContactKey(_ key: Key) {
    if reportIndentation(key) { return }
    report(
      .error,
      .wrongContactKey,
      "\(quoted(key.text)) cannot be the key of a contact.",
      key.span,
      hint: UnseenCharacter.first(in: key.text).map { "Remove \($0.name) from it." }
        ?? "A key is 1 to \(Address.maximumKeyLength) bytes of text, without control characters "
        + "or white space around it."
    )
  }

  private static func address(_ key: String) -> Address? {
    guard let first = key.utf8.first, let last = key.utf8.last, first > 0x20, last > 0x20 else {
      return nil
    }
    if first >= 0x80 || last >= 0x80 {
      let scalars = key.unicodeScalars
      let isSpaced = [scalars.first, scalars.last].contains { $0?.properties.isWhitespace == true }
      if isSpaced { return nil }
    }
    return Address(key: key)
  }

  /// Reads the fields of a mapping into `draft`; its first key is the event at `start`.
  mutating func readContactFields(
    _ entry: YAMLEntry,
    from start: Int,
    isMerged: Bool,
    of owner: Owner
  ) {
    var index = start
    while entry.kind(index) != .mappingEnd {
      let key = index
      let value = entry.after(key)
      index = entry.after(value)
      guard entry.kind(key) == .scalar else {
        reportComplexKey(entry[key])
        continue
      }
      // What an alias brings in was checked where it is written.
      let source = Source(isMerged: isMerged, isQuiet: isMerged && entry.isAliased(key))
      let (name, content) = (YAMLValue(entry, at: key), YAMLValue(entry, at: value))
      switch keys.key(entry.text(key)) {
      case .field(let field): readField(field, name, content, source, of: owner)
      case .company: readCompanyName(name, content, source)
      case .custom: readCustom(name, content, source)
      case .protect: readProtection(name, content, source)
      case .ignore: readIgnored(name, content, source)
      case nil: readOther(name, content, source, of: owner)
      }
    }
  }

  /// Reads a merge key; reports any other that is no field.
  private mutating func readOther(
    _ key: YAMLValue,
    _ value: YAMLValue,
    _ source: Source,
    of owner: Owner
  ) {
    if key.entry.isMergeKey(key.index) {
      for mapping in mergedMappings(value) {
        readContactFields(key.entry, from: mapping.index + 1, isMerged: true, of: owner)
      }
    } else if !source.isQuiet {
      let event = value.event
      reportUnknownField(
        Key(key.event, isMerged: source.isMerged),
        isBare: event.isNull && event.text.isEmpty
      )
    }
  }

  /// Where a key of a contact comes from.
  struct Source {
    /// A merge key brought it in.
    let isMerged: Bool
    /// Its problems were reported where it is written.
    let isQuiet: Bool
  }

  /// Whether a key that is given already is to be read again: not when it is doubled, nor when a merge key
  /// brings in what is there.
  mutating func admits(
    _ key: YAMLValue,
    _ source: Source,
    wasMerged: Bool,
    first: ContactDraft.Slot
  ) -> Bool {
    if source.isMerged { return false }
    if wasMerged { return true }
    reportDuplicate(key.event.string, Span(key.event), first: Span(key.entry[first.key]))
    return false
  }

  private mutating func readField(
    _ field: Field,
    _ key: YAMLValue,
    _ value: YAMLValue,
    _ source: Source,
    of owner: Owner
  ) {
    if draft.given.contains(field) {
      let wasMerged = draft.merged.contains(field)
      guard admits(key, source, wasMerged: wasMerged, first: draft.slot(field)) else { return }
    }
    draft.begin(field, key: key.index, value: value.index, isMerged: source.isMerged)
    if value.entry.isText(value.index),
      UsualText.isUsual(value.entry.text(value.index), for: field.kind),
      field.kind != .emailList, owner == .contact
    {
      draft.set(field)
    } else {
      readUnusual(field, key, value.event, value, source, of: owner)
    }
  }

  /// Reads a value that needs a closer look.
  private mutating func readUnusual(
    _ field: Field,
    _ key: YAMLValue,
    _ event: YAMLEvent,
    _ value: YAMLValue,
    _ source: Source,
    of owner: Owner
  ) {
    if !source.isQuiet {
      warnOfComment(after: event, isText: [.text, .phone].contains(field.kind))
    }
    if event.isNull { return draft.setNull(field) }
    if owner == .defaults, field.role.contains(.identifier) {
      report(
        .error,
        .identifierInDefaults,
        "`\(field.name)` identifies one contact, so that it cannot be a default.",
        Span(key.event),
        hint: "Move it to the contact."
      )
      return draft.setBroken(field)
    }
    if field == .additionalEmails { return readEmails(field, value, isQuiet: source.isQuiet) }
    guard case .scalar = event.kind else {
      report(
        .error,
        .wrongShape,
        "`\(field.name)` is one text; this is \(Self.noun(event)).",
        Span(event),
        hint: "Write one text, as in `\(field.name): \(field.example)`."
      )
      return draft.setBroken(field)
    }
    guard acceptsTag(event), !event.text.isEmpty else {
      if event.text.isEmpty, !source.isQuiet { reportEmpty(field.name, Span(event)) }
      return draft.setBroken(field)
    }
    draft.set(field)
    if source.isQuiet { return }
    reportConflict(in: event)
    let isBlock = event.style == .literal || event.style == .folded
    for problem in ValueCheck.problems(of: field, event.text, isBlock: isBlock) {
      report(problem, Span(event))
    }
  }

  /// `isBare`: nothing is written for a value, as after the comma of `jobTitle: VP, Sales` in braces.
  private mutating func reportUnknownField(_ key: Key, isBare: Bool) {
    if reportIndentation(key) { return }
    let name = key.text
    let custom = "Custom fields stand under `custom`"
    let hint =
      switch name {
      case "contactId", "id", "_id": "Remove it: the contact's id in the CRM is kept in the state."
      default:
        unseenHint(name, among: ContactKey.names)
          ?? FieldSuggestion.key(for: name).map { "Did you mean `\($0)`? \(custom)." }
          ?? (isBare
            ? "Quote the value before it when the comma belongs to that. \(custom)."
            : "\(custom): `custom: {\(name.prefix(40)): …}`.")
      }
    report(
      .error,
      .unknownField,
      "The field \(quoted(name)) is not known.",
      key.span,
      hint: hint
    )
  }
}
