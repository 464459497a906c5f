import Diagnostics
import Model

/// What many rows of a file share, so that a report says it once.
struct GatheredRows {
  /// What makes notes, or rows without any, the same.
  private struct Kind: Hashable {
    let file: String
    /// A note's column; `nil` for a row.
    let column: String?
    let verb: String
    let reason: String
    /// Where every value stands for itself, without regard to case and spaces.
    let value: String?
  }

  private struct Group {
    let first: ImportReport.Note?
    var lines = RowLines()
  }

  private var groups: [Kind: Group] = [:]
  private var order: [Kind] = []

  /// More rows than these of one kind are gathered.
  private static let limit = 10
  /// Ranges of rows that a line names.
  private static let runs = 20

  init(_ rows: [ImportReport.Row]) {
    for (index, row) in rows.enumerated() {
      for note in row.notes { add(Self.kind(note, row), note, index, row) }
    }
    // Of the others, rows that have nothing else to say.
    for (index, row) in rows.enumerated() where row.notes.allSatisfy({ has($0, of: row) }) {
      if let kind = Self.kind(row) { add(kind, nil, index, row) }
    }
  }

  private mutating func add(
    _ kind: Kind,
    _ note: ImportReport.Note?,
    _ index: Int,
    _ row: ImportReport.Row
  ) {
    if groups[kind] == nil { order.append(kind) }
    groups[kind, default: Group(first: note)].lines.append(row: index, line: row.location.line)
  }

  /// Whether the note stands in a line for many rows.
  func has(_ note: ImportReport.Note, of row: ImportReport.Row) -> Bool {
    isGathered(Self.kind(note, row))
  }

  /// Whether what became of the row does.
  func has(_ row: ImportReport.Row) -> Bool { Self.kind(row).map(isGathered) ?? false }

  private func isGathered(_ kind: Kind) -> Bool {
    guard let count = groups[kind]?.lines.count else { return false }
    return kind.value != nil || count > Self.limit
  }

  var lines: [String] {
    order.filter(isGathered).compactMap { kind in
      groups[kind].map { line(kind, $0) }
    }
  }

  private func line(_ kind: Kind, _ group: Group) -> String {
    let count = group.lines.count
    let place = "\(visible(kind.file)): "
    let rows = count == 1 ? "1 row" : "\(count) rows"
    let lines = group.lines.first > 0 ? " (\(group.lines.text(runs: Self.runs)))" : ""
    guard let column = kind.column, let first = group.first else {
      return place + "\(rows) \(kind.verb)\(lines): \(kind.reason)"
    }
    guard kind.value == nil else {
      let subject = "\(visible(column)): \(quoted(first.value))"
      return place + "\(subject) \(first.verb) in \(rows)\(lines): \(first.reason)"
    }
    let change = kind.verb == "changed" ? " to \(quoted(first.replacement ?? ""))" : ""
    return place + "\(visible(column)) \(kind.verb) in \(rows)\(lines), such as "
      + "\(quoted(first.value))\(change): \(first.reason)"
  }

  private static func kind(_ note: ImportReport.Note, _ row: ImportReport.Row) -> Kind {
    let verb =
      note.replacement == nil ? "left out" : note.replacement == note.value ? "kept" : "changed"
    return Kind(
      file: row.location.file,
      column: note.column,
      verb: verb,
      reason: note.isSaidOnce ? "" : withoutValues(note.reason),
      value: note.isSaidOnce ? OwnerNames.folded(note.value) : nil
    )
  }

  /// `nil` for a row of which there is nothing to say.
  private static func kind(_ row: ImportReport.Row) -> Kind? {
    let (verb, reason): (String, String)
    switch row.outcome {
    case .imported: return nil
    case .merged(_, _, let shared):
      verb = "merged into earlier ones"
      reason = "they share " + shared.map(\.name).joined(separator: ", ")
    case .leftOut(let why): (verb, reason) = ("left out", why)
    }
    return Kind(
      file: row.location.file,
      column: nil,
      verb: verb,
      reason: withoutValues(reason),
      value: nil
    )
  }

  /// With `…` for what stands in backticks.
  private static func withoutValues(_ reason: String) -> String {
    guard reason.contains("`") else { return reason }
    let parts = reason.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { $0.offset % 2 == 0 ? String($0.element) : "`…`" }.joined()
  }
}
