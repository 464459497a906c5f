import Diagnostics
import YAMLEvents

/// Reads values from a seed or fault file, and collects what is wrong with them.
struct FileReader {
  private(set) var diagnostics: [Diagnostic] = []

  /// The document's root, which must be a mapping; `nil` for an empty document.
  static func root(_ bytes: [UInt8], file: String) throws(DiagnosticsError) -> YAMLNode? {
    do {
      return try YAMLNode.compose(bytes, file: file)
    } catch {
      throw DiagnosticsError(error.diagnostics)
    }
  }

  /// - Throws: The collected diagnostics, if there are any.
  func finish() throws(DiagnosticsError) {
    if !diagnostics.isEmpty { throw DiagnosticsError(diagnostics.sorted()) }
  }

  mutating func report(
    _ code: DiagnosticCode,
    _ message: String,
    at node: YAMLNode,
    hint: String? = nil,
    related: [Diagnostic.Related] = []
  ) {
    diagnostics.append(
      Diagnostic(
        .error,
        code,
        message,
        location: node.location,
        excerpt: node.excerpt,
        hint: hint,
        related: related
      )
    )
  }

  /// Whether the node is a mapping; reports if not, and each of its keys that is not allowed.
  mutating func isMapping(_ node: YAMLNode, _ what: String, keys: [String]) -> Bool {
    guard let entries = node.mapping else {
      report(
        .sandboxFileShape,
        "\(what) is a mapping.",
        at: node,
        hint: "Write `{\(keys.prefix(2).map { "\($0): …" }.joined(separator: ", "))}`."
      )
      return false
    }
    for entry in entries where !keys.contains(entry.key) {
      let nearest = Suggestion.nearest(to: entry.key, among: keys)
      diagnostics.append(
        Diagnostic(
          .error,
          .sandboxFileUnknownKey,
          "\(what) has no key `\(entry.key)`.",
          location: entry.keyLocation,
          hint: nearest.map { "Did you mean `\($0)`?" }
            ?? "It takes \(keys.map { "`\($0)`" }.joined(separator: ", "))."
        )
      )
    }
    return true
  }

  /// The items of the list under that key; none if it is missing or null, or, with a
  /// report, not a list.
  mutating func items(_ node: YAMLNode, _ key: String) -> [YAMLNode] {
    guard let value = node[key], !value.isNull else { return [] }
    guard let items = value.array else {
      report(
        .sandboxFileShape,
        "`\(key)` is a list.",
        at: value,
        hint: "Begin each item with `- `."
      )
      return []
    }
    return items
  }

  /// The text under that key; `nil` if it is missing or null, or, with a report, empty
  /// or not a text.
  mutating func text(_ node: YAMLNode, _ key: String) -> String? {
    guard let value = node[key], !value.isNull else { return nil }
    guard let text = value.string, !text.isEmpty else {
      report(.sandboxFileShape, "`\(key)` is a text.", at: value)
      return nil
    }
    return text
  }

  /// Reads a text like `text`, and also reports a missing key.
  mutating func requiredText(_ node: YAMLNode, _ key: String, of what: String) -> String? {
    guard let value = node[key], !value.isNull else {
      report(.sandboxFileMissingKey, "\(what) needs `\(key)`.", at: node)
      return nil
    }
    return text(node, key)
  }
}
