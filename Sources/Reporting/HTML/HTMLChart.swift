/// Counts as a table with a bar in each row: the figures are text, the bars are for the eye alone.
struct HTMLChart {
  struct Row {
    let name: String
    /// The counts, one for each column.
    let counts: [Int]
    /// Whether the row adds others up, and so has no bar.
    var isRest = false

    var total: Int { counts.reduce(0, +) }
  }

  struct Column {
    /// The CSS class of its colour.
    let kind: String
    let label: String
  }

  let caption: String
  /// The heading of the column with the rows' names.
  let heading: String
  let columns: [Column]
  let rows: [Row]
  /// The CSS classes of the rows' bars, if these are not coloured by column.
  var kindsOfRows: [String]?

  /// The number of companies above which the smaller ones are added up.
  private static let mostCompanies = 12

  /// A chart of how many items there are of each kind.
  static func ofKinds(_ kinds: [HTMLPage.Kind], called name: String) -> HTMLChart? {
    guard !kinds.isEmpty else { return nil }
    return HTMLChart(
      caption: "By \(name)",
      heading: name.prefix(1).uppercased() + name.dropFirst(),
      columns: [Column(kind: "", label: "contacts")],
      rows: kinds.map { Row(name: $0.label, counts: [$0.count]) },
      kindsOfRows: kinds.map(\.id)
    )
  }

  /// A chart of how many items each company has, the largest first; `nil` for at most one company.
  static func ofCompanies(
    _ companies: HTMLCompanies,
    _ kinds: [HTMLPage.Kind]
  ) -> HTMLChart? {
    guard companies.names.count > 1 else { return nil }
    let rows = zip(companies.names, companies.counts).map { name, counts in
      Row(name: name, counts: kinds.map { counts[$0.id] ?? 0 })
    }
    let largest = rows.enumerated()
      .sorted { ($1.element.total, $0.offset) < ($0.element.total, $1.offset) }.map(\.element)
    let rest = largest.dropFirst(mostCompanies)
    let sums = kinds.indices.map { column in rest.reduce(0) { $0 + $1.counts[column] } }
    let name = "\(ValueText.count(rest.count)) more companies"
    let last = Row(name: name, counts: sums, isRest: true)
    return HTMLChart(
      caption: "By company",
      heading: "Company",
      columns: kinds.map { Column(kind: $0.id, label: $0.label) },
      rows: largest.prefix(mostCompanies) + (rest.isEmpty ? [] : [last])
    )
  }

  var values: [String: Any] {
    let most = max(1, rows.filter { !$0.isRest }.map(\.total).max() ?? 1)
    return [
      "caption": caption, "heading": heading, "columns": columns.map(\.label),
      "rows": rows.enumerated().map { index, row -> [String: Any] in
        [
          "name": row.name, "counts": row.counts.map(ValueText.count),
          "bars": row.isRest ? [] : bars(of: row, at: index, most: most),
        ]
      },
    ]
  }

  /// The parts of a row's bar, side by side, in thousandths of the longest row.
  private func bars(of row: Row, at index: Int, most: Int) -> [[String: Any]] {
    var start = 0
    return zip(columns, row.counts).compactMap { column, count in
      guard count > 0 else { return nil }
      let width = max(4, count * 1000 / most)
      defer { start += width }
      return ["kind": kindsOfRows?[index] ?? column.kind, "x": start, "width": width]
    }
  }
}
