import Model

/// Values as all reports for people show them.
enum ValueText {
  /// Strings in quotes, lists in brackets, numbers and booleans bare; safe to print.
  static func of(_ value: AttributeValue) -> String {
    switch value {
    case .string(let text): SafeText.quoted(text)
    case .list(let items): "[" + items.map(SafeText.quoted).joined(separator: ", ") + "]"
    case .number(let number): AttributeValue.text(of: number)
    case .boolean(let flag): flag ? "true" : "false"
    }
  }

  /// Two long values cut to where they differ, each to about `width` columns.
  ///
  /// What both start and end with is shortened to a few characters; then what is still too long is cut.
  static func difference(_ old: String, _ new: String, width: Int) -> (String, String) {
    let left = Array(old.unicodeScalars)
    let right = Array(new.unicodeScalars)
    let shortest = min(left.count, right.count)
    var start = 0
    while start < shortest, left[start] == right[start] { start += 1 }
    var end = 0
    while end < shortest - start, left[left.count - 1 - end] == right[right.count - 1 - end] {
      end += 1
    }
    func window(_ scalars: [Unicode.Scalar]) -> String {
      let from = start > context * 2 ? start - context : 0
      let to = end > context * 2 ? scalars.count - end + context : scalars.count
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[from..<to])
      let middle = String(text)
      return cut((from > 0 ? "…" : "") + middle + (to < scalars.count ? "…" : ""), width: width)
    }
    return (window(left), window(right))
  }

  private static let context = 12

  /// A long value cut to about `width` columns, saying how much is missing.
  static func cut(_ text: String, width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    let kept = DisplayWidth.cut(text, to: width)
    let missing = text.unicodeScalars.count - kept.unicodeScalars.count + 1
    return "\(kept) (\(count(missing)) more characters)"
  }

  /// With separators between thousands, for people.
  static func count(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// `1 contact`, `1,240 contacts`.
  static func contacts(_ number: Int) -> String {
    "\(count(number)) \(number == 1 ? "contact" : "contacts")"
  }
}
