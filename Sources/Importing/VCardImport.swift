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
  /// Lines outside of cards.
  private var outside = RowLines()
  /// Lines that no encoding was named for, and that were read as Windows-1252.
  private(set) var guessed = RowLines()
  /// Lines that no encoding was named for, and that could not be read.
  private(set) var foreign = RowLines()

  /// - Parameters:
  ///   - file: what reports call it.
  ///   - bytes: the whole text, each property in the encoding that it names, or UTF-8.
  ///   - rules: whose columns are the names of properties.
  init(file: String, bytes: [UInt8], rules: inout MappingRules) {
    self.file = file
    self.rules = rules
    read(bytes)
    report()
    rules = self.rules
  }

  /// The properties that were met, with what became of them.
  var columns: [ImportReport.Column] {
    order.map { ImportReport.Column(name: $0, target: targets[$0]) }
  }

  private mutating func read(_ bytes: [UInt8]) {
    var reader = VCardLineReader(bytes)
    var card: [VCardLine]?
    var record = RawRecord(location: SourceLocation(file: file, line: 1, column: 1))
    // An agent's card stands inside another's.
    var depth = 0
    while let item = reader.next() {
      switch item {
      case .property(let line) where line.name == "BEGIN" && line.isCard:
        if depth > 0, !isAgent(card) {
          record.fault = Self.unclosed
          finish(&card, &record)
          depth = 0
        }
        depth += 1
        guard depth == 1 else { continue }
        card = []
        record = RawRecord(location: SourceLocation(file: file, line: line.line, column: 1))
      case .property(let line) where line.name == "END" && line.isCard:
        if depth == 0 { outside.append(row: line.line, line: line.line) }
        depth = max(0, depth - 1)
        if depth == 0 { finish(&card, &record) }
      case .property(let line):
        if depth == 1 { card?.append(line) }
        if depth == 0 { outside.append(row: line.line, line: line.line) }
      case .other(let line, let text):
        if depth == 0 { outside.append(row: line, line: line) }
        if depth == 1 { Self.note(line, text, &record) }
      }
    }
    if depth > 0 {
      record.fault = Self.unclosed
      finish(&card, &record)
    }
  }

  private static let unclosed = "the card is never closed, and may be cut off"

  /// Lines that follow one another, such as those of a text that was not folded, are one note.
  private static func note(_ line: Int, _ text: String, _ record: inout RawRecord) {
    let reason = "it is no property of a card"
    if let last = record.notes.last, last.reason == reason {
      let first = last.column.split { !$0.isNumber }.first.map(String.init) ?? ""
      record.notes[record.notes.count - 1] = .init(
        column: "lines \(first)-\(line)",
        value: last.value,
        reason: reason
      )
    } else {
      record.notes.append(.init(column: "line \(line)", value: cleanedText(text), reason: reason))
    }
  }

  private func isAgent(_ card: [VCardLine]?) -> Bool {
    card?.last.map { $0.name == "AGENT" && $0.value.isEmpty } ?? false
  }

  /// One bad card never costs the others; without any good one, nothing is imported.
  private mutating func report() {
    let severity: Diagnostic.Severity =
      records.contains { $0.fault != Self.unclosed } ? .warning : .error
    let open = records.filter { $0.fault == Self.unclosed }
    if let line = open.first?.location.line {
      let message =
        open.count == 1
        ? "The card that begins here is never closed."
        : "The card that begins here and \(open.count - 1) more are never closed."
      add(severity, message, line)
    }
    guard outside.count > 0 else { return }
    let message =
      outside.count == 1
      ? "This line stands outside of a card." : "These stand outside of cards: \(outside.text)."
    add(severity, message, outside.first)
  }

  private mutating func add(_ severity: Diagnostic.Severity, _ message: String, _ line: Int) {
    diagnostics.append(
      Diagnostic(
        severity,
        .importVCardMalformed,
        message,
        location: SourceLocation(file: file, line: line, column: 1),
        hint: "A card stands between `BEGIN:VCARD` and `END:VCARD`."
      )
    )
  }

  private mutating func finish(_ card: inout [VCardLine]?, _ record: inout RawRecord) {
    guard let lines = card.map(Self.labelled) else { return }
    card = nil
    let kind = lines.first { $0.name == "KIND" || $0.name == "X-ADDRESSBOOKSERVER-KIND" }
    if let kind = kind.map({ cleanedText($0.text).lowercased() }), kind != "individual",
      record.fault == nil
    {
      record.fault = "the card is of kind \(quoted(kind)), not a person's"
    }
    // The preferred ones first, and those that a phone book shows first.
    let sorted = lines.enumerated().sorted { one, other in
      (one.element.preference, rank(one.element), one.offset)
        < (other.element.preference, rank(other.element), other.offset)
    }.map(\.element)
    let hasName = lines.contains { line in
      line.name == "N" && line.isReadable
        && line.components.prefix(2).contains { !cleanedText($0).isEmpty }
    }
    let companies = Self.companies(lines)
    let isNamed = lines.contains { $0.name == "N" && !companies.contains($0) } && hasName
    for line in sorted {
      // What `N` says, `FN` says again.
      guard companies.contains(line), line.name == "N" || !isNamed else {
        take(line, hasName: isNamed, &record)
        continue
      }
      let name = Self.name(line.name == "FN" ? [line.text] : line.components)
      let reason = "it is the company's name, not a person's"
      record.notes.append(.init(column: line.name, value: name, reason: reason))
    }
    for line in lines {
      note(line.name)
      if line.remark == .foreign { foreign.append(row: line.line, line: line.line) }
      if line.remark == .guessed { guessed.append(row: line.line, line: line.line) }
    }
    records.append(record)
  }

  /// The lines of a card that have a company's name where a person's would stand.
  private static func companies(_ lines: [VCardLine]) -> Set<VCardLine> {
    let isShown = lines.contains { line in
      line.name == "X-ABSHOWAS" && cleanedText(line.text).lowercased() == "company"
    }
    let company = lines.first { $0.name == "ORG" }.map { name($0.components.prefix(1)) } ?? ""
    return Set(
      lines.filter { line in
        guard line.name == "FN" || line.name == "N", line.isReadable else { return false }
        let text = name(line.name == "FN" ? [line.text] : line.components)
        guard !text.isEmpty else { return false }
        if text.lowercased() == company.lowercased() { return true }
        if isShown, line.name == "FN" || company.isEmpty { return true }
        // Programs part a company's name as they do a person's: `N:GmbH;Acme`.
        let inOrder = name(line.components.prefix(2).reversed())
        return line.name == "N"
          && (isShown && inOrder.lowercased() == company.lowercased()
            || PersonName.isCompanyName(inOrder, []))
      }
    )
  }

  /// The parts of a name as one text.
  private static func name(_ parts: some Sequence<String>) -> String {
    parts.map { cleanedText($0) }.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func rank(_ line: VCardLine) -> Int {
    guard line.name == "TEL" else { return 0 }
    if line.isFax { return 3 }
    let isMobile = line.says("cell", "mobile", "mobil", "iphone", "handy", "portable", "pcs")
    return isMobile ? 0 : line.says("work") ? 1 : 2
  }

  /// With the labels that stand beside in properties of their own: `item1.X-ABLabel:Fax`.
  private static func labelled(_ lines: [VCardLine]) -> [VCardLine] {
    var labels: [String: String] = [:]
    for line in lines where line.name == "X-ABLABEL" && !line.group.isEmpty {
      labels[line.group] = line.text.lowercased()
    }
    guard !labels.isEmpty else { return lines }
    return lines.map { line in
      var line = line
      line.label = labels[line.group] ?? ""
      return line
    }
  }

  private mutating func note(_ name: String) {
    guard !Self.framing.contains(name), !order.contains(name) else { return }
    order.append(name)
  }

  private static let framing: Set<String> = [
    "BEGIN", "END", "VERSION", "PRODID", "UID", "REV", "KIND", "SOURCE",
  ]

  private mutating func take(_ line: VCardLine, hasName: Bool, _ record: inout RawRecord) {
    switch line.remark {
    case .foreign:
      let reason = "its bytes are not UTF-8, and no `CHARSET` says what they are"
      record.notes.append(.init(column: line.name, value: cleanedText(line.text), reason: reason))
      return
    case .unreadable(let reason):
      record.notes.append(.init(column: line.name, value: cleanedText(line.text), reason: reason))
      return
    case .guessed, nil: break
    }
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
