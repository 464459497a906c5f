import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  mutating func readCustom(
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
    } else if case .mappingStart = event.kind {
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
      if case .mappingEnd = event.kind { return }
      guard case .scalar = event.kind else {
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
    guard let declared = try customType(key, event, isQuiet: isQuiet) else { return }
    if !isQuiet {
      warnOfComment(
        after: event,
        isText: declared.type.map { [.text, .phone].contains($0) } ?? true
      )
    }
    guard case .scalar = event.kind else {
      report(
        .error,
        .wrongShape,
        "A custom value is one text, number or boolean; this is \(Self.noun(event)).",
        Span(event),
        hint: "Write one value."
      )
      return try cursor.skip(event)
    }
    switch event.tag {
    case .other, .mapping, .sequence, .merge:
      _ = acceptsTag(event)
      return
    default: break
    }
    switch CustomValueCheck.outcome(key.text, event, declared: declared.type) {
    case .null: return
    case .problem(let problem): if !isQuiet { report(problem, Span(event)) }
    case .value(let value):
      entry.value = value
      guard !isQuiet, value.string != nil else { return }
      reportConflict(in: event)
      let isBlock = event.style == .literal || event.style == .folded
      let (name, scan) = ("custom.\(key.text)", TextScan(event.text))
      let problem =
        ValueCheck.common(
          name,
          event.text,
          scan,
          allowsBreaks: true,
          isStrict: false,
          isBlock: isBlock
        ) ?? ValueCheck.unseen(name, scan)
      if let problem { report(problem, Span(event)) }
    }
  }

  /// A name that can be a custom field's.
  private struct CustomName {
    /// As declared so far.
    let type: CustomFieldType?
  }

  /// `nil` when the name cannot be used, which has been reported; the value has been read then.
  private mutating func customType(
    _ key: Key,
    _ event: YAMLEvent,
    isQuiet: Bool
  ) throws(YAMLError) -> CustomName? {
    if let known = customNames[key.text] { return CustomName(type: known) }
    if reportAsField(key) {
      try cursor.skip(event)
      return nil
    }
    guard Self.isName(key.text) else {
      reportName(key.text, "custom field", key.span)
      try cursor.skip(event)
      return nil
    }
    if let type = shared.fields[key.text]?.type {
      customNames[key.text] = type
      return CustomName(type: type)
    }
    noteUndeclared(key, isQuiet: isQuiet)
    return CustomName(type: nil)
  }

  /// Asks for a second reading, in which all is declared; there, says that the name is not.
  ///
  /// `prefix` stands before the name where it is written.
  mutating func noteUndeclared(_ key: Key, prefix: String = "", isQuiet: Bool) {
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
      hint: suggestion.map { "Did you mean `\(prefix)\($0)`?" }
        ?? "Declare it: `fields: {\(key.text): text}`."
    )
  }
}
