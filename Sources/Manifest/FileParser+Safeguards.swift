import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  /// Reads the value of `protect`: true, false, or null, which drops a default.
  mutating func readProtection(
    _ key: Span,
    isMerged: Bool,
    isQuiet: Bool
  ) throws(YAMLError) {
    guard
      admits(
        "protect",
        key,
        isMerged: isMerged,
        isGiven: draft.protection.isGiven,
        wasMerged: draft.protection.isMerged,
        first: draft.protection.slot.key
      )
    else { return try cursor.skip(try cursor.next()) }
    draft.protection = .given(key, isMerged: isMerged)
    draft.isProtected = nil
    let event = try cursor.next()
    if event.isNull { return }
    if event.kind == .scalar, case .boolean(let flag) = YAMLScalarType(event) {
      draft.isProtected = flag
      return
    }
    if !isQuiet {
      report(
        .error,
        .wrongShape,
        "`protect` is true or false; this is \(Self.noun(event)).",
        Span(event),
        hint: "Write `protect: true`, without quotes."
      )
    }
    try cursor.skip(event)
  }

  /// Reads the value of `ignore`: a list of fields, or null, which drops a default.
  mutating func readIgnored(
    _ key: Span,
    isMerged: Bool,
    isQuiet: Bool
  ) throws(YAMLError) {
    guard
      admits(
        "ignore",
        key,
        isMerged: isMerged,
        isGiven: draft.ignoring.isGiven,
        wasMerged: draft.ignoring.isMerged,
        first: draft.ignoring.slot.key
      )
    else { return try cursor.skip(try cursor.next()) }
    draft.ignoring = .given(key, isMerged: isMerged)
    draft.ignoredKeys.removeAll()
    let event = try cursor.next()
    if event.isNull {
      draft.ignoring.isNull = true
      return
    }
    guard event.kind == .sequenceStart, acceptsTag(event) else {
      if event.kind != .sequenceStart, !isQuiet {
        report(
          .error,
          .wrongShape,
          "`ignore` is a list; this is \(Self.noun(event)).",
          Span(event),
          hint: "Write `ignore: [\(event.kind == .scalar ? event.string : "phone")]`."
        )
      }
      return try cursor.skip(event)
    }
    while true {
      let item = try cursor.next()
      if item.kind == .sequenceEnd { break }
      if item.kind == .scalar {
        addIgnored(item.string, Span(item), isQuiet: isQuiet)
      } else {
        reportIgnored("An item of `ignore` is a field; this is \(Self.noun(item)).", item, isQuiet)
        try cursor.skip(item)
      }
    }
  }

  private mutating func addIgnored(_ name: String, _ span: Span, isQuiet: Bool) {
    if name == "company" {
      for field in ContactField.companyLinks { draft.ignore(.field(field)) }
    } else if let key = AttributeKey(name), !FieldSet.identifiers.contains(key) {
      draft.ignore(key)
    } else if !isQuiet {
      let isKnown = AttributeKey(name) != nil
      report(
        .error,
        isKnown ? .wrongShape : .unknownField,
        isKnown
          ? "`\(name)` says who the contact is, so that it cannot be ignored."
          : "The field \(quoted(name)) is not known.",
        span,
        hint: isKnown
          ? "Remove it from the list."
          : FieldSuggestion.key(for: name).map { "Did you mean `\($0)`?" }
            ?? "Write a field, such as `phone`, or `custom.` and a name."
      )
    }
  }

  private mutating func reportIgnored(_ message: String, _ event: YAMLEvent, _ isQuiet: Bool) {
    if isQuiet { return }
    report(.error, .wrongShape, message, Span(event), hint: "Write fields, as in `[phone]`.")
  }
}

extension FieldSet {
  fileprivate func contains(_ key: AttributeKey) -> Bool { key.field.map(contains) ?? false }
}
