import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  /// A scalar of a section that is not about one contact.
  enum Scalar {
    case null
    /// Reported already.
    case broken
    case text(String, Span)
  }

  /// The value of `key`, which is one text.
  mutating func scalar(_ key: Key, _ value: YAMLValue, hint: String) -> Scalar {
    let event = value.event
    guard event.kind == .scalar else {
      report(
        .error,
        .wrongShape,
        "`\(key.text)` is one text; this is \(Self.noun(event)).",
        Span(event),
        hint: hint
      )
      return .broken
    }
    warnOfComment(after: event, isText: false)
    if event.isNull { return .null }
    guard acceptsTag(event) else { return .broken }
    return .text(event.string, Span(event))
  }

  mutating func readSettings(_ key: Key, _ value: YAMLValue) {
    var settings = ManifestSettings()
    guard isMapping(value, of: key, hint: "Write `settings: {onRemove: forget}`.") else { return }
    forEachEntry(of: value) { parser, key, value in
      switch key.text {
      case "onRemove":
        if let policy = parser.removalPolicy(key, value) { settings.onRemove = policy }
      case "limits":
        if let limits = parser.limits(key, value) { settings.limits = limits }
      default:
        parser.reportUnknown(
          key,
          among: ["onRemove", "limits"],
          fallback: "The settings are `onRemove` and `limits`."
        )
      }
    }
    if !isFinal, !isCut { shared.declare(settings, at: Place(file: file, span: key.span)) }
  }

  private mutating func removalPolicy(_ key: Key, _ value: YAMLValue) -> RemovalPolicy? {
    let names = RemovalPolicy.allCases.map(\.rawValue)
    guard case .text(let text, let span) = scalar(key, value, hint: "Write `onRemove: forget`.")
    else { return nil }
    if let policy = RemovalPolicy(rawValue: text) { return policy }
    report(
      .error,
      .wrongSetting,
      "\(quoted(text)) is no value of `onRemove`.",
      span,
      hint: "Write \(alternatives(names))."
    )
    return nil
  }

  private mutating func limits(_ key: Key, _ value: YAMLValue) -> ChangeLimits? {
    var limits = ChangeLimits()
    guard isMapping(value, of: key, hint: "Write `limits: {update: 30%, delete: 5}`.") else {
      return nil
    }
    forEachEntry(of: value) { parser, key, value in
      switch key.text {
      case "create": limits.create = parser.limit(key, value)
      case "update": limits.update = parser.limit(key, value)
      case "forget": limits.forget = parser.limit(key, value)
      case "delete": limits.delete = parser.limit(key, value)
      default:
        parser.reportUnknown(
          key,
          among: ["create", "update", "forget", "delete"],
          synonyms: ["remove": "delete", "add": "create", "change": "update"],
          fallback: "Limits are `create`, `update`, `forget` and `delete`."
        )
      }
    }
    return limits
  }

  private mutating func limit(_ key: Key, _ value: YAMLValue) -> ChangeLimit? {
    let hint = "Write a count such as `5`, or a share such as `30%`."
    guard case .text(let text, let span) = scalar(key, value, hint: hint) else { return nil }
    if let limit = ChangeLimit(text) { return limit }
    report(
      .error,
      .wrongLimit,
      "\(quoted(text)) is neither a count nor a share of 0% to 100%.",
      span,
      hint: hint
    )
    return nil
  }
}
