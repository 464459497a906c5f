import Diagnostics
import Model
import YAMLEvents

/// Reads the fields of a contact, or of a file's defaults, into a draft.
///
/// One object reads contact after contact.
final class ContactReader {
  let reports: FileReports
  // Each reader has its own, as cores that count references to one wait for each other.
  private let keys = ContactKey.Table()
  let draft = ContactDraft()
  private let mappings: MappingReader
  private let fields: FieldReader
  private let customs: CustomReader
  private let safeguards: SafeguardReader

  /// Whose fields are read.
  enum Owner {
    case contact
    case defaults
  }

  init(reports: FileReports, references: FileReferences) {
    self.reports = reports
    mappings = MappingReader(reports: reports)
    fields = FieldReader(reports: reports, draft: draft)
    customs = CustomReader(reports: reports, references: references, draft: draft)
    safeguards = SafeguardReader(reports: reports, references: references, draft: draft)
  }

  /// Reads a contact into the draft.
  ///
  /// - Parameters:
  ///   - key: The contact's, with the value after it.
  ///   - isMerged: Whether a merge key brought the contact in.
  /// - Returns: Whether it is a contact; if not, that was reported.
  func read(_ key: YAMLValue, isMerged: Bool) -> Bool {
    let entry = key.entry
    let value = YAMLValue(entry, at: entry.after(key.index))
    draft.begin(entry)
    let isNamed = ContactName.accepts(key, isMerged: isMerged, reports)
    if entry.kind(value.index) == .mappingStart {
      if !entry.isUsual { _ = reports.acceptsTag(value.event) }
      readFields(of: value, for: .contact)
    } else if value.event.isNull {
      reports.warnOfComment(after: value.event, isText: false)
    } else {
      reports.warnOfComment(after: value.event, isText: true)
      reports.reportShape(
        "A contact",
        is: "a mapping",
        value.event,
        hint: ShapeHint.contact(key.event.string, value.event)
      )
      return false
    }
    return isNamed
  }

  /// Reads the defaults of a file, a mapping, into the draft.
  func readDefaults(_ mapping: YAMLValue) -> ContactDraft {
    draft.begin(mapping.entry)
    readFields(of: mapping, for: .defaults)
    return draft
  }

  private func readFields(of mapping: YAMLValue, isMerged: Bool = false, for owner: Owner) {
    let entry = mapping.entry
    var index = mapping.index + 1
    while entry.kind(index) != .mappingEnd {
      let key = YAMLValue(entry, at: index)
      let value = YAMLValue(entry, at: entry.after(index))
      index = entry.after(value.index)
      guard entry.kind(key.index) == .scalar else {
        reports.reportComplexKey(key.event)
        continue
      }
      // What an alias brings in was checked where it is written.
      let source = KeySource(isMerged: isMerged, isQuiet: isMerged && entry.isAliased(key.index))
      switch keys.key(entry.text(key.index)) {
      case .field(let field): fields.read(field, key, value, source, of: owner)
      case .company: fields.readCompany(key, value, source)
      case .custom: customs.read(key, value, source)
      case .protect: safeguards.readProtection(key, value, source)
      case .ignore: safeguards.readIgnored(key, value, source)
      case nil: readOther(key, value, source, for: owner)
      }
    }
  }

  /// Reads a merge key; reports any other that is no field.
  private func readOther(
    _ key: YAMLValue,
    _ value: YAMLValue,
    _ source: KeySource,
    for owner: Owner
  ) {
    if key.entry.isMergeKey(key.index) {
      for mapping in mappings.mergedMappings(value) {
        readFields(of: mapping, isMerged: true, for: owner)
      }
    } else if !source.isQuiet {
      let event = value.event
      reportUnknown(
        Key(key.event, isMerged: source.isMerged),
        isBare: event.isNull && event.text.isEmpty
      )
    }
  }

  /// `isBare`: nothing is written for a value, as after the comma of `jobTitle: VP, Sales` in
  /// braces.
  private func reportUnknown(_ key: Key, isBare: Bool) {
    if reports.reportIndentation(key) { return }
    let name = key.text
    let custom = "Custom fields stand under `custom`"
    let hint =
      switch name {
      case "contactId", "id", "_id": "Remove it: the contact's id in the CRM is kept in the state."
      default:
        FileReports.unseenHint(name, among: ContactKey.names)
          ?? FieldSuggestion.key(for: name).map { "Did you mean `\($0)`? \(custom)." }
          ?? (isBare
            ? "Quote the value before it when the comma belongs to that. \(custom)."
            : "\(custom): `custom: {\(name.prefix(40)): …}`.")
      }
    reports.report(
      .error,
      .unknownField,
      "The field \(quoted(name)) is not known.",
      key.span,
      hint: hint
    )
  }
}

extension FileReports {
  /// Whether a key of a contact counts that may have been given before: not when it is doubled,
  /// which is reported, nor when a merge key brings in what is there.
  func admits(_ key: YAMLValue, _ source: KeySource, over first: ContactDraft.Extra) -> Bool {
    guard first.isGiven else { return true }
    if source.isMerged { return false }
    if first.isMerged { return true }
    reportDuplicate(key.event.string, Span(key.event), first: Span(key.entry[first.slot.key]))
    return false
  }
}
