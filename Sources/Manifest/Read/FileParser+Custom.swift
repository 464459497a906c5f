import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  mutating func readCustom(_ key: YAMLValue, _ value: YAMLValue, _ source: Source) {
    if draft.custom.isGiven {
      let wasMerged = draft.custom.isMerged
      guard admits(key, source, wasMerged: wasMerged, first: draft.custom.slot) else { return }
    }
    draft.removeCustoms()
    draft.custom = ContactDraft.Extra(key, value, isMerged: source.isMerged)
    if value.entry.kind(value.index) == .mappingStart {
      if !value.entry.isUsual { _ = acceptsTag(value.event) }
      return readCustomFields(value, isMerged: false, isQuiet: source.isQuiet)
    }
    let event = value.event
    draft.custom.isNull = event.isNull
    guard !event.isNull else { return }
    report(
      .error,
      .wrongShape,
      "`custom` is a mapping; this is \(Self.noun(event)).",
      Span(event),
      hint: "Write names and values, as in `custom: {tier: gold}`."
    )
  }

  private mutating func readCustomFields(_ mapping: YAMLValue, isMerged: Bool, isQuiet: Bool) {
    for (key, value) in mapping.pairs {
      guard key.entry.kind(key.index) == .scalar else {
        reportComplexKey(key.event)
        continue
      }
      if key.entry.isMergeKey(key.index) {
        for mapping in mergedMappings(value) {
          readCustomFields(mapping, isMerged: true, isQuiet: isQuiet)
        }
        continue
      }
      let isQuiet = isQuiet || isMerged && key.entry.isAliased(key.index)
      readCustomField(key, value, Source(isMerged: isMerged, isQuiet: isQuiet))
    }
  }

  private mutating func readCustomField(_ key: YAMLValue, _ value: YAMLValue, _ source: Source) {
    let (entry, name) = (key.entry, key.entry.text(key.index))
    let known = draft.indexOfCustom(name)
    if let known {
      let first = draft.customs[known]
      guard admits(key, source, wasMerged: first.isMerged, first: first.slot) else { return }
    }
    var custom = ContactDraft.Custom(
      value: .none,
      slot: ContactDraft.Slot(key: key.index, value: value.index),
      isMerged: source.isMerged
    )
    if entry.isUsual, let type = customNames[name],
      let usual = UsualText.custom(
        entry.text(value.index),
        type,
        isPlain: entry.isPlain(value.index)
      ),
      entry.isText(value.index)
    {
      custom.value = usual
    } else {
      custom.value = unusual(Key(key.event, isMerged: source.isMerged), value.event, source)
    }
    draft.setCustom(custom, at: known)
  }

  /// A value that needs a closer look.
  private mutating func unusual(
    _ key: Key,
    _ event: YAMLEvent,
    _ source: Source
  ) -> ContactDraft.Custom.Value {
    guard let declared = customType(key, isQuiet: source.isQuiet) else { return .none }
    if !source.isQuiet {
      let isText = declared.type.map { [.text, .phone].contains($0) } ?? true
      warnOfComment(after: event, isText: isText)
    }
    guard case .scalar = event.kind else {
      report(
        .error,
        .wrongShape,
        "A custom value is one text, number or boolean; this is \(Self.noun(event)).",
        Span(event),
        hint: "Write one value."
      )
      return .none
    }
    switch event.tag {
    case .other, .mapping, .sequence, .merge:
      _ = acceptsTag(event)
      return .none
    default: break
    }
    switch CustomValueCheck.outcome(key.text, event, declared: declared.type) {
    case .null: return .none
    case .problem(let problem):
      if !source.isQuiet { report(problem, Span(event)) }
      return .none
    case .value(let value):
      if !source.isQuiet, value.string != nil { checkCustomText(key.text, event) }
      return .other(value)
    }
  }

  private mutating func checkCustomText(_ name: String, _ event: YAMLEvent) {
    reportConflict(in: event)
    let isBlock = event.style == .literal || event.style == .folded
    let (name, text) = ("custom.\(name)", event.string)
    let scan = TextScan(text)
    let problem =
      ValueCheck.common(
        name,
        text,
        scan,
        allowsBreaks: true,
        isStrict: false,
        isBlock: isBlock
      ) ?? ValueCheck.unseen(name, scan)
    if let problem { report(problem, Span(event)) }
  }

  /// A name that can be a custom field's.
  private struct CustomName {
    /// As declared so far.
    let type: CustomFieldType?
  }

  /// `nil` when the name cannot be used, which has been reported.
  private mutating func customType(_ key: Key, isQuiet: Bool) -> CustomName? {
    if let known = customNames[key.text] { return CustomName(type: known) }
    if reportAsField(key) { return nil }
    guard Self.isName(key.text) else {
      reportName(key.text, "custom field", key.span)
      return nil
    }
    if !isQuiet { warnOfUnseen(in: key.text, "custom field", key.span) }
    if let type = shared.fields[key.text]?.type {
      customNames.insert(key.text, type)
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
