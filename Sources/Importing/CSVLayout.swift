/// How a CSV file is laid out: its delimiter, its header, and where its rows begin.
struct CSVLayout {
  let delimiter: Character
  /// `nil` when the file holds nothing.
  let header: CSVRow?
  /// Rows above the header, with a line that begins them.
  let preface: RowLines

  private static let candidates: [Character] = [",", ";", "\t", "|"]
  /// LinkedIn's exports begin with a few lines of notes.
  private static let searchedRows = 12
  private static let sampleLength = 64 << 10

  /// - Parameters:
  ///   - text: the whole file.
  ///   - given: the delimiter that the user says.
  ///   - named: headers that the user names, folded.
  init(_ text: [UInt8], delimiter given: Character?, named: Set<String>) {
    let sample = Self.sample(text)
    let declared = Self.declaredDelimiter(text)
    let candidates = (given ?? declared).map { [$0] } ?? Self.candidates
    var best: (score: Int, delimiter: Character, header: CSVRow?, rows: [CSVRow])?
    for candidate in candidates {
      let rows = Self.firstRows(sample, candidate)
        .filter { !$0.isBlank && !Self.isDeclaration($0, declared) }
      let header = Self.header(rows, named: named)
      let score = header.map { Self.score($0, rows, named: named) } ?? 0
      if score > best?.score ?? -1 { best = (score, candidate, header, rows) }
    }
    delimiter = best?.delimiter ?? ","
    header = best?.header
    var preface = RowLines()
    for (index, row) in (best?.rows ?? []).enumerated() where row.line < best?.header?.line ?? 0 {
      preface.append(row: index, line: row.line)
    }
    self.preface = preface
  }

  /// To the end of a line, so that no cell is cut.
  private static func sample(_ text: [UInt8]) -> [UInt8] {
    guard text.count > sampleLength else { return text }
    let sample = text.prefix(sampleLength)
    return Array(sample.prefix(through: sample.lastIndex(of: 0x0A) ?? sample.count - 1))
  }

  private static func firstRows(_ text: [UInt8], _ delimiter: Character) -> [CSVRow] {
    var reader = CSVReader(text, delimiter: delimiter)
    var rows: [CSVRow] = []
    while rows.count < 2 * searchedRows, let row = reader.next() { rows.append(row) }
    return rows
  }

  /// `sep=;` in the first line, as spreadsheets write it.
  private static func declaredDelimiter(_ text: [UInt8]) -> Character? {
    let line = String(decoding: text.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(16), as: UTF8.self)
    guard line.lowercased().hasPrefix("sep="), line.count == 5 else { return nil }
    return line.last
  }

  private static func isDeclaration(_ row: CSVRow, _ delimiter: Character?) -> Bool {
    delimiter != nil && row.line == 1
  }

  /// The first row that names an identifier, else the one that names most, else the first.
  ///
  /// A row with an address of somebody's is data, and so are most below it, whatever their cells
  /// say.
  private static func header(_ rows: [CSVRow], named: Set<String>) -> CSVRow? {
    let searched = rows.prefix(searchedRows)
    let data = searched.firstIndex { address(in: $0) != nil } ?? searched.endIndex
    let naming = searched.indices.first { index in
      let row = searched[index]
      guard address(in: row) == nil, namesIdentifier(row, named: named) else { return false }
      return index < data || row.cells.count == 1 || knownCount(row, named: named) > 1
    }
    if let naming { return searched[naming] }
    let known = searched[..<data].map { (row: $0, count: knownCount($0, named: named)) }
    let most = known.map(\.count).max() ?? 0
    return most > 0 ? known.first { $0.count == most }?.row : searched.first
  }

  /// The first cell that is an email address or the URL of a person's page.
  static func address(in row: CSVRow) -> String? {
    row.cells.lazy.map(cleanedText).first { cell in
      if case .value = EmailCleaning.clean(cell) { return true }
      if case .profile = LinkedInCleaning.page(cell) { return true }
      return false
    }
  }

  private static func namesIdentifier(_ row: CSVRow, named: Set<String>) -> Bool {
    row.cells.contains { cell in
      let folded = HeaderName.fold(cell)
      return named.contains(folded) || HeaderTable.entry(folded)?.target.isIdentifier == true
    }
  }

  private static func knownCount(_ row: CSVRow, named: Set<String>) -> Int {
    row.cells.count {
      let folded = HeaderName.fold($0)
      return named.contains(folded) || HeaderTable.entry(folded) != nil
    }
  }

  /// Known headers count most, then that the rows are as wide as the header.
  private static func score(_ header: CSVRow, _ rows: [CSVRow], named: Set<String>) -> Int {
    let width = header.cells.count
    let sameWidth = width > 1 ? rows.count { $0.cells.count == width } : 0
    return knownCount(header, named: named) * 1_000 + sameWidth * 10 + (width > 1 ? 1 : 0)
  }
}
