import CLibYAML
import Diagnostics

/// libyaml's message about a text that it cannot read, in words that tell people what to do.
struct YAMLProblem {
  private let problem: String
  private let context: String
  private let place: YAMLMark
  private let contextPlace: YAMLMark
  private let isMemory: Bool

  /// Takes the parser's last error.
  init(_ parser: yaml_parser_t) {
    problem = parser.problem.map { String(cString: $0) } ?? ""
    context = parser.context.map { String(cString: $0) } ?? ""
    place = YAMLMark(parser.problem_mark)
    contextPlace = YAMLMark(parser.context_mark)
    isMemory = parser.error == YAML_MEMORY_ERROR
  }

  static func outOfMemory(_ text: YAMLText) -> YAMLError {
    text.error(
      .yamlSyntax,
      "There is not enough memory to read this file.",
      from: YAMLMark(line: 1, column: 1)
    )
  }

  func error(in text: YAMLText) -> YAMLError {
    if isMemory { return Self.outOfMemory(text) }
    // libyaml counts one line too many at the end, and blank lines are of no help.
    let end = text.endOfContent
    let place = min(place, end)
    if let conflict = text.conflictError { return conflict }
    if let tab = tabError(in: text) { return tab }
    let first = context.isEmpty ? place : min(place, contextPlace)
    let lines = min(Int(first.line), max(1, Int(place.line) - 2))...Int(place.line)
    if let unseen = text.unseenError(inLines: lines) { return unseen }
    if let unfinished = unfinishedError(in: text, isAtEnd: place == end) { return unfinished }
    let (message, hint) = words(in: text)
    let hasContext = !context.isEmpty && contextPlace < place
    return text.error(
      .yamlSyntax,
      message,
      from: place,
      hint: hint,
      related: hasContext
        ? [.init(message: contextMessage, location: text.location(contextPlace))] : []
    )
  }

  /// The error for something without an end, shown at its beginning; libyaml notices only at the
  /// end of the file.
  private func unfinishedError(in text: YAMLText, isAtEnd: Bool) -> YAMLError? {
    let message: String
    let hint: String
    switch problem {
    case "could not find expected ':'":
      message = "A key lacks its `: `."
      hint = commentHint(in: text) ?? "Write `key: value`; indent the further lines of a value."
    case "found unexpected end of stream":
      message = "This quote is never closed."
      hint = "Close it, or use the other kind of quotes around a value that holds one."
    case "did not find expected ',' or '}'" where isAtEnd:
      message = "This `{` is never closed."
      hint = commentHint(in: text) ?? "Add the `}`."
    case "did not find expected ',' or ']'" where isAtEnd:
      message = "This `[` is never closed."
      hint = commentHint(in: text) ?? "Add the `]`."
    default: return nil
    }
    return text.error(.yamlSyntax, message, from: min(contextPlace, text.endOfContent), hint: hint)
  }

  /// A hint about a value that may continue behind a `#`; `nil` without such a comment.
  private func commentHint(in text: YAMLText) -> String? {
    text.hasDoubtfulComment(after: contextPlace)
      ? "What follows ` #` is a comment: quote the text when the `#` belongs to it." : nil
  }

  private func tabError(in text: YAMLText) -> YAMLError? {
    guard problem.contains("tab") || character(in: text) == "\t" else { return nil }
    return text.error(
      .yamlTab,
      "A tab stands where YAML wants spaces.",
      from: min(place, text.endOfContent),
      hint: "Replace the tabs at the beginning of lines with spaces."
    )
  }

  /// The character at the place, if there is one.
  private func character(in text: YAMLText) -> Unicode.Scalar? {
    var finder = ExcerptFinder(text)
    guard let excerpt = finder.excerpt(from: place, to: place) else { return nil }
    let scalar = excerpt.line.unicodeScalars.dropFirst(excerpt.caretOffset).first
    return scalar == "→" ? "\t" : scalar
  }

  private var contextMessage: String {
    switch context {
    case let context where context.hasSuffix("block mapping"): "the mapping begins here"
    case let context where context.hasSuffix("block collection"): "the list begins here"
    case let context where context.hasSuffix("flow mapping"): "the `{` is here"
    case let context where context.hasSuffix("flow sequence"): "the `[` is here"
    case let context where context.hasSuffix("quoted scalar"): "the quote opens here"
    case let context where context.hasSuffix("simple key"): "the key would begin here"
    default: "this belongs to it"
    }
  }

  private func words(in text: YAMLText) -> (String, hint: String?) {
    switch problem {
    case "found character that cannot start any token":
      let shown = character(in: text).map { "`\($0)`" } ?? "this character"
      return ("A value cannot begin with \(shown).", "Quote the value.")
    case "mapping values are not allowed in this context":
      return (
        "A second `: ` stands in one value, or the line is indented too far.",
        "Quote the value when the colon belongs to it; else align the key with those above."
      )
    case "did not find expected key":
      return (
        "This is neither a key of the mapping nor part of the value before it.",
        "Align keys of one mapping; quote values whole, as in 'Jane \"JJ\" Smith'."
      )
    case "did not find expected '-' indicator":
      return (
        "This is neither an item of the list nor part of the item before it.",
        "Begin each item with `- `, aligned with those above."
      )
    case "did not find expected ',' or '}'":
      return (
        "A `,` or `}` is missing before this.",
        commentHint(in: text) ?? "Check the braces, and quotes within them."
      )
    case "did not find expected ',' or ']'":
      return (
        "A `,` or `]` is missing before this.",
        commentHint(in: text) ?? "Check the brackets, and quotes within them."
      )
    case "found unexpected document indicator":
      return ("A line `---` or `...` stands inside a quoted value.", "Close the quote before it.")
    default: return rareWords
    }
  }

  private var rareWords: (String, hint: String?) {
    switch problem {
    case "block sequence entries are not allowed in this context":
      ("A list item cannot begin here.", "Begin the list on a line of its own.")
    case "mapping keys are not allowed in this context":
      ("A `?` key cannot begin here.", "Quote the value when the `?` belongs to it.")
    case "found unknown escape character":
      (
        "The backslash escapes a character that has no escape.",
        "Write `\\\\` for a backslash, or use single quotes, in which it is an ordinary character."
      )
    case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
      ("The escape is not a character's code.", "Write `\\xNN`, `\\uNNNN` or `\\UNNNNNNNN`.")
    case "did not find expected alphabetic or numeric character":
      (
        "The name after `&` or `*` is missing or has other characters than letters, digits, `-`, `_`.",
        "Quote the value when the sign belongs to it."
      )
    case "did not find expected node content", "did not find expected whitespace or line break":
      ("The value is missing or begins with what cannot begin one.", "Quote the value.")
    case "did not find expected comment or line break":
      (
        "Text follows the `|` or `>` on the same line.",
        "Begin the text on the next line, indented."
      )
    case "did not find expected <document start>":
      ("Text follows the end of the document.", "Check the indentation of this line.")
    case "found undefined tag handle":
      ("The tag has a prefix that is not declared.", "Remove the tag, or quote the value.")
    case "found incompatible YAML document":
      ("The file asks for another version of YAML than 1.1 or 1.2.", "Remove the line `%YAML`.")
    default:
      (context.isEmpty ? "YAML: \(problem)." : "YAML: \(context), \(problem).", nil)
    }
  }
}
