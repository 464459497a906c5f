/// Markdown that no value can break out of, since all text from elsewhere stands in code.
///
/// In a fenced block only its end is interpreted, and services make no mentions, issue links or
/// images from its content.
enum MarkdownText {
  /// A fenced block of lines, none of which may hold a line break.
  static func block(_ lines: [String], language: String) -> String {
    let lines = lines.map(limitingRuns)
    let fence = fence(for: lines)
    return "\(fence)\(language)\n" + lines.map { $0 + "\n" }.joined() + fence + "\n"
  }

  /// A code span for text that is safe to print on one line.
  static func code(_ text: String) -> String {
    let text = limitingRuns(text)
    let run = longestRun(in: text)
    let ticks = String(repeating: "`", count: run + 1)
    let needsSpace = text.hasPrefix("`") || text.hasSuffix("`") || text.isEmpty
    let pad = needsSpace ? " " : ""
    return ticks + pad + text + pad + ticks
  }

  /// A paragraph that says which contacts were considered; empty when all were.
  static func filters(_ filters: [String]) -> String {
    guard !filters.isEmpty else { return "" }
    let list = filters.map { code(SafeText.inline($0)) }.joined(separator: " ")
    return "**Only a part of the contacts was looked at:** \(list). The others are left alone.\n\n"
  }

  private static func fence(for lines: [String]) -> String {
    let longest = lines.map(longestRun).max() ?? 0
    return String(repeating: "`", count: max(3, longest + 1))
  }

  /// The longest run of backticks that is left unbroken.
  ///
  /// Renderers accept code spans with up to 80 backticks, and count those of a fence up to 255
  /// (cmark, inlines.c and blocks.c).
  private static let longestRunLeft = 40

  /// The text with longer runs of backticks broken by an escape.
  private static func limitingRuns(_ text: String) -> String {
    guard longestRun(in: text) > longestRunLeft else { return text }
    var result = ""
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      if run > longestRunLeft {
        result += "\\u{60}"
        run = 0
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func longestRun(in text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
