import Diagnostics
import Model
import YAMLEvents

/// Reads the section `settings`.
struct SettingsReader {
  let reports: FileReports
  private var mappings: MappingReader { MappingReader(reports: reports) }

  init(reports: FileReports) { self.reports = reports }

  /// What the section says; `nil` when it is no mapping.
  func settings(_ key: Key, _ value: YAMLValue) -> ManifestSettings? {
    guard mappings.isMapping(value.event, of: key, hint: "Write `settings: {onRemove: forget}`.")
    else { return nil }
    var settings = ManifestSettings()
    for (key, value) in mappings.entries(of: value) {
      switch key.text {
      case "onRemove":
        if let policy = removalPolicy(key, value) { settings.onRemove = policy }
      case "limits":
        if let limits = limits(key, value) { settings.limits = limits }
      default:
        reports.reportUnknown(
          key,
          among: ["onRemove", "limits"],
          fallback: "The settings are `onRemove` and `limits`."
        )
      }
    }
    return settings
  }

  private func removalPolicy(_ key: Key, _ value: YAMLValue) -> RemovalPolicy? {
    guard
      case .text(let text, let span) = mappings.scalar(
        key,
        value,
        hint: "Write `onRemove: forget`."
      )
    else { return nil }
    if let policy = RemovalPolicy(rawValue: text) { return policy }
    reports.report(
      .error,
      .wrongSetting,
      "\(quoted(text)) is no value of `onRemove`.",
      span,
      hint: "Write \(alternatives(RemovalPolicy.allCases.map(\.rawValue)))."
    )
    return nil
  }

  private func limits(_ key: Key, _ value: YAMLValue) -> ChangeLimits? {
    guard
      mappings.isMapping(value.event, of: key, hint: "Write `limits: {update: 30%, delete: 5}`.")
    else { return nil }
    var limits = ChangeLimits()
    for (key, value) in mappings.entries(of: value) {
      switch key.text {
      case "create": limits.create = limit(key, value)
      case "update": limits.update = limit(key, value)
      case "forget": limits.forget = limit(key, value)
      case "delete": limits.delete = limit(key, value)
      default:
        reports.reportUnknown(
          key,
          among: ["create", "update", "forget", "delete"],
          synonyms: ["remove": "delete", "add": "create", "change": "update"],
          fallback: "Limits are `create`, `update`, `forget` and `delete`."
        )
      }
    }
    return limits
  }

  private func limit(_ key: Key, _ value: YAMLValue) -> ChangeLimit? {
    let hint = "Write a count such as `5`, or a share such as `30%`."
    guard case .text(let text, let span) = mappings.scalar(key, value, hint: hint) else {
      return nil
    }
    if let limit = ChangeLimit(text) { return limit }
    reports.report(
      .error,
      .wrongLimit,
      "\(quoted(text)) is neither a count nor a share of 0% to 100%.",
      span,
      hint: hint
    )
    return nil
  }
}
