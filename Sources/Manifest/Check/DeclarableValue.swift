package import Model
import Diagnostics
import YAMLEvents

/// Tells whether a manifest can hold a value just as it is.
package enum DeclarableValue {
  /// Why a manifest cannot hold that value of an API field: what reading it would say.
  ///
  /// - Returns: `nil` when it can, be it with a warning.
  package static func fault(_ text: String, of field: Field) -> String? {
    guard text.utf8.count <= YAMLLimits().scalarLength else { return tooLong }
    let problems = ValueCheck.problems(of: field, text, isBlock: false)
    return problems.first { $0.severity == .error }?.message
  }

  /// As above, of a custom field of that type.
  package static func fault(
    _ value: AttributeValue,
    ofCustom name: String,
    _ type: CustomFieldType
  ) -> String? {
    switch (type, value) {
    case (.number, .number), (.boolean, .boolean): return nil
    case (.text, .string(let text)), (.phone, .string(let text)): return fault(text, name)
    case (.date, .string(let text)):
      return CalendarText.isDate(text.utf8) ? nil : "It is no date such as 2024-01-31."
    case (.datetime, .string(let text)):
      return CalendarText.isDateTime(text.utf8)
        ? nil : "It is no time such as 2024-01-31T12:00:00Z."
    case (_, .number): return "It is a number, and the field is declared as \(type)."
    case (_, .boolean): return "It is true or false, and the field is declared as \(type)."
    default: return "It is a text, and the field is declared as \(type)."
    }
  }

  private static func fault(_ text: String, _ name: String) -> String? {
    guard text.utf8.count <= YAMLLimits().scalarLength else { return tooLong }
    let problem = ValueCheck.problem(ofCustom: name, text, isBlock: false)
    return problem?.severity == .error ? problem?.message : nil
  }

  private static let tooLong = "It is longer than 1 MiB."
}
