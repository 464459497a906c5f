/// A table of counts, as text.
struct CountTable {
  struct Row {
    /// The row's name, safe to print.
    let name: String
    /// The counts, one for each column.
    let counts: [Int]

    var total: Int { counts.reduce(0, +) }
  }

  let columns: [String]
  let inks: [TextStyle.Ink?]
  let rows: [Row]
  /// What one row stands for, in the singular and in the plural.
  let unit: (one: String, several: String)

  private static let mostRows = 50

  /// The lines; above 50 rows the smaller are added up, unless `full`, and zeros are left blank.
  func lines(_ style: TextStyle, full: Bool) -> [String] {
    let rows = full ? self.rows : shortened()
    let cells = rows.map { $0.counts.map { $0 == 0 ? "" : ValueText.count($0) } }
    let widths = columns.indices.map { column in
      max(columns[column].count, cells.map { $0[column].count }.max() ?? 0)
    }
    let room = style.width - 2 - widths.reduce(0) { $0 + $1 + 2 }
    let names = rows.map { DisplayWidth.cut($0.name, to: max(10, room)) }
    let nameWidth = names.map(DisplayWidth.of).max() ?? 0
    func line(_ name: String, _ cells: [String], inks: [TextStyle.Ink?]) -> String {
      var line = "  " + DisplayWidth.padded(name, to: nameWidth)
      for (index, cell) in cells.enumerated() {
        line += "  " + String(repeating: " ", count: widths[index] - cell.count)
        line += style.paint(cell, inks[index])
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
    let none = columns.map { _ in TextStyle.Ink?.none }
    return [line("", columns, inks: inks)]
      + zip(names, cells).map { line($0, $1, inks: none) }
  }

  private func shortened() -> [Row] {
    guard rows.count > Self.mostRows else { return rows }
    let largest = rows.enumerated()
      .sorted { ($0.element.total, $1.offset) > ($1.element.total, $0.offset) }
    let rest = largest.dropFirst(Self.mostRows).map(\.element)
    let sums = columns.indices.map { column in rest.reduce(0) { $0 + $1.counts[column] } }
    let others = "\(ValueText.count(rest.count)) more \(rest.count == 1 ? unit.one : unit.several)"
    return largest.prefix(Self.mostRows).map(\.element)
      + [Row(name: "… and \(others)", counts: sums)]
  }
}
