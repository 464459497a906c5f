import Diagnostics
import Model
import YAMLEvents

/// Reads one file, from its entries to contacts that are resolved and checked.
///
/// What a contact refers to (a company's name, a custom field's type, the defaults) may stand below
/// it or in a file that is read later. The first reading takes what is known so far and notes what
/// was missing; a file that missed something is read a second time, when all is known.
struct ManifestFileReader {
  let reports: FileReports
  let shared: SharedDeclarations
  /// Whether all that other files declare is known.
  let isFinal: Bool
  let width: ReadingWidth
  /// The file that the text can be read from again, so that its memory may be let go of; `nil` to
  /// keep it.
  let source: SourceFile?
  private let references: FileReferences
  private let contacts: ContactReader
  let resolver: ContactResolver
  private let mappings: MappingReader
  private var hasReadContacts = false
  private var lateDefaults: FileDefaults?
  /// What was read in parts.
  var result = FileResult()
  /// The line of the key `contacts` whose contacts are being read.
  private var contactsLine: Int?
  /// Where the last contact that was written in an unusual way begins, and whether its end is not
  /// read yet.
  private var contactPlace = (line: 0, isOpen: false)

  /// - Parameters:
  ///   - file: its index in the set.
  ///   - cursor: at its beginning.
  ///   - shared: what is declared so far, and is added to in the first reading.
  ///   - defaults: the file's own when this is its second reading and they are known.
  ///   - isFinal: whether this is the second reading.
  ///   - width: how many contacts are read at the same time.
  ///   - source: where the text comes from, unless it is kept.
  init(
    file: Int,
    cursor: YAMLCursor,
    shared: SharedDeclarations,
    defaults: FileDefaults?,
    isFinal: Bool,
    width: ReadingWidth,
    source: SourceFile? = nil
  ) {
    reports = FileReports(file: file, cursor: cursor)
    self.shared = shared
    self.isFinal = isFinal
    self.width = width
    self.source = source
    references = FileReferences(shared, reports, isFinal: isFinal)
    contacts = ContactReader(reports: reports, references: references)
    resolver = ContactResolver(contacts.draft, references, reports)
    resolver.defaults = defaults
    mappings = MappingReader(reports: reports)
  }

  var cursor: YAMLCursor { reports.cursor }

  /// Reads the whole file; what is wrong with it is among the result's problems.
  mutating func read() -> FileResult {
    do {
      try readDocument()
    } catch {
      reports.report(error)
      shared.isIncomplete = true
      result.broken = brokenContact(error)
    }
    result.append(resolver.result)
    result.lateDefaults = lateDefaults
    return result
  }

  private func brokenContact(_ error: YAMLError) -> BrokenContact? {
    guard let contactsLine, let place = error.location,
      [.yamlSyntax, .yamlTab, .yamlUnseen].contains(error.diagnostic.code)
    else { return nil }
    return BrokenContact(
      in: cursor.text,
      contactsLine: contactsLine,
      contact: contactPlace,
      error: (place.line, place.column)
    )
  }

  private mutating func readDocument() throws(YAMLError) {
    var hasContent = false
    while true {
      let event = try cursor.next()
      switch event.kind {
      case .streamEnd: return
      case .streamStart, .documentStart, .documentEnd: continue
      default: break
      }
      if event.isNull { continue }
      if hasContent {
        reports.report(
          .error,
          .yamlDocuments,
          "A second document begins here; a file holds one.",
          Span(event),
          hint: "Put it into a file of its own, or remove the line `---` before it."
        )
        try cursor.skip(event)
        continue
      }
      hasContent = true
      if event.kind == .mappingStart {
        var seen: [String: Key] = [:]
        try readSections(isMerged: false, &seen)
      } else {
        reports.report(
          .error,
          .notAMapping,
          "A manifest is a mapping; this is \(FileReports.noun(event)).",
          Span(event),
          hint: "Put the contacts under `contacts:`, each with a key of its own."
        )
        try cursor.skip(event)
      }
    }
  }

  // MARK: Sections

  /// Reads the sections of the mapping that has been opened, to its end: it is too large to be
  /// looked at as a whole.
  private mutating func readSections(
    isMerged: Bool,
    _ seen: inout [String: Key]
  ) throws(YAMLError) {
    while true {
      let event = try cursor.next()
      if event.kind == .mappingEnd { return }
      guard event.kind == .scalar else {
        reports.reportComplexKey(event)
        try cursor.skip(event)
        try cursor.skip(try cursor.next())
        continue
      }
      if event.isMergeKey {
        try readMergedSections(&seen)
        continue
      }
      let key = Key(event, isMerged: isMerged)
      guard mappings.admits(key, &seen) else {
        try cursor.skip(try cursor.next())
        continue
      }
      try readSection(key)
    }
  }

