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

  /// Reads the value of `key`, which is one text.
  mutating func readScalar(_ key: Key, hint: String) throws(YAMLError) -> Scalar {
    let event = try cursor.next()
    guard event.kind == .scalar else {
      report(
        .error,
        .wrongShape,
        "`\(key.text)` is one text; this is \(Self.noun(event)).",
        Span(event),
        hint: hint
      )
      try cursor.skip(event)
      return .broken
    }
    warnOfComment(after: event, isText: false)
    if event.isNull { return .null }
    guard acceptsTag(event) else { return .broken }
    return .text(event.string, Span(event))
  }

  mutating func readSettings(_ key: Key) throws(YAMLError) {
    var settings = ManifestSettings()
    guard try openMapping(key, hint: "Write `settings: {onRemove: forget}`.") else { return }
    try readEntries { (parser, key) throws(YAMLError) in
      switch key.text {
      case "onRemove":
        if let policy = try parser.readRemovalPolicy(key) { settings.onRemove = policy }
      case "limits":
        if let limits = try parser.readLimits(key) { settings.limits = limits }
      default:
        parser.reportUnknown(
          key,
          among: ["onRemove", "limits"],
          fallback: "The settings are `onRemove` and `limits`."
        )
        try parser.cursor.skip(try parser.cursor.next())
      }
    }
    if !isFinal { shared.declare(settings, at: Place(file: file, span: key.span)) }
  }

  private mutating func readRemovalPolicy(_ key: Key) throws(YAMLError) -> RemovalPolicy? {
    let names = RemovalPolicy.allCases.map(\.rawValue)
    guard case .text(let text, let span) = try readScalar(key, hint: "Write `onRemove: forget`.")
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

  private mutating func readLimits(_ key: Key) throws(YAMLError) -> ChangeLimits? {
    var limits = ChangeLimits()
    guard try openMapping(key, hint: "Write `limits: {update: 30%, delete: 5}`.") else {
      return nil
    }
    try readEntries { (parser, key) throws(YAMLError) in
      switch key.text {
      case "create": limits.create = try parser.readLimit(key)
      case "update": limits.update = try parser.readLimit(key)
      case "forget": limits.forget = try parser.readLimit(key)
      case "delete": limits.delete = try parser.readLimit(key)
      default:
        parser.reportUnknown(
          key,
          among: ["create", "update", "forget", "delete"],
          synonyms: ["remove": "delete", "add": "create", "change": "update"],
          fallback: "Limits are `create`, `update`, `forget` and `delete`."
        )
        try parser.cursor.skip(try parser.cursor.next())
      }
    }
    return limits
  }

  private mutating func readLimit(_ key: Key) throws(YAMLError) -> ChangeLimit? {
    let hint = "Write a count such as `5`, or a share such as `30%`."
    guard case .text(let text, let span) = try readScalar(key, hint: hint) else { return nil }
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
