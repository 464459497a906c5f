import Diagnostics
import Model

/// Reads vCards 3.0 and 4.0, and what 2.1 writes differently.
struct VCardImport {
  private(set) var records: [RawRecord] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let file: String
  private var rules: MappingRules
  private var order: [String] = []
  private var targets: [String: String] = [:]

  /// - Parameters:
  ///   - file: what reports call it.
  ///   - utf8: the whole text.
  ///   - rules: whose columns are the names of properties.
  init(file: String, utf8: [UInt8], rules: inout MappingRules) {
    self.file = file
    self.rules = rules
    read(utf8)
    rules = self.rules
  }

  /// The properties that were met, with what became of them.
  var columns: [ImportReport.Column] {
    order.map { ImportReport.Column(name: $0, target: targets[$0]) }
  }

  private mutating func read(_ utf8: [UInt8]) {
    var reader = VCardLineReader(utf8)
    var card: [VCardLine]?
    var record = RawRecord(location: SourceLocation(file: file, line: 1, column: 1))
    // An agent's card stands inside another's.
    var depth = 0
    while let item = reader.next() {
      switch item {
      case .property(let line) where line.name == "BEGIN" && line.text.lowercased() == "vcard":
        if depth > 0, !isAgent(card) {
          report(record.location.line, "The card that begins here is never closed.")
          finish(&card, &record)
          depth = 0
        }
        depth += 1
        guard depth == 1 else { continue }
        card = []
        record = RawRecord(location: SourceLocation(file: file, line: line.line, column: 1))
      case .property(let line) where line.name == "END" && line.text.lowercased() == "vcard":
        depth = max(0, depth - 1)
        if depth == 0 { finish(&card, &record) }
      case .property(let line):
        if depth == 1 {
          card?.append(line)
        } else if depth == 0 {
          report(line.line, "This line stands outside of a card.")
        }
      case .other(let line):
        if depth == 0 { report(line, "This line stands outside of a card.") }
        guard depth == 1 else { continue }
        record.notes.append(
          .init(column: "line \(line)", value: "", reason: "it is no property of a card")
        )
      }
    }
    if depth > 0 { report(record.location.line, "The card that begins here is never closed.") }
  }

  private func isAgent(_ card: [VCardLine]?) -> Bool {
    card?.last.map { $0.name == "AGENT" && $0.value.isEmpty } ?? false
  }

  /// Many lines outside of cards are one problem.
  private mutating func report(_ line: Int, _ message: String) {
    guard diagnostics.last?.message != message else { return }
    diagnostics.append(
      Diagnostic(
        .error,
        .importVCardMalformed,
        message,
        location: SourceLocation(file: file, line: line, column: 1),
        hint: "A card stands between `BEGIN:VCARD` and `END:VCARD`."
      )
    )
  }

  private mutating func finish(_ card: inout [VCardLine]?, _ record: inout RawRecord) {
    guard let lines = card else { return }
    card = nil
    let kind = lines.first { $0.name == "KIND" || $0.name == "X-ADDRESSBOOKSERVER-KIND" }
    if let kind = kind?.text.lowercased(), kind != "individual" {
      record.fault = "the card is of kind \(quoted(kind)), not a person's"
    }
    // The preferred ones first, and those that a phone book shows first.
    let sorted = lines.enumerated().sorted { one, other in
      (one.element.preference, rank(one.element), one.offset)
        < (other.element.preference, rank(other.element), other.offset)
    }.map(\.element)
    let hasName = lines.contains { line in
      line.name == "N" && line.components.prefix(2).contains { !cleanedText($0).isEmpty }
    }
    for line in sorted { take(line, hasName: hasName, &record) }
    for line in lines { note(line.name) }
    records.append(record)
  }

  private func rank(_ line: VCardLine) -> Int {
    guard line.name == "TEL" else { return 0 }
    if line.has("fax") || line.has("pager") { return 3 }
    return line.has("cell") ? 0 : line.has("work") ? 1 : 2
  }

  private mutating func note(_ name: String) {
    guard !Self.framing.contains(name), !order.contains(name) else { return }
    order.append(name)
  }

  private static let framing: Set<String> = [
    "BEGIN", "END", "VERSION", "PRODID", "UID", "REV", "KIND", "SOURCE",
  ]

  private mutating func take(_ line: VCardLine, hasName: Bool, _ record: inout RawRecord) {
    if let target = rules.target(of: line.name) {
      targets[line.name] = target == .ignored ? nil : target.description
      record.values.append(.init(column: line.name, target: target, text: line.text))
      return
    }
    for (target, text) in VCardProperty.values(line, hasName: hasName) {
      targets[line.name] = VCardProperty.summary(line.name) ?? target.description
      record.values.append(.init(column: line.name, target: target, text: text))
    }
    // Said by `N` already.
    if line.name == "FN" { targets[line.name] = ImportTarget.fullName.description }
    for (value, reason) in VCardProperty.leftOut(line) where !cleanedText(value).isEmpty {
      record.notes.append(.init(column: line.name, value: cleanedText(value), reason: reason))
    }
  }
}
