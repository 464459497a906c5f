/// Recognises the quotes that word processors make of straight ones.
enum TypographicQuotes {
  /// What stands between a pair of them around the whole text; `nil` without such a pair.
  static func content(_ text: String) -> String? {
    let scalars = text.unicodeScalars
    guard scalars.count > 2, let opening = scalars.first, let closing = scalars.last,
      pairs[opening]?.unicodeScalars.contains(closing) == true
    else { return nil }
    let content = scalars.dropFirst().dropLast()
    // Two quoted parts, as in `“Yes” and “No”`, are no pair around the whole.
    return content.contains(closing) || content.contains(opening) ? nil : String(content)
  }

  private static let pairs: [Unicode.Scalar: String] = [
    "“": "”“", "„": "“”", "‘": "’", "‚": "‘’", "«": "»", "»": "«", "‹": "›",
  ]
}
