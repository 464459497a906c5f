import Diagnostics
import Model

/// Reads a CSV file into records.
struct CSVImport {
  private(set) var records: [RawRecord] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var columns: [ImportReport.Column] = []
  let delimiter: Character
  let format: SourceFormat
  /// Rows above the header, which are not imported.
  let preface: RowLines
  private let file: String

  /// Problems that are said one by one.
  private static let reportedProblems = 20

  init(file: String, utf8: [UInt8], delimiter given: Character?, rules: inout MappingRules) {
    self.file = file
    let layout = CSVLayout(utf8, delimiter: given, named: rules.foldedColumns)
    delimiter = layout.delimiter
    preface = layout.preface
    guard let header = layout.header else {
      format = .unknown
      // A first row that cannot be read leaves no header.
      var reader = CSVReader(utf8, delimiter: delimiter)
      while reader.next() != nil {}
      for problem in reader.problems.prefix(Self.reportedProblems) { report(problem) }
      return
    }
    let names = header.cells.map(cleanedText)
    format = SourceFormat(header: names)
    let mapping = ColumnMapping(header: names, rules: &rules)
    if let address = CSVLayout.address(in: header) {
      diagnostics.append(
        Diagnostic(
          .error,
          .importNoHeader,
          "\(quoted(file)) has no header: its first row holds \(quoted(address)).",
          location: SourceLocation(file: file, line: header.line, column: 1),
          hint: "Put a row above it that names the columns, such as `email,firstName,lastName`."
        )
      )
      return
    }
    columns = mapping.columns
    if let name = mapping.misspeltEmail { reportMisspelt(name, header) }
    if !mapping.hasIdentifier {
      diagnostics.append(
        Diagnostic(
          .error,
          .importNoIdentifier,
          "No column of \(quoted(file)) holds email addresses or LinkedIn URLs.",
          location: SourceLocation(file: file, line: header.line, column: 1),
          hint: "Say which it is, as in `--map 'COLUMN=email'`. \(columnList(names))"
        )
      )
    }
    readRows(utf8, header, mapping)
  }

  private mutating func reportMisspelt(_ name: String, _ header: CSVRow) {
    diagnostics.append(
      Diagnostic(
        .error,
        .importMainEmailUnclear,
        "The column \(quoted(name)) is not known, and another one would give the main addresses.",
        location: SourceLocation(file: file, line: header.line, column: 1),
        hint: "Say what it is: `--map \(shellWord("\(name)=email"))`, or "
          + "`--map \(shellWord("\(name)=ignore"))`."
      )
    )
  }

  private mutating func readRows(_ utf8: [UInt8], _ header: CSVRow, _ mapping: ColumnMapping) {
    var reader = CSVReader(utf8, delimiter: delimiter)
    var isPastHeader = false
    while let row = reader.next() {
      guard isPastHeader else {
        isPastHeader = row.line == header.line
        continue
      }
      if row.isBlank { continue }
      noteLeftOut(row, mapping)
      records.append(record(row, header, mapping))
    }
    for problem in reader.problems.prefix(Self.reportedProblems) { report(problem) }
  }

  private mutating func noteLeftOut(_ row: CSVRow, _ mapping: ColumnMapping) {
    for index in mapping.unused where index < row.cells.count && !row.cells[index].isEmpty {
      columns[index].left.append(row: records.count, line: row.line)
    }
  }

  private func record(_ row: CSVRow, _ header: CSVRow, _ mapping: ColumnMapping) -> RawRecord {
    var record = RawRecord(location: SourceLocation(file: file, line: row.line, column: 1))
    let extra = row.cells.dropFirst(header.cells.count)
    if extra.contains(where: { !cleanedText($0).isEmpty }) {
      // Mostly a delimiter without quotes, after which every value stands in the wrong column.
      record.fault = "it has \(row.cells.count) cells, and the header has \(header.cells.count)"
      return record
    }
    for use in mapping.uses where use.index < row.cells.count && !row.cells[use.index].isEmpty {
      record.values.append(
        .init(
          column: use.name,
          target: use.target,
          text: row.cells[use.index],
          kind: use.kindIndex.flatMap { $0 < row.cells.count ? row.cells[$0] : nil }
        )
      )
    }
    return record
  }

  private mutating func report(_ problem: CSVReader.Problem) {
    let (message, hint) =
      switch problem.kind {
      case .unclosedQuote:
        (
          "This quote is never closed.",
          "Close it; a quote inside of quotes is written twice: `\"\"`."
        )
      case .textAfterQuote:
        (
          "After the closing quote stands neither a delimiter nor the end of the line.",
          "Write a quote inside of quotes twice: `\"\"`; or say the delimiter with `--delimiter`."
        )
      case .tooManyColumns:
        (
          "This row has more than \(CSVReader.maximumColumns) columns.",
          "Say the delimiter with `--delimiter`."
        )
      }
    diagnostics.append(
      Diagnostic(
        .error,
        .importCSVMalformed,
        message,
        location: SourceLocation(file: file, line: problem.line, column: problem.column),
        hint: hint
      )
    )
  }
}
