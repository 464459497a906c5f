import Diagnostics

/// Reads a file of any kind into records.
struct FileImport {
  private(set) var records: [RawRecord] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var report: ImportReport.File?
  private let name: String

  init(_ file: ImportFile, delimiter: Character?, rules: inout MappingRules) {
    name = file.name
    guard !Self.isBinary(file.bytes) else {
      add(.error, .importNotText, "\(quoted(name)) is a spreadsheet or an archive, not text.")
      return
    }
    let text = DecodedText(file.bytes)
    if text.isDamaged {
      add(.error, .importTextDamaged, "\(quoted(name)) is not valid UTF-16.")
      return
    }
    if text.utf8.contains(0) {
      add(.error, .importNotText, "\(quoted(name)) holds NUL bytes: it is not text.")
      return
    }
    if text.encoding == .windows1252 {
      add(.warning, .importEncodingGuessed, "\(quoted(name)) is not UTF-8; it was read as Latin-1.")
    }
    if Self.isVCard(text.utf8) {
      readVCards(text, &rules)
    } else {
      readCSV(text, delimiter, &rules)
    }
    if records.isEmpty, !diagnostics.containsError {
      add(.error, .importFileEmpty, "\(quoted(name)) holds no rows.")
    }
  }

  private mutating func readVCards(_ text: DecodedText, _ rules: inout MappingRules) {
    let cards = VCardImport(file: name, utf8: text.utf8, rules: &rules)
    records = cards.records
    diagnostics += cards.diagnostics
    report = ImportReport.File(
      name: name,
      format: "vCard",
      encoding: text.encoding.rawValue,
      delimiter: nil,
      columns: cards.columns,
      rows: records.count
    )
  }

  private mutating func readCSV(
    _ text: DecodedText,
    _ delimiter: Character?,
    _ rules: inout MappingRules
  ) {
    let csv = CSVImport(file: name, utf8: text.utf8, delimiter: delimiter, rules: &rules)
    records = csv.records
    diagnostics += csv.diagnostics
    report = ImportReport.File(
      name: name,
      format: csv.format.rawValue,
      encoding: text.encoding.rawValue,
      delimiter: csv.delimiter,
      columns: csv.columns,
      rows: records.count
    )
  }

  private mutating func add(
    _ severity: Diagnostic.Severity,
    _ code: DiagnosticCode,
    _ message: String
  ) {
    let hint =
      switch code {
      case .importNotText: "Save it as CSV (UTF-8), or export vCards."
      case .importEncodingGuessed:
        "Look at names with accents; save the file as UTF-8 when they are wrong."
      case .importTextDamaged: "Export it again, or save it as UTF-8."
      default: "Export it again, or leave it out."
      }
    diagnostics.append(
      Diagnostic(
        severity,
        code,
        message,
        location: SourceLocation(file: name, line: 1, column: 1),
        hint: hint
      )
    )
  }

  /// ZIP, under which newer spreadsheets are, and the older ones' container.
  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
  }

  private static func isVCard(_ utf8: [UInt8]) -> Bool {
    let start = utf8.drop { $0 <= 0x20 }.prefix(11)
    return String(decoding: start, as: UTF8.self).uppercased() == "BEGIN:VCARD"
  }
}
