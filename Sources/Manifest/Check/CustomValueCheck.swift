import Diagnostics
import Model
import YAMLEvents

/// Turns the values of custom fields into the type that is declared, or into what they look like.
enum CustomValueCheck {
  enum Outcome {
    case value(AttributeValue)
    /// The field is not managed here.
    case null
    case problem(ValueProblem)
  }

  /// What a value means for a field of that declared type; without one, the YAML 1.2 core schema
  /// decides.
  static func outcome(
    _ name: String,
    _ event: YAMLEvent,
    declared: CustomFieldType?
  ) -> Outcome {
    if event.isNull { return .null }
    guard !event.text.isEmpty else {
      return .problem(
        ValueProblem(
          .error,
          .emptyValue,
          "The value of `custom.\(name)` is empty; an empty value cannot clear a field.",
          hint: "Remove the key to stop managing the field, or write `null` to drop a default."
        )
      )
    }
    switch declared {
    case .text, .phone: return .value(.string(event.string))
    case .number: return number(name, event)
    case .boolean: return boolean(name, event)
    case .date: return date(name, event)
    case .datetime: return dateTime(name, event)
    case nil: return undeclared(name, event)
    }
  }

  private static func undeclared(_ name: String, _ event: YAMLEvent) -> Outcome {
    switch YAMLScalarType(event) {
    case .null: .null
    case .text: .value(.string(event.string))
    case .boolean(let flag): .value(.boolean(flag))
    case .integer, .float: number(name, event)
    }
  }

  private static func number(_ name: String, _ event: YAMLEvent) -> Outcome {
    switch YAMLScalarType(event) {
    case .null: return .null
    case .integer(let value?)
    where value.magnitude <= 9_007_199_254_740_992 && !isNegativeZero(value, event):
      return .value(.number(Double(value)))
    case .float(let value) where AttributeValue.exactNumber(event.string) == value:
      return .value(.number(value))
    case .integer, .float:
      return .problem(
        ValueProblem(
          .error,
          .numberOutOfRange,
          "The number \(quoted(event.text)) of `custom.\(name)` cannot be kept exactly.",
          hint: "Quote it to make it text, and declare the field as `text`."
        )
      )
    case .text, .boolean:
      let isQuoted = event.style != .plain
      let bare = YAMLScalarType(plain: event.text)
      let looksLikeNumber =
        switch bare {
        case .integer, .float: isQuoted
        default: false
        }
      return wrongType(
        name,
        event,
        "number",
        hint: looksLikeNumber ? "Remove the quotes." : "Write a number such as `12` or `0.5`."
      )
    }
  }

  private static func isNegativeZero(_ value: Int, _ event: YAMLEvent) -> Bool {
    value == 0 && event.text.first == UInt8(ascii: "-")
  }

  private static func boolean(_ name: String, _ event: YAMLEvent) -> Outcome {
    switch YAMLScalarType(event) {
    case .null: return .null
    case .boolean(let flag): return .value(.boolean(flag))
    default:
      let isQuoted = event.style != .plain
      let bare = event.string.lowercased()
      let hint =
        switch bare {
        case "true",
          "false" where isQuoted:
          "Remove the quotes."
        case "yes", "y", "on", "1": "Write `true`."
        case "no", "n", "off", "0": "Write `false`."
        default: "Write `true` or `false`."
        }
      return wrongType(name, event, "boolean", hint: hint)
    }
  }

  private static func date(_ name: String, _ event: YAMLEvent) -> Outcome {
    if CalendarText.isDate(event.text) { return .value(.string(event.string)) }
    return wrongType(name, event, "date", hint: "Write a day of the calendar as `2024-01-31`.")
  }

  private static func dateTime(_ name: String, _ event: YAMLEvent) -> Outcome {
    if CalendarText.isDateTime(event.text) { return .value(.string(event.string)) }
    return wrongType(
      name,
      event,
      "datetime",
      hint: "Write day and time as ISO 8601 has them: `2024-01-31T12:00:00Z`."
    )
  }

  private static func wrongType(
    _ name: String,
    _ event: YAMLEvent,
    _ type: String,
    hint: String
  ) -> Outcome {
    .problem(
      ValueProblem(
        .error,
        .wrongCustomValue,
        "\(quoted(event.text)) is not a \(type), which `custom.\(name)` is declared to be.",
        hint: hint
      )
    )
  }
}
