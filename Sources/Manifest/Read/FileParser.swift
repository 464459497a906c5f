import Diagnostics
import Model
import YAMLEvents

/// Reads one file, event by event, into contacts that are complete.
///
/// What a contact refers to (a company's name, a custom field's type, the defaults) may stand below it or
/// in a file that is read later. The first reading takes what is known so far and notes what was
/// missing; a file that missed something is read a second time, when all is known.
struct FileParser {
  let file: Int
  var cursor: YAMLCursor
  let shared: SharedDeclarations
  /// Whether all that other files declare is known.
  let isFinal: Bool
  let keys: ContactKey.Table
  let width: ReadingWidth
  /// From which the text can be read again, so that its memory may be let go of; `nil` to keep it.
  let source: SourceFile?
  var defaults: FileDefaults?
  var result = FileResult()
  let draft = ContactDraft()
  private(set) var encoder: ContactEncoder
  let contacts = DesiredContactsBuilder()
  /// The key of the contact that is being read.
  var contactKey: YAMLValue?
  var customNames = CustomNames()
  var hasReadContacts = false
  /// Of the key `contacts` whose contacts are being read.
  var contactsLine: Int?
  /// Where the last contact that was written in an unusual way begins, and whether its end is not read yet.
  var contactPlace = (line: 0, isOpen: false)
  var hasReportedDefaultCompany = false

  /// - Parameters:
  ///   - file: its index in the set.
  ///   - cursor: at its beginning.
  ///   - shared: what is declared so far, and is added to in the first reading.
  ///   - defaults: the file's own when this is its second reading and they are known.
  ///   - isFinal: whether this is the second reading.
  ///   - keys: the keys of contacts.
  ///   - width: how many contacts are read at the same time.
  ///   - source: where the text comes from, unless it is kept.
  init(
    file: Int,
    cursor: YAMLCursor,
    shared: SharedDeclarations,
    defaults: FileDefaults?,
    isFinal: Bool,
    keys: ContactKey.Table,
    width: ReadingWidth,
    source: SourceFile? = nil
  ) {
    self.file = file
    self.cursor = cursor
    self.shared = shared
    self.defaults = defaults
    self.isFinal = isFinal
    self.keys = keys
    self.width = width
    self.source = source
    encoder = ContactEncoder(file: file)
  }

  /// The whole file; what is wrong with it is among the result's problems.
  mutating func parse() -> FileResult {
    do {
      try readStream()
    } catch {
      result.problems.append(Problem(error, file: file))
      shared.isIncomplete = true
      result.broken = brokenContact(error)
    }
    result.contacts.append(contentsOf: contacts.contacts)
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

  private mutating func readStream() throws(YAMLError) {
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
        report(
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
        try readSections()
      } else {
        report(
          .error,
          .notAMapping,
          "A manifest is a mapping; this is \(Self.noun(event)).",
          Span(event),
          hint: "Put the contacts under `contacts:`, each with a key of its own."
        )
        try cursor.skip(event)
      }
    }
  }

  mutating func readSection(_ key: Key) throws(YAMLError) {
    if key.text == "contacts" { return try readContacts(key) }
    let value = YAMLValue(try cursor.value(), at: 0)
    switch key.text {
    case "version": readVersion(value)
    case "settings": readSettings(key, value)
    case "fields": readFieldDeclarations(key, value)
    case "companies": readCompanies(key, value)
    case "defaults": readDefaults(key, value)
    case let name where name.hasPrefix(Self.ownPrefix): break
    default:
      reportUnknown(
        key,
        among: Self.sections,
        synonyms: Self.sectionSynonyms,
        fallback: value.event.kind == .mappingStart
          ? "Contacts stand under `contacts:`. \(Self.sectionsHint)" : Self.sectionsHint
      )
    }
    if let failure = cursor.failure { throw failure }
  }

  /// Whether the text could not be read to the end of the entry that is being looked at.
  var isCut: Bool { cursor.failure != nil }

  static let sections = ["version", "settings", "fields", "companies", "defaults", "contacts"]

  /// Of keys that people add for themselves, as a place for anchors.
  static let ownPrefix = "x-"

  private static let sectionsHint =
    "The sections are \(enumeration(sections)); keys of your own begin with `\(ownPrefix)`."

  private static let sectionSynonyms: [String: String] = [
    "people": "contacts", "persons": "contacts", "leads": "contacts", "accounts": "companies",
    "organizations": "companies", "organisations": "companies", "config": "settings",
    "options": "settings", "customfields": "fields", "custom": "fields",
  ]

  private mutating func readVersion(_ value: YAMLValue) {
    let event = value.event
    if event.kind == .scalar, event.isNull || event.string == "1" { return }
    let shown = event.kind == .scalar ? " \(quoted(event.text))" : ""
    report(
      .error,
      .wrongVersion,
      "The version\(shown) is not known; 1 is the only one.",
      Span(event),
      hint: "Write `version: 1`, or use a newer release of roster."
    )
  }

  private mutating func readDefaults(_ key: Key, _ value: YAMLValue) {
    let isLate = hasReadContacts && defaults == nil
    draft.begin(value.entry)
    guard
      isMapping(
        value,
        of: key,
        hint: "Write fields, as in `defaults: {contactOwner: sales@example.com}`."
      )
    else { return }
    readContactFields(value.entry, from: value.index + 1, isMerged: false, of: .defaults)
    reportCompanyFields()
    guard !isCut else { return }
    if isLate {
      result.lateDefaults = FileDefaults(draft, file: file)
    } else {
      defaults = FileDefaults(draft, file: file)
    }
  }
}
