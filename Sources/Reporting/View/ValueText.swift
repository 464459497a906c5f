import Model

/// Values as all reports for people show them.
enum ValueText {
  /// A value, safe to print: strings in quotes, lists in brackets, numbers and booleans bare.
  static func of(_ value: AttributeValue) -> String {
    switch value {
    case .string(let text): SafeText.quoted(text)
    case .list(let items): "[" + items.map(SafeText.quoted).joined(separator: ", ") + "]"
    case .number(let number): AttributeValue.text(of: number)
    case .boolean(let flag): flag ? "true" : "false"
    }
  }

  /// A number with separators between thousands.
  static func count(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// A number of contacts, such as `1 contact` or `1,240 contacts`.
  static func contacts(_ number: Int) -> String {
    "\(count(number)) \(number == 1 ? "contact" : "contacts")"
  }
}
