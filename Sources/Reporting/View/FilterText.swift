/// Says that `--only` or `--exclude` left contacts out.
enum FilterText {
  /// Safe to print; `nil` when all contacts were looked at.
  static func sentence(_ filters: [String]) -> String? {
    guard !filters.isEmpty else { return nil }
    let list = filters.map(SafeText.inline).joined(separator: " ")
    return "Only a part of the contacts was looked at: \(list). The others are left alone."
  }

  /// The sentence as lines of text, and an empty one; none when all contacts were looked at.
  static func lines(_ filters: [String], _ style: TextStyle) -> [String] {
    sentence(filters).map { ChangeText.wrapped($0, width: style.width) + [""] } ?? []
  }
}
