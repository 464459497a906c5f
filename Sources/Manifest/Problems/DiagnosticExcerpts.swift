package import Diagnostics
import YAMLEvents

/// Adds their source lines to diagnostics that were made away from the files, as the planner's and
/// the preflight's are.
package enum DiagnosticExcerpts {
  /// Completes diagnostics by the lines that they are about.
  ///
  /// A file that has changed, or that cannot be read any more, gives no lines.
  ///
  /// - Parameters:
  ///   - diagnostics: Those that have an excerpt, or no place, are left alone.
  ///   - digests: By path, the lower-case hexadecimal SHA-256 of the bytes that the places are in.
  /// - Returns: them in their order.
  package static func adding(
    to diagnostics: [Diagnostic],
    digests: [String: String]
  ) -> [Diagnostic] {
    var result = diagnostics
    var indexes: [String: [Int]] = [:]
    for (index, diagnostic) in diagnostics.enumerated() where diagnostic.excerpt == nil {
      if let location = diagnostic.location { indexes[location.file, default: []].append(index) }
    }
    for (path, indexes) in indexes {
      guard let digest = digests[path], let text = text(of: path, digest) else { continue }
      let starts = Set(indexes.compactMap { diagnostics[$0].location.map(mark) })
      let ends = ends(of: starts, in: text)
      var finder = ExcerptFinder(text)
      let sorted = indexes.sorted { (diagnostics[$0], $0) < (diagnostics[$1], $1) }
      for index in sorted {
        guard let start = diagnostics[index].location.map(mark) else { continue }
        result[index].excerpt = finder.excerpt(from: start, to: ends[start] ?? start)
      }
    }
    return result
  }

  private static func text(of path: String, _ digest: String) -> YAMLText? {
    let file = SourceFile(path: path, size: 0)
    guard let text = try? file.text(), file.sha256 == digest else { return nil }
    return text
  }

  private static func mark(_ location: SourceLocation) -> YAMLMark {
    YAMLMark(line: location.line, column: location.column)
  }

  /// Where the scalars and aliases that begin there end.
  private static func ends(of starts: Set<YAMLMark>, in text: YAMLText) -> [YAMLMark: YAMLMark] {
    var ends: [YAMLMark: YAMLMark] = [:]
    guard let reader = try? YAMLEventReader(text) else { return [:] }
    while ends.count < starts.count, let event = try? reader.next(), event.kind != .streamEnd {
      guard event.kind == .scalar || event.kind == .alias, starts.contains(event.start) else {
        continue
      }
      ends[event.start] = event.end
    }
    return ends
  }
}
