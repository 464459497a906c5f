import Diagnostics
import Model

extension ImportReport {
  /// The report as lines for people.
  ///
  /// Each file with its mapping, each row that was merged, left out or lost a value, contacts of
  /// the same name, and a stable last line. What many rows share is one line with their number.
  /// What comes from the files is quoted so that it cannot break or forge a line.
  package var text: String {
    var lines: [String] = []
    for file in files { lines += Self.lines(file) }
    let gathered = GatheredRows(rows)
    lines += gathered.lines
    for row in rows { lines += Self.lines(row, gathered) }
    lines += namesakeLines
    let counts = counts
    lines.append(
      "Import: \(counts.imported) imported, \(counts.merged) merged, "
        + "\(counts.leftOut) left out; contacts: \(contacts), companies: \(companies)."
    )
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ file: File) -> [String] {
    var head = "\(visible(file.name)): \(file.format), \(visible(file.encoding))"
    if let delimiter = file.delimiter { head += ", delimiter \(quoted(String(delimiter)))" }
    let noun = file.delimiter != nil ? "rows" : file.columns.isEmpty ? "contacts" : "cards"
    var lines = [head + ", \(noun): \(file.rows)"]
    if file.preface.count > 0 {
      let verb = file.preface.count == 1 ? "stands" : "stand"
      lines.append("  \(file.preface.text) \(verb) above the header: not imported")
    }
    let width = min(40, file.columns.map { quoted($0.name).count }.max() ?? 0)
    for column in file.columns {
      let name = quoted(column.name)
      let padding = String(repeating: " ", count: max(0, width - name.count))
      if let target = column.target {
        lines.append("  \(name)\(padding) -> \(target)")
      } else {
        let hint = column.suggestion.map {
          "; --map \(shellWord("\(column.name)=\($0)")) takes it"
        }
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

  private static func lines(_ row: Row, _ gathered: GatheredRows) -> [String] {
    let place = Self.place(row.location)
    let notes = row.notes.filter { !gathered.has($0, of: row) }.map { note in
      "  \(visible(note.column)): \(quoted(note.value)) \(note.effect)"
    }
    if notes.isEmpty, gathered.has(row) { return [] }
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

  // MARK: Contacts of the same name

  /// More of them are counted.
  private static let shownNamesakes = 10

  private var namesakeLines: [String] {
    var lines = namesakes.prefix(Self.shownNamesakes).map { group in
      let members = group.members.prefix(6).map { member in
        let place = member.location.map(Self.place) ?? "declared already"
        return "\(visible(member.address.description)) (\(place))"
      }
      let rest = group.members.count - members.count
      return "same name: " + members.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
    let rest = namesakes.count - lines.count
    if rest > 0 { lines.append("same name: \(rest) more names of several contacts each") }
    guard !lines.isEmpty else { return [] }
    return lines + ["Contacts of the same name may be one person: look at them before you apply."]
  }
}

extension ImportReport.Note {
  /// What became of the value, with the reason.
  fileprivate var effect: String { "\(verb): \(reason)" }

  /// Such as `left out`.
  var verb: String {
    guard let replacement else { return "left out" }
    return replacement == value ? "kept" : "became \(quoted(replacement))"
  }
}
