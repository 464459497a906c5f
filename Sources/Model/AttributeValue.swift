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
