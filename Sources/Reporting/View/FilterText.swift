/// Reports that `--only` or `--exclude` left contacts out.
enum FilterText {
  /// The sentence, safe to print; `nil` when all contacts were considered.
  static func sentence(_ filters: [String]) -> String? {
    guard !filters.isEmpty else { return nil }
    let list = filters.map(SafeText.inline).joined(separator: " ")
    return "Only a part of the contacts was looked at: \(list). The others are left alone."
  }

  /// The sentence as lines of text, then an empty line; no lines when all contacts were considered.
  static func lines(_ filters: [String], _ style: TextStyle) -> [String] {
    sentence(filters).map { ChangeText.wrapped($0, width: style.width) + [""] } ?? []
  }
}
