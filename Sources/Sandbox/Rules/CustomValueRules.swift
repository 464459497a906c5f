import Model

/// The values that a custom field of each type accepts.
///
/// The description only names the types. Guess: a value of another type is `INVALID_FIELD`, and a
/// date is a text in ISO 8601.
enum CustomValueRules {
  /// The value as it is stored; `nil` when it does not have the type.
  static func accepted(_ value: WireValue, as type: CustomFieldType) -> WireValue? {
    switch (type, value) {
    case (.text, .string), (.phone, .string), (.boolean, .bool): value
    case (.number, .number(let text)): number(text)
    case (.date, .string(let text)): isDate(text[...]) ? value : nil
    case (.datetime, .string(let text)): isDateTime(text) ? value : nil
    default: nil
    }
  }

  /// The number as a JavaScript service returns it: `1.0` and `1e2` become `1` and `100`.
  private static func number(_ text: String) -> WireValue? {
    guard let value = Double(text), value.isFinite else { return nil }
    if value == value.rounded(), value.magnitude < 1e15 { return .number(String(Int64(value))) }
    return .number(value.description)
  }

  private static func isDate(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let year = number(parts[0]),
      let month = number(parts[1]), let day = number(parts[2]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }

  /// Whether the text is a date, or a date and time with optional seconds, fraction and offset.
  private static func isDateTime(_ text: String) -> Bool {
    guard isDate(text.prefix(10)) else { return false }
    var rest = text.dropFirst(10)
    guard let separator = rest.popFirst() else { return true }
    guard separator == "T" || separator == "t" || separator == " " else { return false }
    if let last = rest.last, last == "Z" || last == "z" {
      rest.removeLast()
    } else if let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let offset = rest[rest.index(after: sign)...].filter { $0 != ":" }
      guard offset.count == 4, number(offset[...]) != nil else { return false }
      rest = rest[..<sign]
    }
    return isTime(rest)
  }

  private static func isTime(_ text: Substring) -> Bool {
    let whole = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if whole.count == 2, number(whole[1]) == nil { return false }
    let parts = (whole.first ?? "").split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3 || (parts.count == 2 && whole.count == 1) else { return false }
    return zip(parts, [23, 59, 60]).allSatisfy { part, limit in
      part.utf8.count == 2 && number(part).map { $0 <= limit } == true
    }
  }

  /// The number that a text of at least one digit, and nothing but digits, stands for.
  private static func number(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 9,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }
}
