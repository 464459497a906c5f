import Diagnostics
import Model

extension ImportReport {
  /// The report as lines for people.
  ///
  /// Each file with its mapping, each row that was merged, left out or lost a value, and a stable last
  /// line. What comes from the files is quoted so that it cannot break or forge a line.
  package var text: String {
    var lines: [String] = []
    for file in files { lines += Self.lines(file) }
    for row in rows { lines += Self.lines(row) }
    let counts = counts
    lines.append(
      "Import: \(counts.imported) imported, \(counts.merged) merged, "
        + "\(counts.leftOut) left out; contacts: \(contacts), companies: \(companies)."
    )
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ file: File) -> [String] {
    var head = "\(visible(file.name)): \(file.format), \(file.encoding)"
    if let delimiter = file.delimiter { head += ", delimiter \(quoted(String(delimiter)))" }
    let noun = file.delimiter != nil ? "rows" : file.columns.isEmpty ? "contacts" : "cards"
    var lines = [head + ", \(noun): \(file.rows)"]
    let width = min(40, file.columns.map { quoted($0.name).count }.max() ?? 0)
    for column in file.columns {
      let name = quoted(column.name)
      let padding = String(repeating: " ", count: max(0, width - name.count))
      if let target = column.target {
        lines.append("  \(name)\(padding) -> \(target)")
      } else {
        let hint = column.suggestion.map { "; --map '\(visible(column.name))=\($0)' takes it" }
        lines.append("  \(name)\(padding)    not imported\(left(column.left))\(hint ?? "")")
      }
    }
    return lines
  }

  private static func left(_ rows: RowLines) -> String {
    rows.count == 0 ? "" : ": \(rows.count) \(rows.count == 1 ? "value" : "values"), \(rows.text)"
  }

  /// What was read from the CRM has a name and no line.
  private static func place(_ location: SourceLocation) -> String {
    visible(location.file) + (location.line > 0 ? ":\(location.line)" : "")
  }

  private static func lines(_ row: Row) -> [String] {
    let place = Self.place(row.location)
    let notes = row.notes.map {
      "  \(visible($0.column)): \(quoted($0.value)) left out: \($0.reason)"
    }
    switch row.outcome {
    case .imported(let address):
      return notes.isEmpty ? [] : ["\(place): imported as \(visible(address.description))"] + notes
    case .merged(let address, let first, let shared):
      let by = shared.map(\.name).joined(separator: ", ")
      return [
        "\(place): merged into \(visible(address.description)) "
          + "(\(Self.place(first))) by \(by)"
      ] + notes
    case .leftOut(let reason): return ["\(place): left out: \(reason)"] + notes
    }
  }
}
