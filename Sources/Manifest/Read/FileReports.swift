import Diagnostics
import Model
import YAMLEvents

/// Takes down what is wrong with a file while it is read.
final class FileReports {
  /// Index of the file in the set.
  let file: Int
  /// What is read, which knows the comments behind its values.
  var cursor: YAMLCursor
  private(set) var problems = ProblemList()
  /// Keys of contacts that may look like others.
  var doubtfulKeys: [DoubtfulKey] = []
  /// The key of the contact that is being read, which the problems are about.
  @exclusivity(unchecked) var contactKey: YAMLValue?

  init(file: Int, cursor: YAMLCursor) { (self.file, self.cursor) = (file, cursor) }

  /// Whether the text could not be read to the end of the entry that is being looked at.
  var isCut: Bool { cursor.failure != nil }

  func place(_ span: Span) -> Place { Place(file: file, span: span) }

  func report(
    _ severity: Diagnostic.Severity,
    _ code: DiagnosticCode,
    _ message: String,
    _ span: Span,
    hint: String?,
    related: [Problem.Related] = []
  ) {
    problems.append(
      Problem(
        severity,
        code,
        message,
        hint: hint,
        address: contactKey.map { "\(ResourceType.contact).\($0.event.string)" },
        place: place(span),
        related: related
      )
    )
  }

  func report(_ error: YAMLError) { problems.append(Problem(error, file: file)) }

  func report(_ problem: ValueProblem, _ span: Span) {
    report(problem.severity, problem.code, problem.message, span, hint: problem.hint)
  }

  // MARK: Shapes

  /// Reports that a value is no `wanted`, such as `one text`.
  func reportShape(_ subject: String, is wanted: String, _ event: YAMLEvent, hint: String) {
    report(
      .error,
      .wrongShape,
      "\(subject) is \(wanted); this is \(Self.noun(event)).",
      Span(event),
      hint: hint
    )
  }

  static func noun(_ event: YAMLEvent) -> String {
    switch event.kind {
    case .mappingStart: "a mapping"
    case .sequenceStart: "a list"
    default: event.isNull ? "nothing" : "the text \(quoted(event.text))"
    }
  }

  /// Whether the value's tag is one that its shape has; reported if not.
  func acceptsTag(_ event: YAMLEvent) -> Bool {
    if case .none = event.tag { return true }
    switch (event.tag, event.kind) {
    case (.nonSpecific, _), (.string, .scalar), (.null, .scalar),
      (.mapping, .mappingStart), (.sequence, .sequenceStart):
      return true
    default:
      report(
        .error,
        .yamlTag,
        "The tag of this value has no meaning here.",
        Span(event),
        hint: event.kind == .scalar
          ? "Remove the tag, or quote the value when the `!` belongs to it." : "Remove the tag."
      )
      return false
    }
  }

  func reportComplexKey(_ event: YAMLEvent) {
    report(
      .error,
      .yamlComplexKey,
      "A key is text; this is \(Self.noun(event)).",
      Span(event),
      hint: "Quote the key when the bracket or brace belongs to it."
    )
  }

  func reportMerge(_ event: YAMLEvent) {
    report(
      .error,
      .yamlMerge,
      "`<<` merges a mapping, or a list of mappings; this is \(Self.noun(event)).",
      Span(event),
      hint: event.kind == .scalar
        ? "Write `<<: *name`, with `&name` at a mapping above." : "Write `<<: [*one, *other]`."
    )
  }

  func reportDuplicate(_ key: String, _ span: Span, first: Span) {
    report(
      .error,
      .yamlDuplicateKey,
      "The key \(quoted(key)) stands twice in one mapping.",
      span,
      hint: "Remove or rename one of the two.",
      related: [.init(message: "it stands here first", place: place(first))]
    )
  }

  // MARK: Values

  func reportEmpty(_ name: String, _ span: Span) {
    report(
      .error,
      .emptyValue,
      "The value of `\(name)` is empty; an empty value cannot clear a field.",
      span,
      hint: "Remove the key to stop managing the field, or write `null` to drop a default."
    )
  }

  /// Warns of a value that ends at a comment which may have been meant as the rest of it.
  ///
  /// - Parameters:
  ///   - event: The last one.
  ///   - isText: Whether its value may be any text; of another one only a missing value is
  ///     doubtful.
  func warnOfComment(after event: YAMLEvent, isText: Bool) {
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

  private static func singleQuoted(_ text: String) -> String {
    quoted("'" + text.prefix(50).replacing("'", with: "''") + (text.count > 50 ? "…" : "'"))
  }

  /// Reports a quoted value that goes on over the lines of a conflict.
  func reportConflict(in event: YAMLEvent) {
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
}
