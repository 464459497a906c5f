/// The declared value of an attribute.
///
/// API fields hold strings (`additionalEmails` a list); custom fields hold anything but a list.
package enum AttributeValue: Hashable, Sendable {
  case string(String)
  case list([String])
  /// A number, which is always finite.
  case number(Double)
  case boolean(Bool)

  /// The string; `nil` for another kind of value.
  package var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The number that a decimal text stands for, if no precision is lost.
  ///
  /// - Parameter text: Digits, with or without a sign, a point and an exponent.
  /// - Returns: The number; `nil` when it would be rounded or lose its sign, or the
  ///   text is no number.
  package static func exactNumber(_ text: String) -> Double? {
    guard let value = Double(text), value.isFinite,
      let written = DecimalText(text), let kept = DecimalText(Self.text(of: value)),
      written == kept
    else { return nil }
    return value
  }

  /// The shortest text that reads back as the same number, such as `1`, `-0.5` or `1e+300`.
  ///
  /// The text is also valid JSON.
  package static func text(of number: Double) -> String {
    if number == number.rounded(.towardZero), abs(number) < 9_007_199_254_740_992 {
      return String(Int64(number))
    }
    return "\(number)"
  }
}
