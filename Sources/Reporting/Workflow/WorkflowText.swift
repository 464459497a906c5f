/// Text for the log of a workflow in which no line is a command to the service that runs it.
///
/// Runners act on lines of a log: on `::name …::message` at the start of a line, white space aside,
/// and on `##[name …]message` and `##vso[name …]message` anywhere in it (actions/runner,
/// ActionCommand.cs; Azure Pipelines, "Logging commands"). Text from a manifest, a file's name or a
/// service may hold such commands. A visible escape breaks them, because runners compare text by
/// the rules of a culture, which ignore characters without a width.
package enum WorkflowText {
  /// The form of an escape in the text.
  package enum Form: Sendable {
    /// Text and Markdown have `\u{3A}`.
    case text
    /// JSON and SARIF have `\u003A`, which readers decode to the same string.
    case json
    /// HTML with JSON in its scripts has `&#58;` and `\u003A`, which both look the same as before.
    case html
    /// A part of a command's own line, in which nothing is at the line's start.
    case annotation
  }

  /// The text with every command broken; unchanged if there is none.
  package static func disarmed(_ text: String, _ form: Form = .text) -> String {
    var result = ""
    var isInScript = false
    // Everything before this index has been taken over.
    var taken = text.startIndex
    var start = text.startIndex
    while start < text.endIndex {
      let end = text.utf8[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.endIndex
      let line = text[start..<end]
      if let broken = broken(line, form, &isInScript) {
        result += text[taken..<start]
        result += broken
        taken = end
      }
      start = end == text.endIndex ? end : text.utf8.index(after: end)
    }
    return taken == text.startIndex ? text : result + text[taken...]
  }

  /// The line with its commands broken; `nil` when it has none.
  private static func broken(
    _ line: Substring,
    _ form: Form,
    _ isInScript: inout Bool
  ) -> String? {
    let first = line.unicodeScalars.first { !isSkipped($0) }
    let mayBracket = line.utf8.contains(UInt8(ascii: "#")) && line.utf8.contains(UInt8(ascii: "["))
    let hasTags = form == .html && line.utf8.contains(UInt8(ascii: "<"))
    guard first == ":" || mayBracket || hasTags else { return nil }
    let scalars = Array(line.unicodeScalars)
    var result = String.UnicodeScalarView()
    var isBroken = false
    var isAtStart = true
    for (index, scalar) in scalars.enumerated() {
      if hasTags, scalar == "<" { isInScript = isScript(scalars[index...], isInScript) }
      let isCommand =
        scalar == ":" && isAtStart && form != .annotation && follows(scalars, index, isAtLineStart)
        || scalar == "#" && follows(scalars, index, isBracketed)
      if isCommand {
        isBroken = true
        result.append(contentsOf: escape(scalar, form, isInScript).unicodeScalars)
      } else {
        result.append(scalar)
      }
      if !isSkipped(scalar) { isAtStart = false }
    }
    return isBroken ? String(result) : nil
  }

  /// Whether the expected scalars follow, ignoring those without a width.
  private static func follows(
    _ scalars: [Unicode.Scalar],
    _ index: Int,
    _ isCommand: ([Unicode.Scalar]) -> Bool
  ) -> Bool {
    var next: [Unicode.Scalar] = []
    for scalar in scalars[(index + 1)...] where !scalar.properties.isDefaultIgnorableCodePoint {
      next.append(scalar)
      if next.count == 5 { break }
    }
    return isCommand(next)
  }

  private static func isAtLineStart(_ next: [Unicode.Scalar]) -> Bool { next.first == ":" }

  private static func isBracketed(_ next: [Unicode.Scalar]) -> Bool {
    guard next.first == "#" else { return false }
    let rest = String(String.UnicodeScalarView(next.dropFirst()))
    return rest.hasPrefix("[") || rest.lowercased().hasPrefix("vso[")
  }

  /// Whether runners trim the scalar from the start of a line, or do not see it.
  private static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
  }

  private static func escape(_ scalar: Unicode.Scalar, _ form: Form, _ isInScript: Bool) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    switch form {
    case .text, .annotation: return "\\u{\(digits)}"
    case .html where !isInScript: return "&#\(scalar.value);"
    case .json, .html: return "\\u00\(digits)"
    }
  }

  /// Whether the page is inside a script from that `<` on.
  private static func isScript(_ rest: ArraySlice<Unicode.Scalar>, _ wasScript: Bool) -> Bool {
    let tag = String(String.UnicodeScalarView(rest.prefix(8))).lowercased()
    if tag.hasPrefix("<script") { return true }
    return tag.hasPrefix("</script") ? false : wasScript
  }
}
