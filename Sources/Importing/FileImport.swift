import Diagnostics

/// Reads a file of any kind into records.
struct FileImport {
  private(set) var records: [RawRecord] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var report: ImportReport.File?
  private let name: String

  init(_ file: ImportFile, options: ImportOptions, rules: inout MappingRules) {
    name = file.name
    guard !Self.isBinary(file.bytes) else {
      add(
        .error,
        .importNotText,
        "\(quoted(name)) is a spreadsheet, a document or an archive, not text."
      )
      return
    }
    // Each property of a card may be in an encoding of its own.
    if options.encoding == nil, Self.isVCard(file.bytes), !file.bytes.contains(0) {
      let isUTF8 = String(validating: file.bytes, as: UTF8.self) != nil
      readVCards(file.bytes, isUTF8 ? "UTF-8" : "each card in its own encoding", &rules)
    } else {
      let text = DecodedText(file.bytes, encoding: options.encoding)
      guard check(text, file.bytes) else { return }
      if Self.isVCard(text.utf8) {
        readVCards(text.utf8, text.encoding, &rules)
      } else {
        readCSV(text, options.delimiter, &rules)
      }
    }
    if records.isEmpty, !diagnostics.containsError {
      add(.error, .importFileEmpty, "\(quoted(name)) holds no rows.")
    }
  }

  /// Says how far the text can be trusted, and whether it can be read at all.
  private mutating func check(_ text: DecodedText, _ bytes: [UInt8]) -> Bool {
    switch text.trust {
    case .certain: break
    case .damaged:
      add(.error, .importTextDamaged, "\(quoted(name)) is not valid \(visible(text.encoding)).")
      return false
    case .guessed where bytes.contains(0), .mixed where bytes.contains(0),
      .unknown where bytes.contains(0):
      return hasNoNUL(bytes)
    case .unknown(let foreign):
      reportUnknown(foreign)
      return false
    case .escaped(let encoding):
      add(
        .error,
        .importEncodingUnknown,
        "\(quoted(name)) is not UTF-8: it has escape sequences of \(encoding.uppercased()).",
        hint: "Say the encoding: `--encoding \(encoding)`; or save the file as UTF-8."
      )
      return false
    case .guessed(let foreign): reportGuessed(foreign.lines, foreign.sample)
    case .mixed(let foreign):
      add(
        .warning,
        .importEncodingMixed,
        "\(quoted(name)) is UTF-8, but for \(foreign.lines.text).",
        line: foreign.lines.first
      )
    }
    return hasNoNUL(text.utf8)
  }

  private mutating func hasNoNUL(_ bytes: [UInt8]) -> Bool {
    guard bytes.contains(0) else { return true }
    add(.error, .importNotText, "\(quoted(name)) holds NUL bytes: it is not text.")
    return false
  }

  private mutating func reportGuessed(_ lines: RowLines, _ sample: String?) {
    let verb = lines.count == 1 ? "was" : "were"
    let example = sample.map { ", such as \(quoted($0))" } ?? ""
    add(
      .warning,
      .importEncodingGuessed,
      "\(quoted(name)) is not UTF-8; \(lines.text) \(verb) read as Windows-1252\(example).",
      line: lines.first
    )
  }

  private mutating func reportUnknown(_ foreign: ForeignText) {
    guard let first = foreign.first else { return }
    let latin = String(decoding: Windows1252.utf8(first.bytes), as: UTF8.self)
    let readings = foreign.readings.prefix(6).map {
      "`--encoding \($0.encoding)` reads \(quoted($0.text))"
    }
    add(
      .error,
      .importEncodingUnknown,
      "\(quoted(name)) is not UTF-8, and as Windows-1252 a line reads \(quoted(latin)).",
      line: first.line,
      hint: "Save the file as UTF-8, or say its encoding"
        + (readings.isEmpty
          ? " with `--encoding NAME`." : ": " + readings.joined(separator: ", ") + ".")
    )
  }

  private mutating func readVCards(
    _ bytes: [UInt8],
    _ encoding: String,
    _ rules: inout MappingRules
  ) {
    let cards = VCardImport(file: name, bytes: bytes, rules: &rules)
    records = cards.records
    if cards.guessed.count > 0 { reportGuessed(cards.guessed, nil) }
    if cards.foreign.count > 0 {
      add(
        .warning,
        .importEncodingMixed,
        "\(quoted(name)) is not UTF-8, and no `CHARSET` says what \(cards.foreign.text) may be.",
        line: cards.foreign.first,
        hint: "Their values are left out. Say the encoding, as in `--encoding shift_jis`."
      )
    }
    diagnostics += cards.diagnostics
    report = ImportReport.File(
      name: name,
      format: "vCard",
      encoding: encoding,
      delimiter: nil,
      preface: RowLines(),
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
      encoding: text.encoding,
      delimiter: csv.delimiter,
      preface: csv.preface,
      columns: csv.columns,
      rows: records.count
    )
  }

  private mutating func add(
    _ severity: Diagnostic.Severity,
    _ code: DiagnosticCode,
    _ message: String,
    line: Int = 1,
    hint: String? = nil
  ) {
    let usual =
      switch code {
      case .importNotText: "Save it as CSV (UTF-8), or export vCards."
      case .importEncodingGuessed:
        "Look at names with accents. When they are wrong, say the encoding with `--encoding`."
      case .importEncodingMixed:
        "Values with letters that are lost are left out of the rows there. Save these lines as UTF-8, too."
      case .importTextDamaged: "Export it again, or save it as UTF-8."
      default: "Export it again, or leave it out."
      }
    diagnostics.append(
      Diagnostic(
        severity,
        code,
        message,
        location: SourceLocation(file: name, line: line, column: 1),
        hint: hint ?? usual
      )
    )
  }

  /// ZIP, under which newer spreadsheets are, the older ones' container, gzip, and PDF.
  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    let beginnings: [[UInt8]] = [
      [0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0], [0x1F, 0x8B, 0x08], Array("%PDF-".utf8),
    ]
    return beginnings.contains { bytes.starts(with: $0) }
  }

  /// Whether a card begins at the start of a line, be it below something else.
  private static func isVCard(_ bytes: [UInt8]) -> Bool {
    let head = String(decoding: bytes.prefix(1 << 16), as: UTF8.self).uppercased()
    return head.split { $0.isNewline }.contains { line in
      line.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.hasPrefix("BEGIN:VCARD")
    }
  }
}
