import Diagnostics
import YAMLEvents

/// Reports about keys, and about the names of companies and custom fields.
extension FileReports {
  /// Reports a key that begins with what only looks like its indentation; `false` for another one.
  func reportIndentation(_ key: Key) -> Bool {
    guard let first = key.text.unicodeScalars.first, let unseen = UnseenCharacter(first) else {
      return false
    }
    report(
      .error,
      .unseenIndentation,
      "The key \(quoted(key.text)) begins with \(unseen.name), which does not indent.",
      key.span,
      hint: "Indent with ordinary spaces: `\(UnseenCharacter.look(of: key.text).prefix(40)): …`."
    )
    return true
  }

  func reportUnknown(
    _ key: Key,
    among names: [String],
    synonyms: [String: String] = [:],
    fallback: String
  ) {
    if reportIndentation(key) { return }
    let folded = key.text.lowercased().filter { !"_- .".contains($0) }
    let suggestion =
      names.first { $0.lowercased() == folded } ?? synonyms[folded]
      ?? Suggestion.nearest(to: key.text, among: names)
    report(
      .error,
      .unknownKey,
      "The key \(quoted(key.text)) is not known.",
      key.span,
      hint: Self.unseenHint(key.text, among: names)
        ?? suggestion.map { "Did you mean `\($0)`?" } ?? fallback
    )
  }

  /// What to do about a key that cannot be told from a known one by its looks.
  static func unseenHint(_ key: String, among names: [String]) -> String? {
    guard let unseen = UnseenCharacter.first(in: key) else { return nil }
    let look = UnseenCharacter.look(of: key)
    return names.contains(look)
      ? "It holds \(unseen.name): write `\(look)`."
      : "It holds \(unseen.name)."
        + (FieldSuggestion.key(for: look).map { " Did you mean `\($0)`?" } ?? "")
  }

  /// The same, reported if not.
  func acceptsName(_ name: String, of what: String, _ span: Span) -> Bool {
    if Self.isName(name) { return true }
    if let unseen = UnseenCharacter.first(in: name), unseen.isSpace {
      report(
        .error,
        .wrongName,
        "\(quoted(name)) cannot be the name of a \(what): it holds \(unseen.name).",
        span,
        hint: "Replace it with an ordinary space within the name; remove it around the name."
      )
    } else {
      report(
        .error,
        .wrongName,
        "\(quoted(name)) cannot be the name of a \(what).",
        span,
        hint: "A name is 1 to \(ManifestLimits.nameLength) bytes of text, without control "
          + "characters or white space around it."
      )
    }
    return false
  }

  /// Warns of a name that nobody can type as it is.
  func warnOfUnseen(in name: String, _ what: String, _ span: Span) {
    guard let unseen = UnseenCharacter.first(in: name) else { return }
    report(
      .warning,
      .unseenInKey,
      "The name \(quoted(name)) of a \(what) holds \(unseen.name).",
      span,
      hint: "Write \(quoted(UnseenCharacter.look(of: name)))."
    )
  }

  /// Whether a text can name a company or a custom field.
  static func isName(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= ManifestLimits.nameLength else { return false }
    let scan = TextScan(text)
    return scan.control == nil && !scan.hasBreakOrTab && !scan.hasSpaceAround
  }
}
