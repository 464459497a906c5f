import Diagnostics

/// A row of CSV and where it begins.
struct CSVRow: Hashable, Sendable {
  let cells: [String]
  /// 1-based; a row with line breaks in its quotes has several.
  let line: Int

  var isBlank: Bool { cells.allSatisfy { $0.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } } }
}

/// Reads CSV by RFC 4180, row after row, with the line that each begins on.
///
/// Rows end in CR LF, LF or CR. Spaces may stand around quotes, which the RFC leaves out and people
/// write. A quote inside a cell that does not begin with one is text. What follows a closing quote
/// and a quote that is never closed are problems: past them, nothing can be trusted to stand in its
/// column.
///
/// No package: SwiftCSV 0.10.0 gives no lines for rows and no error for an open quote.
struct CSVReader {
  /// Something that is not CSV.
  struct Problem: Hashable {
    enum Kind: Hashable {
      case unclosedQuote
      case textAfterQuote
      case tooManyColumns
    }

    let kind: Kind
    let line: Int
    /// 1-based, in Unicode scalars.
    let column: Int
  }

  static let maximumColumns = 10_000

  private let text: [UInt8]
  private let delimiter: [UInt8]
  private var position: Int
  /// Of `position`, 1-based.
  private var line: Int
  private var lineStart: Int
  private(set) var problems: [Problem] = []

  init(_ text: [UInt8], delimiter: Character, from position: Int = 0, line: Int = 1) {
    self.text = text
    self.delimiter = Array(String(delimiter).utf8)
    self.position = position
    self.line = line
    lineStart = position
  }

  /// The next row, an empty line as one empty cell; `nil` at the end and after a problem without
  /// remedy.
  mutating func next() -> CSVRow? {
    guard position < text.count else { return nil }
    let start = line
    var cells: [String] = []
    while true {
      guard cells.count < Self.maximumColumns else {
        report(.tooManyColumns, at: position)
        position = text.count
        return nil
      }
      guard let cell = readCell() else { return nil }
      cells.append(cell)
      if isDelimiter(at: position) {
        position += delimiter.count
        continue
      }
      endLine()
      return CSVRow(cells: cells, line: start)
    }
  }

  private mutating func readCell() -> String? {
    var start = position
    while start < text.count, text[start] == 0x20, !isDelimiter(at: start) { start += 1 }
    if start < text.count, text[start] == UInt8(ascii: "\"") {
      position = start
      return readQuoted()
    }
    start = position
    while position < text.count, !isLineEnd(at: position), !isDelimiter(at: position) {
      position += 1
    }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func readQuoted() -> String? {
    let opening = position
    let (openingLine, openingStart) = (line, lineStart)
    position += 1
    var cell: [UInt8] = []
    var chunk = position
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\"") {
        cell.append(contentsOf: text[chunk..<position])
        position += 1
        guard position < text.count, text[position] == UInt8(ascii: "\"") else {
          return String(decoding: afterQuote(cell), as: UTF8.self)
        }
        chunk = position
        position += 1
      } else if isLineEnd(at: position) {
        endLine()
      } else {
        position += 1
      }
    }
    (line, lineStart) = (openingLine, openingStart)
    report(.unclosedQuote, at: opening)
    return nil
  }

  private mutating func afterQuote(_ cell: [UInt8]) -> [UInt8] {
    while position < text.count, text[position] == 0x20, !isDelimiter(at: position) {
      position += 1
    }
    let start = position
    while position < text.count, !isLineEnd(at: position), !isDelimiter(at: position) {
      position += 1
    }
    if position > start { report(.textAfterQuote, at: start) }
    return cell
  }

  private func isLineEnd(at index: Int) -> Bool { text[index] == 0x0A || text[index] == 0x0D }

  private func isDelimiter(at index: Int) -> Bool {
    guard index < text.count, text[index] == delimiter[0] else { return false }
    return delimiter.count == 1 || text[index...].starts(with: delimiter)
  }

  /// Moves past a line break, if one is there.
  private mutating func endLine() {
    guard position < text.count else { return }
    let isPair =
      text[position] == 0x0D && position + 1 < text.count && text[position + 1] == 0x0A
    position += isPair ? 2 : 1
    line += 1
    lineStart = position
  }

  private mutating func report(_ kind: Problem.Kind, at index: Int) {
    let before = String(decoding: text[lineStart..<index], as: UTF8.self)
    problems.append(Problem(kind: kind, line: line, column: before.unicodeScalars.count + 1))
  }
}
