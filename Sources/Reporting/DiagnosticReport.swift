package import Diagnostics
import JSONText

/// Diagnostics, written for people, for machines and for workflows.
package enum DiagnosticReport {
  /// Each diagnostic with its underlined source line and what to do; empty when there are none.
  package static func text(_ diagnostics: [Diagnostic], _ style: TextStyle) -> String {
    diagnostics.map { text($0, style) }.joined(separator: "\n")
  }

  /// The counts as a line such as `2 errors, 1 warning`; empty when there are none.
  package static func count(_ counts: DiagnosticCounts) -> String {
    let (errors, warnings) = (counts.errors, counts.warnings)
    return [
      errors > 0 ? "\(errors) \(errors == 1 ? "error" : "errors")" : nil,
      warnings > 0 ? "\(warnings) \(warnings == 1 ? "warning" : "warnings")" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  /// One JSON object with the input's validity, the counts and all diagnostics; ends
  /// in a line break.
  ///
  /// - Parameters:
  ///   - diagnostics: What was found, as far as it is reported one by one.
  ///   - counts: How many were found.
  /// - Returns: The object.
  package static func json(_ diagnostics: [Diagnostic], counts: DiagnosticCounts) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("format_version", PlanDocument.formatVersion)
      writer.member("valid", !diagnostics.containsError)
      writer.member("error_count", counts.errors)
      writer.member("warning_count", counts.warnings)
      writer.diagnostics("diagnostics", diagnostics)
    }
    writer.newline()
    return writer.text
  }

  /// Workflow commands that annotate the files, one to a line.
  ///
  /// - Parameters:
  ///   - diagnostics: What was found.
  ///   - folder: The folder that the locations' files are relative to, as a path in the repository;
  ///     empty for its root.
  /// - Returns: The lines; empty when there are none.
  package static func github(_ diagnostics: [Diagnostic], in folder: String = "") -> String {
    diagnostics.map { WorkflowAnnotation($0).command(in: folder) }.joined()
  }

  private static func text(_ diagnostic: Diagnostic, _ style: TextStyle) -> String {
    let ink: TextStyle.Ink = diagnostic.severity == .error ? .red : .yellow
    let head = style.paint("\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]", ink)
    var lines: [String] = []
    for (index, part) in ChangeText.wrapped(
      SafeText.inline(diagnostic.message),
      width: style.width - 4
    ).enumerated() {
      lines.append(index == 0 ? "\(head): \(style.paint(part, .bold))" : "  " + part)
    }
    if let location = diagnostic.location {
      lines.append(style.paint("  --> ", .cyan) + SafeText.inline(location.description))
      if let excerpt = diagnostic.excerpt {
        lines += excerptLines(excerpt, line: location.line, style, ink)
      }
    }
    if let address = diagnostic.address, !diagnostic.message.contains(address) {
      lines += labelled("about", SafeText.inline(address), style)
    }
    if let detail = diagnostic.detail { lines += labelled("why", detail, style) }
    for related in diagnostic.related {
      lines += labelled(
        "see",
        "\(SafeText.inline(related.location.description)): \(related.message)",
        style
      )
    }
    if let hint = diagnostic.hint { lines += labelled("help", hint, style) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The source line with its number, and carets under the marked part.
  private static func excerptLines(
    _ excerpt: SourceExcerpt,
    line: Int,
    _ style: TextStyle,
    _ ink: TextStyle.Ink
  ) -> [String] {
    let scalars = Array(excerpt.line.unicodeScalars)
    let start = min(max(0, excerpt.caretOffset), scalars.count)
    let end = min(scalars.count, start + excerpt.caretLength)
    func shown(_ part: ArraySlice<Unicode.Scalar>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: part)
      return SafeText.inline(String(view))
    }
    let number = String(line)
    let gutter = String(repeating: " ", count: number.count)
    let before = DisplayWidth.of(shown(scalars[..<start]))
    let carets = max(1, DisplayWidth.of(shown(scalars[start..<end])))
    return [
      style.paint(" \(gutter) |", .cyan),
      style.paint(" \(number) |", .cyan) + " " + shown(scalars[...]),
      style.paint(" \(gutter) |", .cyan) + " " + String(repeating: " ", count: before)
        + style.paint(String(repeating: "^", count: carets), ink),
    ]
  }

  /// Puts a label before a text whose further lines align; indented lines, which are
  /// commands, are not wrapped.
  private static func labelled(_ label: String, _ text: String, _ style: TextStyle) -> [String] {
    let indent = String(repeating: " ", count: label.count + 6)
    var result: [String] = []
    for line in SafeText.lines(text) {
      let isCommand = line.hasPrefix("  ")
      for part in isCommand
        ? [line] : ChangeText.wrapped(line, width: style.width - label.count - 6)
      {
        result.append(
          result.isEmpty ? style.paint("  = \(label): ", .cyan) + part : indent + part
        )
      }
    }
    return result
  }
}
