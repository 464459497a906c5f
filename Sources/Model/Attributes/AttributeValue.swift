/// A declared value.
///
/// API fields hold strings (`additionalEmails` a list); custom ones any of these but a list.
package enum AttributeValue: Hashable, Sendable {
  case string(String)
  case list([String])
  /// Finite.
  case number(Double)
  case boolean(Bool)

  /// The string, or `nil` for another kind.
  package var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The number that a decimal text means, when it is kept as it is.
  ///
  /// - Parameter text: Digits with a sign, a point and an exponent or without.
  /// - Returns: `nil` where it would be rounded or lose its sign, or is no number.
  package static func exactNumber(_ text: String) -> Double? {
    guard let value = Double(text), value.isFinite,
      let written = DecimalText(text), let kept = DecimalText(Self.text(of: value)),
      written == kept
    else { return nil }
    return value
  }

  /// The shortest text that reads back as the same number.
  ///
  /// Such as `1`, `-0.5` or `1e+300`; also valid JSON.
  package static func text(of number: Double) -> String {
    if number == number.rounded(.towardZero), abs(number) < 9_007_199_254_740_992 {
      return String(Int64(number))
    }
    return "\(number)"
  }
}
