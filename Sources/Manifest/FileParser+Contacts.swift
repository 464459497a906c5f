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
    if try !readContactsInParts() { try readContacts(isMerged: false) }
    contactsLine = nil
  }

  mutating func readContacts(isMerged: Bool) throws(YAMLError) {
    let usual =
      isMerged || !width.usesShortcuts
      ? nil : UsualContact(file: file, defaults: defaults, shared: shared, keys: keys)
    while true {
      if let usual, readUsual(usual) { continue }
      let event = try cursor.next()
      if case .mappingEnd = event.kind { return }
      guard case .scalar = event.kind else {
        try skipComplexKey(event)
        continue
      }
      if event.isMergeKey {
        try readMerge { (parser) throws(YAMLError) in try parser.readContacts(isMerged: true) }
        continue
      }
      if !isMerged { contactPlace = (Int(event.start.line), true) }
      try readContact(Key(text: event.string, span: Span(event), isMerged: isMerged))
      contactPlace.isOpen = false
      address = nil
    }
  }

  /// Reads the next contact, when it needs no closer look.
  private mutating func readUsual(_ usual: UsualContact) -> Bool {
    guard let entry = cursor.entry(), usual.read(entry, customNames, into: contacts) else {
      return false
    }
    let index = result.contacts.count + contacts.count - 1
    for field in usual.identifiers {
      result.identities.add(field, usual.text(field, in: entry), contact: index)
    }
    cursor.skipEntry(entry)
    return true
  }

  private mutating func readContact(_ key: Key) throws(YAMLError) {
    draft.reset()
    let contact = Self.address(key.text)
    address = contact
    if contact == nil {
      reportContactKey(key)
    } else if let unseen = UnseenCharacter.first(in: key.text) {
      result.doubtfulKeys.append(DoubtfulKey(key: key, unseen: unseen, file: file))
    }
    let event = try cursor.next()
    if case .mappingStart = event.kind {
      _ = acceptsTag(event)
      try readContactFields(isMerged: false, of: .contact)
    } else if event.isNull {
      warnOfComment(after: event, isText: false)
    } else {
      report(
        .error,
        .wrongShape,
        "A contact is a mapping; this is \(Self.noun(event)).",
        Span(event),
        hint: ShapeHint.contact(key.text, event)
      )
      try cursor.skip(event)
      return
    }
    if let contact { finish(contact, key) }
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

  /// Reads the fields of a mapping that has been opened, to its end, into `draft`.
  mutating func readContactFields(isMerged: Bool, of owner: Owner) throws(YAMLError) {
    while true {
      let event = try cursor.next()
      if case .mappingEnd = event.kind { return }
      guard case .scalar = event.kind else {
        try skipComplexKey(event)
        continue
      }
      // What an alias brings in was checked where it is written.
      let isQuiet = isMerged && event.isAliased
      switch keys.key(event.text) {
      case .field(let field):
        try readField(field, Span(event), isMerged: isMerged, isQuiet: isQuiet, of: owner)
      case .company: try readCompanyName(Span(event), isMerged: isMerged, isQuiet: isQuiet)
      case .custom: try readCustom(Span(event), isMerged: isMerged, isQuiet: isQuiet)
      case .protect: try readProtection(Span(event), isMerged: isMerged, isQuiet: isQuiet)
      case .ignore: try readIgnored(Span(event), isMerged: isMerged, isQuiet: isQuiet)
      case nil:
        if event.isMergeKey {
          try readMerge { (parser) throws(YAMLError) in
            try parser.readContactFields(isMerged: true, of: owner)
          }
        } else {
          let key = Key(text: event.string, span: Span(event), isMerged: isMerged)
          let value = try cursor.next()
          if !isQuiet { reportUnknownField(key, isBare: value.isNull && value.text.isEmpty) }
          try cursor.skip(value)
        }
      }
    }
  }

  /// Whether a key is to be read: not when it is doubled, nor when a merge key brings in what is there.
  mutating func admits(
    _ name: String,
    _ span: Span,
    isMerged: Bool,
    isGiven: Bool,
    wasMerged: Bool,
    first: Span
  ) -> Bool {
    guard isGiven else { return true }
    if isMerged { return false }
    if wasMerged { return true }
    reportDuplicate(name, span, first: first)
    return false
  }

  private mutating func readField(
    _ field: ContactField,
    _ key: Span,
    isMerged: Bool,
    isQuiet: Bool,
    of owner: Owner
  ) throws(YAMLError) {
    if draft.given.contains(field) {
      guard
        admits(
          field.name,
          key,
          isMerged: isMerged,
          isGiven: true,
          wasMerged: draft.merged.contains(field),
          first: draft.slot(field).key
        )
      else { return try cursor.skip(try cursor.next()) }
    }
    let event = try cursor.next()
    draft.begin(field, key: key, value: Span(event), isMerged: isMerged)
    if !isQuiet { warnOfComment(after: event, isText: [.text, .phone].contains(field.kind)) }
    if event.isNull { return draft.setNull(field) }
    if owner == .defaults, field.role.contains(.identifier) {
      report(
        .error,
        .identifierInDefaults,
        "`\(field.name)` identifies one contact, so that it cannot be a default.",
        key,
        hint: "Move it to the contact."
      )
      draft.setBroken(field)
      return try cursor.skip(event)
    }
    if field == .additionalEmails { return try readEmails(field, event, isQuiet: isQuiet) }
    guard case .scalar = event.kind else {
      report(
        .error,
        .wrongShape,
        "`\(field.name)` is one text; this is \(Self.noun(event)).",
        Span(event),
        hint: "Write one text, as in `\(field.name): \(field.definition.example)`."
      )
      draft.setBroken(field)
      return try cursor.skip(event)
    }
    guard acceptsTag(event), !event.text.isEmpty else {
      if event.text.isEmpty, !isQuiet { reportEmpty(field.name, Span(event)) }
      return draft.setBroken(field)
    }
    draft.set(field, event.text)
    if isQuiet { return }
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
