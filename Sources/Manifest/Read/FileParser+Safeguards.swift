import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  /// Reads the value of `protect`: true, false, or null, which drops a default.
  mutating func readProtection(_ key: YAMLValue, _ value: YAMLValue, _ source: Source) {
    if draft.protection.isGiven {
      let wasMerged = draft.protection.isMerged
      guard admits(key, source, wasMerged: wasMerged, first: draft.protection.slot) else { return }
    }
    draft.protection = ContactDraft.Extra(key, value, isMerged: source.isMerged)
    draft.isProtected = nil
    let event = value.event
    if event.isNull { return }
    if event.kind == .scalar, case .boolean(let flag) = YAMLScalarType(event) {
      draft.isProtected = flag
    } else if !source.isQuiet {
      report(
        .error,
        .wrongShape,
        "`protect` is true or false; this is \(Self.noun(event)).",
        Span(event),
        hint: "Write `protect: true`, without quotes."
      )
    }
  }

  /// Reads the value of `ignore`: a list of fields, or null, which drops a default.
  mutating func readIgnored(_ key: YAMLValue, _ value: YAMLValue, _ source: Source) {
    if draft.ignoring.isGiven {
      let wasMerged = draft.ignoring.isMerged
      guard admits(key, source, wasMerged: wasMerged, first: draft.ignoring.slot) else { return }
    }
    draft.ignoring = ContactDraft.Extra(key, value, isMerged: source.isMerged)
    draft.ignoredKeys.removeAll()
    let event = value.event
    if event.isNull {
      draft.ignoring.isNull = true
      return
    }
    guard event.kind == .sequenceStart, acceptsTag(event) else {
      if event.kind != .sequenceStart, !source.isQuiet {
        report(
          .error,
          .wrongShape,
          "`ignore` is a list; this is \(Self.noun(event)).",
          Span(event),
          hint: "Write `ignore: [\(event.kind == .scalar ? event.string : "phone")]`."
        )
      }
      return
    }
    var seen: Set<AttributeKey> = []
    for item in value.content {
      let item = item.event
      if item.kind == .scalar {
        let keys = ignoredKeys(item.string, Span(item), isQuiet: source.isQuiet)
        draft.ignoredKeys += keys.filter { seen.insert($0).inserted }
      } else if !source.isQuiet {
        reportIgnored("An item of `ignore` is a field; this is \(Self.noun(item)).", item)
      }
    }
  }

  /// What an item stands for; nothing when it was reported.
  private mutating func ignoredKeys(
    _ name: String,
    _ span: Span,
    isQuiet: Bool
  ) -> [AttributeKey] {
    if name == "company" { return ResourceType.contact.references.map { .field($0) } }
    guard let key = AttributeKey(name) else {
      if isQuiet { return [] }
      report(
        .error,
        .unknownField,
        "The field \(quoted(name)) is not known.",
        span,
        hint: FieldSuggestion.key(for: name).map { "Did you mean `\($0)`?" }
          ?? "Write a field, such as `phone`, or `custom.` and a name."
      )
      return []
    }
    guard let field = key.field else {
      checkIgnoredCustom(key.name, span, isQuiet: isQuiet)
      return [key]
    }
    guard FieldSet.identifiers.contains(field) else { return [key] }
    if isQuiet { return [] }
    report(
      .error,
      .wrongShape,
      "`\(name)` says who the contact is, so that it cannot be ignored.",
      span,
      hint: "Remove it from the list."
    )
    return []
  }

  /// As the names under `custom` are checked.
  private mutating func checkIgnoredCustom(_ name: String, _ span: Span, isQuiet: Bool) {
    if customNames[name] != nil || shared.fields[name] != nil { return }
    if name == "contactId" || ResourceType.contact.field(named: name) != nil {
      if isQuiet { return }
      report(
        .error,
        .customIsField,
        "`\(name)` is a field of the API's, not a custom field.",
        span,
        hint: name == "contactId" ? "Remove it from the list." : "Write `\(name)`."
      )
    } else if !Self.isName(name) {
      if !isQuiet { reportName(name, "custom field", span) }
    } else {
      let key = Key(text: name, span: span, isMerged: false)
      noteUndeclared(key, prefix: "custom.", isQuiet: isQuiet)
    }
  }

  private mutating func reportIgnored(_ message: String, _ event: YAMLEvent) {
    report(.error, .wrongShape, message, Span(event), hint: "Write fields, as in `[phone]`.")
  }
}
