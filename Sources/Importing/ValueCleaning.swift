import Manifest
import Model

/// Brings single values into the form in which a manifest has them.
enum ValueCleaning {
  /// In UTF-8 bytes; a manifest's values are limited.
  static let maximumLength = 1 << 20

  /// A value of that field, which is neither an email's, a LinkedIn one nor a phone number.
  static func clean(_ text: String, for field: Field) -> CleanedValue {
    guard text.utf8.count < maximumLength else { return .fault("it is longer than 1 MiB") }
    switch field.kind {
    case .url: return url(text)
    case .owner: return owner(text)
    case .companyID:
      let isID = text.hasPrefix("cpn_") && text.utf8.count > 4 && !hasBlank(text)
      return isID ? .value(text) : .fault("it is no company id, which begins with cpn_")
    case .companyDomain: return DomainCleaning.clean(text)
    case .timeZone:
      guard !text.contains("\n"), !text.contains("\t") else {
        return .fault("it has several lines")
      }
      return .value(text.replacing(" ", with: "_"))
    default: return .value(text)
    }
  }

  /// A value of a custom field of that type; `nil` for one that has just been declared as text.
  static func clean(_ text: String, for type: CustomFieldType?) -> CleanedValue {
    guard text.utf8.count < maximumLength else { return .fault("it is longer than 1 MiB") }
    switch type {
    case nil, .text, .phone: return .value(text)
    case .number:
      let isNumber = !text.isEmpty && text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
      guard isNumber, let number = Double(text), number.isFinite,
        number.magnitude <= 9_007_199_254_740_992
      else { return .fault("it is no number, as the field is declared") }
      return .value(AttributeValue.text(of: number))
    case .boolean:
      switch text.lowercased() {
      case "true", "yes", "y", "1", "on": return .value("true")
      case "false", "no", "n", "0", "off": return .value("false")
      default: return .fault("it is neither true nor false, as the field is declared")
      }
    case .date:
      return CalendarForm.isDate(text)
        ? .value(text) : .fault("it is no date such as 2024-01-31, as the field is declared")
    case .datetime:
      return CalendarForm.isDateTime(text)
        ? .value(text)
        : .fault("it is no time such as 2024-01-31T12:00:00Z, as the field is declared")
    }
  }

  private static func url(_ text: String) -> CleanedValue {
    URLCheck.fault(text).map { .fault($0.reason) } ?? .value(text)
  }

  private static func owner(_ text: String) -> CleanedValue {
    if text.hasPrefix("usr_"), text.utf8.count > 4, !hasBlank(text) { return .value(text) }
    // HubSpot's exports have `Sam Sales (sam@example.com)`.
    if text.hasSuffix(")"), let open = text.lastIndex(of: "(") {
      return owner(cleanedText(String(text[open...].dropFirst().dropLast())))
    }
    if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
      return owner(cleanedText(String(text[open...].dropFirst().dropLast())))
    }
    guard text.contains("@") else {
      return .fault("it is neither a user id nor an email address, and the API ignores others")
    }
    return EmailCleaning.clean(text)
  }

  private static func hasBlank(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isWhitespace || isInvisible($0) }
  }
}

/// Recognises the forms of ISO 8601 that custom fields take.
enum CalendarForm {
  /// `YYYY-MM-DD`, a day that exists.
  static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let year = number(parts[0]),
      let month = number(parts[1]), let day = number(parts[2]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }

  /// A date, `T`, `hh:mm` or `hh:mm:ss`, and `Z` or nothing.
  static func isDateTime(_ text: String) -> Bool {
    let sides = text.split(separator: "T", omittingEmptySubsequences: false)
    guard sides.count == 2, isDate(String(sides[0])) else { return false }
    let time = sides[1].hasSuffix("Z") ? sides[1].dropLast() : sides[1]
    let parts = time.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }) else {
      return false
    }
    let limits = [23, 59, 59]
    return zip(parts, limits).allSatisfy { part, limit in number(part).map { $0 <= limit } == true }
  }

  private static func number(_ digits: Substring) -> Int? {
    digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
  }
}