  private mutating func readMergedSections(_ seen: inout [String: Key]) throws(YAMLError) {
    let event = try cursor.next()
    switch event.kind {
    case .mappingStart: try readSections(isMerged: true, &seen)
    case .sequenceStart:
      while true {
        let item = try cursor.next()
        if item.kind == .sequenceEnd { return }
        if item.kind == .mappingStart {
          try readSections(isMerged: true, &seen)
        } else {
          reports.reportMerge(item)
          try cursor.skip(item)
        }
      }
    default: reports.reportMerge(event)
    }
  }

  private mutating func readSection(_ key: Key) throws(YAMLError) {
    shared.sections.insert(key.text)
    if key.text == "contacts" { return try readContacts(key) }
    let value = YAMLValue(try cursor.value(), at: 0)
    switch key.text {
    case "version": checkVersion(value.event)
    case "settings":
      let settings = SettingsReader(reports: reports).settings(key, value)
      if let settings, declares { shared.declare(settings, at: reports.place(key.span)) }
    case "fields":
      let fields = CustomFieldsReader(reports: reports, shared: shared).fields(key, value)
      if declares { shared.declare(fields) }
    case "companies":
      let companies = CompaniesReader(reports: reports, shared: shared).companies(key, value)
      if declares { for company in companies { shared.declare(company) } }
    case "defaults": readDefaults(key, value)
    case let name where name.hasPrefix(ManifestSection.ownPrefix): break
    default:
      reports.reportUnknown(
        key,
        among: ManifestSection.names,
        synonyms: ManifestSection.synonyms,
        fallback: value.event.kind == .mappingStart
          ? "Contacts stand under `contacts:`. \(ManifestSection.hint)" : ManifestSection.hint
      )
    }
    if let failure = cursor.failure { throw failure }
  }

  /// Whether what a section says is added to what is declared.
  private var declares: Bool { !isFinal && !reports.isCut }

  private func checkVersion(_ event: YAMLEvent) {
    if event.kind == .scalar, event.isNull || event.string == "1" { return }
    let shown = event.kind == .scalar ? " \(quoted(event.text))" : ""
    reports.report(
      .error,
      .wrongVersion,
      "The version\(shown) is not known; 1 is the only one.",
      Span(event),
      hint: "Write `version: 1`, or use a newer release of roster."
    )
  }

  private mutating func readDefaults(_ key: Key, _ value: YAMLValue) {
    let hint = "Write fields, as in `defaults: {contactOwner: sales@example.com}`."
    guard mappings.isMapping(value.event, of: key, hint: hint) else { return }
    // A draft of its own, as contacts follow.
    let reader = ContactReader(reports: reports, references: references)
    let defaults = FileDefaults(value, reading: reader.readDefaults)
    resolver.settleCompany(of: defaults.draft)
    guard !reports.isCut else { return }
    if hasReadContacts, resolver.defaults == nil {
      lateDefaults = defaults
    } else {
      resolver.defaults = defaults
    }
  }

  // MARK: Contacts

  private mutating func readContacts(_ key: Key) throws(YAMLError) {
    hasReadContacts = true
    let event = try cursor.next()
    let hint = "Give each contact a key of its own, as in `jane-smith: {email: jane@example.com}`."
    guard mappings.isMapping(event, of: key, hint: hint) else { return try cursor.skip(event) }
    contactsLine = Int(key.span.start.line)
    contactPlace = (0, false)
    if try !readContactsInParts() { try readContacts() }
    contactsLine = nil
  }

  /// Reads the contacts of a mapping that has been opened, to its end.
  mutating func readContacts() throws(YAMLError) {
    while let entry = try cursor.entry() {
      readContact(YAMLValue(entry, at: 0), isMerged: false)
      if let failure = cursor.failure { throw failure }
      contactPlace.isOpen = false
    }
  }

  private mutating func readContact(_ key: YAMLValue, isMerged: Bool) {
    let entry = key.entry
    guard entry.kind(key.index) == .scalar else { return reports.reportComplexKey(key.event) }
    if entry.isMergeKey(key.index) {
      for mapping in mappings.mergedMappings(YAMLValue(entry, at: entry.after(key.index))) {
        for (key, _) in mapping.pairs { readContact(key, isMerged: true) }
      }
      return
    }
    if !isMerged { contactPlace = (Int(entry.start(key.index).line), true) }
    reports.contactKey = key
    defer { reports.contactKey = nil }
    if contacts.read(key, isMerged: isMerged), !reports.isCut {
      resolver.resolve(key, isMerged: isMerged)
    }
  }
}
