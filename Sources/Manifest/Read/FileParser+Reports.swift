import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  mutating func report(
    _ severity: Diagnostic.Severity,
    _ code: DiagnosticCode,
    _ message: String,
    _ span: Span,
    hint: String?,
    related: [Problem.Related] = []
  ) {
    result.problems.append(
      Problem(
        severity,
        code,
        message,
        hint: hint,
        address: contactKey.map { "\(ResourceType.contact).\($0.event.string)" },
        place: Place(file: file, span: span),
        related: related
      )
    )
  }

  mutating func report(_ problem: ValueProblem, _ span: Span) {
    report(problem.severity, problem.code, problem.message, span, hint: problem.hint)
  }

  /// Warns of a value that ends at a comment which may have been meant as the rest of it.
  ///
  /// - Parameters:
  ///   - event: The last one.
  ///   - isText: Whether its value may be any text; of another one only a missing value is doubtful.
  mutating func warnOfComment(after event: YAMLEvent, isText: Bool) {
    guard event.text.isEmpty || isText && !event.isNull,
      let comment = cursor.doubtfulComment(after: event)
    else { return }
    let whole = event.string + (event.text.isEmpty ? "" : " ") + comment.text
    report(
      .warning,
      .yamlComment,
      event.text.isEmpty
        ? "There is no value: YAML takes \(quoted(comment.text)) for a comment."
        : "The value ends after \(quoted(event.text)): YAML takes \(quoted(comment.text)) for a comment.",
      Span(comment.start, comment.end),
      hint: "Quote the value when the `#` belongs to it: \(Self.singleQuoted(whole)). "
        + (comment.isWord
          ? "For a comment, put a space after the `#`."
          : "Write a comment on a line of its own.")
    )
  }

  /// Reports a quoted value that goes on over the lines of a conflict.
  mutating func reportConflict(in event: YAMLEvent) {
    guard event.end.line > event.start.line,
      event.style == .singleQuoted || event.style == .doubleQuoted
    else { return }
    let text = event.string
    guard text.contains("<<<<<<< "), text.contains(">>>>>>> ") else { return }
    report(
      .error,
      .yamlConflict,
      "The value goes on over merge conflict markers, in lines \(event.start.line) to \(event.end.line).",
      Span(event),
      hint: "Keep what is right of the lines between them, and delete the markers."
    )
  }

  private static func singleQuoted(_ text: String) -> String {
    quoted("'" + text.prefix(50).replacing("'", with: "''") + (text.count > 50 ? "…" : "'"))
  }

  /// Reports a key that begins with what only looks like its indentation; `false` for another one.
  mutating func reportIndentation(_ key: Key) -> Bool {
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

  /// What to do about a key that cannot be told from a known one by its looks.
  func unseenHint(_ key: String, among names: [String]) -> String? {
    guard let unseen = UnseenCharacter.first(in: key) else { return nil }
    let look = UnseenCharacter.look(of: key)
    return names.contains(look)
      ? "It holds \(unseen.name): write `\(look)`."
      : "It holds \(unseen.name)."
        + (FieldSuggestion.key(for: look).map { " Did you mean `\($0)`?" } ?? "")
  }

  mutating func reportDuplicate(_ key: String, _ span: Span, first: Span) {
    report(
      .error,
      .yamlDuplicateKey,
      "The key \(quoted(key)) stands twice in one mapping.",
      span,
      hint: "Remove or rename one of the two.",
      related: [.init(message: "it stands here first", place: Place(file: file, span: first))]
    )
  }

  mutating func reportUnknown(
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
      hint: unseenHint(key.text, among: names)
        ?? suggestion.map { "Did you mean `\($0)`?" } ?? fallback
    )
  }

  mutating func reportEmpty(_ name: String, _ span: Span) {
    report(
      .error,
      .emptyValue,
      "The value of `\(name)` is empty; an empty value cannot clear a field.",
      span,
      hint: "Remove the key to stop managing the field, or write `null` to drop a default."
    )
  }

  mutating func reportName(_ name: String, _ what: String, _ span: Span) {
    if let unseen = UnseenCharacter.first(in: name), unseen.isSpace {
      report(
        .error,
        .wrongName,
        "\(quoted(name)) cannot be the name of a \(what): it holds \(unseen.name).",
        span,
        hint: "Replace it with an ordinary space within the name; remove it around the name."
      )
      return
    }
    report(
      .error,
      .wrongName,
      "\(quoted(name)) cannot be the name of a \(what).",
      span,
      hint: "A name is 1 to \(ManifestLimits.nameLength) bytes of text, without control characters "
        + "or white space around it."
    )
  }

  /// Warns of a name that nobody can type as it is.
  mutating func warnOfUnseen(in name: String, _ what: String, _ span: Span) {
    guard let unseen = UnseenCharacter.first(in: name) else { return }
    report(
      .warning,
      .unseenInKey,
      "The name \(quoted(name)) of a \(what) holds \(unseen.name).",
      span,
      hint: "Write \(quoted(UnseenCharacter.look(of: name)))."
    )
  }

  /// Whether it can name a company or a custom field.
  static func isName(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= ManifestLimits.nameLength else { return false }
    let scan = TextScan(text)
    return scan.control == nil && !scan.hasBreakOrTab && !scan.hasSpaceAround
  }
}
