import Diagnostics
import Model
import YAMLEvents

/// Reads the section `fields`, in which custom fields are declared.
struct CustomFieldsReader {
  let reports: FileReports
  let shared: SharedDeclarations
  private var mappings: MappingReader { MappingReader(reports: reports) }

  init(reports: FileReports, shared: SharedDeclarations) {
    (self.reports, self.shared) = (reports, shared)
  }

  /// What the section declares, by name.
  func fields(_ key: Key, _ value: YAMLValue) -> [String: SharedDeclarations.Field] {
    guard
      mappings.isMapping(
        value.event,
        of: key,
        hint: "Write names with their types, as in `fields: {tier: text}`."
      )
    else { return [:] }
    // Written out after, and so instead of, merged in.
    var declared: [String: SharedDeclarations.Field] = [:]
    for (key, value) in mappings.entries(of: value) {
      guard let type = type(key, value) else { continue }
      declared[key.text] = SharedDeclarations.Field(type: type, place: reports.place(key.span))
    }
    return declared
  }

  private func type(_ key: Key, _ value: YAMLValue) -> CustomFieldType? {
    let names = CustomFieldType.allCases.map(\.rawValue)
    let scalar = mappings.scalar(key, value, hint: "Write the type: \(alternatives(names)).")
    guard !Self.reportAsField(key, reports),
      reports.acceptsName(key.text, of: "custom field", key.span)
    else { return nil }
    reports.warnOfUnseen(in: key.text, "custom field", key.span)
    switch scalar {
    case .broken: break
    case .null:
      reports.report(
        .error,
        .wrongFieldType,
        "The custom field \(quoted(key.text)) has no type.",
        key.span,
        hint: "Write the type: \(alternatives(names))."
      )
    case .text(let text, let span):
      if let type = CustomFieldType(rawValue: text) { return type }
      let suggestion =
        Self.typeSynonyms[text.lowercased()] ?? Suggestion.nearest(to: text, among: names)
      reports.report(
        .error,
        .wrongFieldType,
        "\(quoted(text)) is no type of custom fields.",
        span,
        hint: (suggestion.map { "Did you mean `\($0)`? " } ?? "")
          + "The types are \(enumeration(names))."
      )
    }
    shared.isIncomplete = true
    return nil
  }

  private static let typeSynonyms = [
    "string": "text", "str": "text", "int": "number", "integer": "number", "float": "number",
    "double": "number", "bool": "boolean", "timestamp": "datetime", "tel": "phone",
  ]

  /// Reports the name of a custom field that is the API's own; `false` for another one.
  static func reportAsField(_ key: Key, _ reports: FileReports) -> Bool {
    let isReserved = key.text == "contactId"
    guard isReserved || ResourceType.contact.field(named: key.text) != nil else { return false }
    reports.report(
      .error,
      .customIsField,
      "`\(key.text)` is \(isReserved ? "the API's own" : "a field of the API's"), not a custom field.",
      key.span,
      hint: isReserved
        ? "Remove it: the contact's id is kept in the state."
        : "Write it directly under the contact, without `custom`."
    )
    return true
  }
}
