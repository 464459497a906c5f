import Diagnostics
import Model
import YAMLEvents

/// Reads `protect` and `ignore` of a contact into a draft.
struct SafeguardReader {
  let reports: FileReports
  let references: FileReferences
  let draft: ContactDraft

  /// Reads the value of `protect`: true, false, or null, which drops a default.
  func readProtection(_ key: YAMLValue, _ value: YAMLValue, _ source: KeySource) {
    guard reports.admits(key, source, over: draft.protection) else { return }
    draft.protection = ContactDraft.Extra(key, value, isMerged: source.isMerged)
    draft.isProtected = nil
    let event = value.event
    if event.isNull { return }
    if event.kind == .scalar, case .boolean(let flag) = YAMLScalarType(event) {
      draft.isProtected = flag
    } else if !source.isQuiet {
      reports.reportShape(
        "`protect`",
        is: "true or false",
        event,
        hint: "Write `protect: true`, without quotes."
      )
    }
  }

  /// Reads the value of `ignore`: a list of fields, or null, which drops a default.
  func readIgnored(_ key: YAMLValue, _ value: YAMLValue, _ source: KeySource) {
    guard reports.admits(key, source, over: draft.ignoring) else { return }
    draft.ignoring = ContactDraft.Extra(key, value, isMerged: source.isMerged)
    draft.ignoredKeys.removeAll()
    let event = value.event
    if event.isNull {
      draft.ignoring.isNull = true
      return
    }
    guard event.kind == .sequenceStart, reports.acceptsTag(event) else {
      if event.kind != .sequenceStart, !source.isQuiet {
        reports.reportShape(
          "`ignore`",
          is: "a list",
          event,
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
        reports.reportShape(
          "An item of `ignore`",
          is: "a field",
          item,
          hint: "Write fields, as in `[phone]`."
        )
      }
    }
  }

  /// What an item stands for; nothing when it was reported.
  private func ignoredKeys(_ name: String, _ span: Span, isQuiet: Bool) -> [AttributeKey] {
    if name == "company" { return ResourceType.contact.references.map { .field($0) } }
    guard let key = AttributeKey(name) else {
      if isQuiet { return [] }
      reports.report(
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
      references.checkIgnored(key.name, span, isQuiet: isQuiet)
      return [key]
    }
    guard field.role.contains(.identifier) else { return [key] }
    if isQuiet { return [] }
    reports.report(
      .error,
      .wrongShape,
      "`\(name)` says who the contact is, so that it cannot be ignored.",
      span,
      hint: "Remove it from the list."
    )
    return []
  }
}
