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
        address: address?.description,
        place: Place(file: file, span: span),
        related: related
      )
    )
  }

  mutating func report(_ problem: ValueProblem, _ span: Span) {
    report(problem.severity, problem.code, problem.message, span, hint: problem.hint)
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
    let folded = key.text.lowercased().filter { !"_- .".contains($0) }
    let suggestion =
      names.first { $0.lowercased() == folded } ?? synonyms[folded]
      ?? Suggestion.nearest(to: key.text, among: names)
    report(
      .error,
      .unknownKey,
      "The key \(quoted(key.text)) is not known.",
      key.span,
      hint: suggestion.map { "Did you mean `\($0)`?" } ?? fallback
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
    report(
      .error,
      .wrongName,
      "\(quoted(name)) cannot be the name of a \(what).",
      span,
      hint: "A name is 1 to \(ManifestLimits.nameLength) bytes of text, without control characters "
        + "or white space around it."
    )
  }

  /// Whether it can name a company or a custom field.
  static func isName(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= ManifestLimits.nameLength else { return false }
    var text = text
    return text.withUTF8 { utf8 in
      let scan = TextScan(UnsafeRawBufferPointer(utf8))
      return scan.control == nil && !scan.hasBreakOrTab && !scan.hasSpaceAround
    }
  }
}
