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
    try readContacts(isMerged: false)
  }

  private mutating func readContacts(isMerged: Bool) throws(YAMLError) {
    while true {
      let event = try cursor.next()
      if event.kind == .mappingEnd { return }
      guard event.kind == .scalar else {
        try skipComplexKey(event)
        continue
      }
      if event.isMergeKey {
        try readMerge { (parser) throws(YAMLError) in try parser.readContacts(isMerged: true) }
        continue
      }
      try readContact(Key(text: event.string, span: Span(event), isMerged: isMerged))
      address = nil
    }
  }

  private mutating func readContact(_ key: Key) throws(YAMLError) {
    draft.reset()
    let contact = Self.address(key.text)
    address = contact?.description
    if contact == nil {
      report(
        .error,
        .wrongContactKey,
        "\(quoted(key.text)) cannot be the key of a contact.",
        key.span,
        hint: "A key is 1 to \(Address.maximumKeyLength) bytes of text, without control characters "
          + "or white space around it."
      )
    }
    let event = try cursor.next()
    if event.kind == .mappingStart {
      _ = acceptsTag(event)
      try readContactFields(isMerged: false, of: .contact)
    } else if !event.isNull {
      report(
        .error,
        .wrongShape,
        "A contact is a mapping; this is \(Self.noun(event)).",
        Span(event),
        hint: event.kind == .scalar && event.text.contains(UInt8(ascii: "@"))
          ? "Write `{email: \(event.string)}`." : "Write fields, as in `{email: jane@example.com}`."
      )
      try cursor.skip(event)
      return
    }
    if let contact { finish(contact, key) }
  }

  private static func address(_ key: String) -> Address? {
    guard let first = key.unicodeScalars.first, let last = key.unicodeScalars.last,
      !first.properties.isWhitespace, !last.properties.isWhitespace
    else { return nil }
    return Address(key: key)
  }

  /// Reads the fields of a mapping that has been opened, to its end, into `draft`.
  mutating func readContactFields(isMerged: Bool, of owner: Owner) throws(YAMLError) {
    while true {
      let event = try cursor.next()
      if event.kind == .mappingEnd { return }
      guard event.kind == .scalar else {
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
      case nil:
        if event.isMergeKey {
          try readMerge { (parser) throws(YAMLError) in
            try parser.readContactFields(isMerged: true, of: owner)
          }
        } else {
          if !isQuiet { reportUnknownField(event) }
          try cursor.skip(try cursor.next())
        }
      }
    }
  }

  /// Whether a key is to be read: not when it is doubled, nor when a merge key brings in what is there.
  private mutating func admits(
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
    guard
      admits(
        field.name,
        key,
        isMerged: isMerged,
        isGiven: draft.given.contains(field),
        wasMerged: draft.merged.contains(field),
        first: draft.slot(field).key
      )
    else { return try cursor.skip(try cursor.next()) }
    let event = try cursor.next()
    draft.begin(field, key: key, value: Span(event), isMerged: isMerged)
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
    if field.kind == .emailList { return try readEmails(field, event, isQuiet: isQuiet) }
    guard event.kind == .scalar else {
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
    let isBlock = event.style == .literal || event.style == .folded
    for problem in ValueCheck.problems(of: field, event.text, isBlock: isBlock) {
      report(problem, Span(event))
    }
  }

  private mutating func readEmails(
    _ field: ContactField,
    _ event: YAMLEvent,
    isQuiet: Bool
  ) throws(YAMLError) {
    guard event.kind == .sequenceStart, acceptsTag(event) else {
      if event.kind != .sequenceStart {
        report(
          .error,
          .wrongShape,
          "`\(field.name)` is a list; this is \(Self.noun(event)).",
          Span(event),
          hint: event.kind == .scalar
            ? "Write `[\(event.string)]`." : "Write `[j.smith@example.org]`."
        )
      }
      draft.setBroken(field)
      return try cursor.skip(event)
    }
    let span = Span(event)
    var emails: [ContactDraft.Email] = []
    var isBroken = false
    while true {
      let item = try cursor.next()
      if item.kind == .sequenceEnd { break }
      guard item.kind == .scalar, !item.isNull, acceptsTag(item) else {
        report(
          .error,
          .wrongShape,
          "An item of `\(field.name)` is an email address; this is \(Self.noun(item)).",
          Span(item),
          hint: "Write an address, or remove the item."
        )
        isBroken = true
        try cursor.skip(item)
        continue
      }
      if item.text.isEmpty {
        reportEmpty(field.name, Span(item))
        isBroken = true
        continue
      }
      emails.append(ContactDraft.Email(text: item.string, span: Span(item)))
      guard !isQuiet else { continue }
      for problem in ValueCheck.problems(of: field, item.text, isBlock: false) {
        report(problem, Span(item))
      }
    }
    if emails.isEmpty, !isBroken, !isQuiet { reportEmpty(field.name, span) }
    if emails.isEmpty { draft.setBroken(field) } else { draft.set(field, emails) }
  }

  private mutating func readCompanyName(
    _ key: Span,
    isMerged: Bool,
    isQuiet: Bool
  ) throws(YAMLError) {
    guard
      admits(
        "company",
        key,
        isMerged: isMerged,
        isGiven: draft.company.isGiven,
        wasMerged: draft.company.isMerged,
        first: draft.company.slot.key
      )
    else { return try cursor.skip(try cursor.next()) }
    let event = try cursor.next()
    draft.companyName = nil
    draft.company = ContactDraft.Extra()
    draft.company.isGiven = true
    draft.company.isMerged = isMerged
    draft.company.slot.key = key
    draft.company.slot.value = Span(event)
    if event.isNull {
      draft.company.isNull = true
    } else if event.kind != .scalar {
      report(
        .error,
        .wrongShape,
        "`company` is a name from `companies`; this is \(Self.noun(event)).",
        Span(event),
        hint: "Declare the company under `companies`, and write its name here."
      )
      draft.company.isBroken = true
      try cursor.skip(event)
    } else if !acceptsTag(event) || event.text.isEmpty {
      if event.text.isEmpty, !isQuiet { reportEmpty("company", Span(event)) }
      draft.company.isBroken = true
    } else {
      draft.companyName = event.string
    }
  }

  private mutating func reportUnknownField(_ event: YAMLEvent) {
    let name = event.string
    let hint =
      switch name {
      case "contactId", "id", "_id": "Remove it: the contact's id in the CRM is kept in the state."
      default:
        FieldSuggestion.key(for: name).map {
          "Did you mean `\($0)`? Custom fields stand under `custom`."
        } ?? "Custom fields stand under `custom`: `custom: {\(name.prefix(40)): …}`."
      }
    report(
      .error,
      .unknownField,
      "The field \(quoted(name)) is not known.",
      Span(event),
      hint: hint
    )
  }

  private mutating func readCustom(
    _ key: Span,
    isMerged: Bool,
    isQuiet: Bool
  ) throws(YAMLError) {
    guard
      admits(
        "custom",
        key,
        isMerged: isMerged,
        isGiven: draft.custom.isGiven,
        wasMerged: draft.custom.isMerged,
        first: draft.custom.slot.key
      )
    else { return try cursor.skip(try cursor.next()) }
    draft.removeCustoms()
    draft.custom = ContactDraft.Extra()
    draft.custom.isGiven = true
    draft.custom.isMerged = isMerged
    draft.custom.slot.key = key
    let event = try cursor.next()
    if event.isNull {
      draft.custom.isNull = true
    } else if event.kind == .mappingStart {
      _ = acceptsTag(event)
      try readCustomFields(isMerged: false, isQuiet: isQuiet)
    } else {
      report(
        .error,
        .wrongShape,
        "`custom` is a mapping; this is \(Self.noun(event)).",
        Span(event),
        hint: "Write names and values, as in `custom: {tier: gold}`."
      )
      try cursor.skip(event)
    }
  }

  private mutating func readCustomFields(isMerged: Bool, isQuiet: Bool) throws(YAMLError) {
    while true {
      let event = try cursor.next()
      if event.kind == .mappingEnd { return }
      guard event.kind == .scalar else {
        try skipComplexKey(event)
        continue
      }
      if event.isMergeKey {
        try readMerge { (parser) throws(YAMLError) in
          try parser.readCustomFields(isMerged: true, isQuiet: isQuiet)
        }
        continue
      }
      let isQuiet = isQuiet || isMerged && event.isAliased
      try readCustomField(
        Key(text: event.string, span: Span(event), isMerged: isMerged),
        isQuiet: isQuiet
      )
    }
  }

  private mutating func readCustomField(_ key: Key, isQuiet: Bool) throws(YAMLError) {
    let first = draft.indexOfCustom(key.text).map { draft.customs[$0] }
    guard
      admits(
        key.text,
        key.span,
        isMerged: key.isMerged,
        isGiven: first != nil,
        wasMerged: first?.isMerged ?? false,
        first: first?.key ?? key.span
      )
    else { return try cursor.skip(try cursor.next()) }
    let event = try cursor.next()
    var entry = ContactDraft.Custom(
      name: key.text,
      value: nil,
      key: key.span,
      span: Span(event),
      isMerged: key.isMerged
    )
    defer { draft.setCustom(entry) }
    if reportAsField(key) { return try cursor.skip(event) }
    guard Self.isName(key.text) else {
      reportName(key.text, "custom field", key.span)
      return try cursor.skip(event)
    }
    let declared = shared.fields[key.text]?.type
    if declared == nil { noteUndeclared(key, isQuiet: isQuiet) }
    guard event.kind == .scalar else {
      report(
        .error,
        .wrongShape,
        "A custom value is one text, number or boolean; this is \(Self.noun(event)).",
        Span(event),
        hint: "Write one value."
      )
      return try cursor.skip(event)
    }
    if event.tag == .other || event.tag == .mapping || event.tag == .sequence {
      _ = acceptsTag(event)
      return
    }
    switch CustomValueCheck.outcome(key.text, event, declared: declared) {
    case .null: return
    case .problem(let problem): if !isQuiet { report(problem, Span(event)) }
    case .value(let value):
      entry.value = value
      guard !isQuiet, value.string != nil else { return }
      let isBlock = event.style == .literal || event.style == .folded
      let problem = ValueCheck.common(
        "custom.\(key.text)",
        event.text,
        TextScan(event.text),
        allowsBreaks: true,
        isStrict: false,
        isBlock: isBlock
      )
      if let problem { report(problem, Span(event)) }
    }
  }

  private mutating func noteUndeclared(_ key: Key, isQuiet: Bool) {
    guard isFinal else {
      if !result.missingFields.contains(key.text) { result.missingFields.insert(key.text) }
      return
    }
    guard !isQuiet, !shared.fields.isEmpty, !shared.isIncomplete else { return }
    let suggestion = shared.fieldLike(key.text)
    report(
      .error,
      .undeclaredField,
      "The custom field \(quoted(key.text)) is not declared under `fields`.",
      key.span,
      hint: suggestion.map { "Did you mean `\($0)`?" }
        ?? "Declare it: `fields: {\(key.text): text}`."
    )
  }
}
