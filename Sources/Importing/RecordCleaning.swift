import Manifest
import Model

/// Makes a contact of a row's values, and says which of them it cannot take.
struct RecordCleaning {
  let record: RawRecord
  private let customTypes: [String: CustomFieldType]
  private let owners: OwnerNames
  var contact = ImportedContact()
  private var notes: [ImportReport.Note] = []
  private var seenEmails: Set<String> = []
  var fullName: Part?
  /// Cells for one name that hold more than that.
  var crowdedNames: [(field: Field, part: Part)] = []
  private var places: [ImportTarget: Part] = [:]

  /// A value that becomes a field together with others.
  struct Part {
    let text: String
    let value: RawRecord.Value
  }

  /// - Parameters:
  ///   - record: one row.
  ///   - customTypes: of the custom fields that are declared already.
  ///   - owners: what the names of owners stand for.
  /// - Returns: the row with its contact, left out when that has no identifier.
  static func row(
    _ record: RawRecord,
    customTypes: [String: CustomFieldType],
    owners: OwnerNames
  ) -> ImportedRow {
    var cleaning = RecordCleaning(record, customTypes, owners)
    return cleaning.run()
  }

  private init(
    _ record: RawRecord,
    _ customTypes: [String: CustomFieldType],
    _ owners: OwnerNames
  ) {
    self.record = record
    self.customTypes = customTypes
    self.owners = owners
    notes = record.notes
  }

  private mutating func run() -> ImportedRow {
    for value in record.values { take(value) }
    takeCrowdedNames()
    takeFullName()
    takePlaces()
    var fault = record.fault
    if fault == nil, !contact.hasIdentifier {
      fault = "it has no email address and no LinkedIn URL, by which the API finds a contact"
    }
    return ImportedRow(record: record, contact: contact, fault: fault, notes: notes)
  }

  private mutating func take(_ value: RawRecord.Value) {
    guard let text = read(value) else { return }
    switch value.target {
    case .field(.email), .field(.additionalEmails): takeEmails(text, value)
    case .field(.linkedinUrl), .field(.linkedinUrlSalesNav), .field(.companyLinkedinUrl),
      .field(.companyDomain), .companyWebsite, .webPage:
      for part in valuesOfCell(text) { takeURL(part, value) }
    case .field(.phone):
      for part in valuesOfCell(text) { takePhone(part, value) }
    case .field(.firstName), .field(.lastName): takeName(text, value)
    case .field(.jobTitle) where PersonName.isHonorific(text):
      note(value, text, "it is a form of address, not a job")
    case .field(.contactOwner): takeOwner(text, value)
    case .field(let field): take(text, as: field, value)
    case .fullName: fullName = part(text, fullName, value)
    case .companyName: contact.company.name = keep(text, contact.company.name, value)
    case .city, .region, .country:
      places[value.target] = part(text, places[value.target], value)
    case .custom(let name): takeCustom(name, text, value)
    case .ignored: break
    }
  }

  mutating func take(_ text: String, as field: Field, _ value: RawRecord.Value) {
    switch ValueCleaning.clean(text, for: field) {
    case .value(let cleaned): set(field, cleaned, value)
    case .fault(let reason): note(value, text, reason)
    }
  }

  // MARK: What other programs leave in cells

  /// The cell's text; `nil` when there is none, or nothing that can be a value.
  private mutating func read(_ value: RawRecord.Value) -> String? {
    // What follows a line break may be no part of a name.
    let hasLines = value.target.isLongText || value.target.placeholderKind == .name
    let repaired = RepairedText(value.text, hasLines: hasLines)
    let text = repaired.text
    guard !text.isEmpty else {
      if !repaired.reasons.isEmpty { note(value, value.text, "nothing in it can be seen") }
      return nil
    }
    if let reason = fault(of: text, value) {
      note(value, text, reason)
      return nil
    }
    for reason in repaired.reasons { note(value, Self.trimmed(value.text), reason, becomes: text) }
    return text
  }

  /// Why no value of any column reads so; a clause.
  private mutating func fault(of text: String, _ value: RawRecord.Value) -> String? {
    if Placeholder.isSheetError(text) { return "it is an error of a spreadsheet, not a value" }
    if Placeholder.isFormula(text) { return "it is a formula of a spreadsheet, not its value" }
    if text.unicodeScalars.contains("\u{FFFD}") {
      let reason = "letters of it were lost: \u{FFFD} stands for each"
      guard value.target.isLongText else { return reason }
      note(value, text, reason, becomes: text)
      return nil
    }
    if value.target.placeholderKind == .name, Self.hasLostLetter(text) {
      return "a letter of it was lost: `?` stands for it"
    }
    switch Placeholder.nothing(text, value.target.placeholderKind) {
    case nil: return nil
    case .certain: return "it stands for nothing"
    case .likely:
      if standsForNothing(text, value) { return "it stands for nothing" }
      note(value, text, "it may stand for nothing", becomes: text)
      return nil
    }
  }

  /// The cell as it was, but for what surely nobody means.
  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while let first = text.first, first == " " || first.isNewline { text = text.dropFirst() }
    while let last = text.last, last == " " || last.isNewline { text = text.dropLast() }
    return String(text)
  }

  /// `M?ller` and `M??ller`: what a program writes that cannot write a letter.
  private static func hasLostLetter(_ text: String) -> Bool {
    let pieces = text.split(separator: "?")
    return zip(pieces, pieces.dropFirst()).contains { before, after in
      before.last?.isLetter == true && after.first?.isLetter == true
    }
  }

  /// Whether a word that may be somebody's name stands for nothing here: in a row that has such
  /// words elsewhere, or in another case than the rest of the name.
  private func standsForNothing(_ text: String, _ value: RawRecord.Value) -> Bool {
    // No program writes these so.
    guard !["Na", "Nan"].contains(text) else { return false }
    var isAlone = true
    for other in record.values where other.column != value.column {
      let cell = RepairedText(other.text).text
      if cell.isEmpty { continue }
      let kind = other.target.placeholderKind
      if kind != .custom, Placeholder.isSheetError(cell) || Placeholder.nothing(cell, kind) != nil {
        return true
      }
      guard kind == .name, value.target.placeholderKind == .name else { continue }
      isAlone = false
      let isShouted = text == text.uppercased() && cell != cell.uppercased()
      let isWhispered = text == text.lowercased() && cell != cell.lowercased()
      if text == "NaN" || isShouted && text.count > 2 || isWhispered { return true }
    }
    return isAlone && value.target != .fullName
      && (text == "NaN" || ["null", "none", "nan"].contains(text) || text == "NULL")
  }

  // MARK: Single values

  private mutating func takeOwner(_ text: String, _ value: RawRecord.Value) {
    if let owner = owners.owner(of: text) { return set(.contactOwner, owner, value) }
    switch ValueCleaning.clean(text, for: .contactOwner) {
    case .value(let cleaned):
      set(.contactOwner, cleaned, value)
      if cleaned.contains("@") { noteDoubts(cleaned, value) }
    case .fault(let reason):
      let option = text.contains("@") ? "" : "; --owner \(shellWord("\(text)=EMAIL")) takes it"
      notes.append(
        .init(column: value.column, value: text, reason: reason + option, isSaidOnce: true)
      )
    }
  }

  private mutating func takeEmails(_ text: String, _ value: RawRecord.Value) {
    for address in EmailCleaning.parts(text) {
      switch EmailCleaning.clean(address) {
      case .value(let address):
        if seenEmails.insert(NormalizedIdentifier.email(address)).inserted {
          contact.emails.append(address)
          noteDoubts(address, value)
        }
      case .fault(let reason): note(value, address, reason)
      }
    }
  }

  /// Says what a manifest warns of in an address that it takes.
  private mutating func noteDoubts(_ address: String, _ value: RawRecord.Value) {
    for doubt in EmailCheck.doubts(address) { note(value, address, doubt, becomes: address) }
  }

  /// The first of several; each other one is noted.
  private mutating func keep(_ text: String, _ kept: String?, _ value: RawRecord.Value) -> String {
    guard let kept, kept != text else { return text }
    note(value, text, "\(quoted(kept)) is kept")
    return kept
  }

  private mutating func part(_ text: String, _ kept: Part?, _ value: RawRecord.Value) -> Part {
    Part(text: keep(text, kept?.text, value), value: kept?.value ?? value)
  }

  private mutating func takePhone(_ text: String, _ value: RawRecord.Value) {
    if let kind = value.kind, PhoneCleaning.isFax(kind) {
      return note(value, text, PhoneCleaning.faxReason)
    }
    for part in PhoneCleaning.parts(text) {
      switch part.value {
      case .value(let number):
        let isTaken = contact.fields[.phone].map { $0 != number } ?? false
        set(.phone, number, value)
        if !isTaken, let change = part.change { note(value, part.text, change, becomes: number) }
      case .fault(let reason): note(value, part.text, reason)
      }
    }
  }

  private mutating func takeCustom(_ name: String, _ text: String, _ value: RawRecord.Value) {
    switch ValueCleaning.clean(text, for: customTypes[name]) {
    case .value(let cleaned):
      guard let kept = contact.customs[name], kept != cleaned else {
        contact.customs[name] = cleaned
        return
      }
      note(value, text, "\(quoted(kept)) is kept")
    case .fault(let reason): note(value, text, reason)
    }
  }

  // MARK: URLs

  private mutating func takeURL(_ text: String, _ value: RawRecord.Value) {
    guard text.utf8.count <= 2_000 else { return note(value, text, "it is longer than a URL is") }
    switch LinkedInCleaning.page(text) {
    case .profile(let url): set(.linkedinUrl, url, value)
    case .salesNavigator(let url): set(.linkedinUrlSalesNav, url, value)
    case .company(let url):
      guard let kept = contact.company.linkedIn, kept != url else {
        contact.company.linkedIn = url
        return
      }
      note(value, text, "\(quoted(kept)) is kept")
    case .other: note(value, text, "it is the page of neither a person nor a company at LinkedIn")
    case nil: takeOtherURL(text, value)
    }
  }

  private mutating func takeOtherURL(_ text: String, _ value: RawRecord.Value) {
    switch value.target {
    case .companyWebsite, .field(.companyDomain): takeDomain(text, value)
    case .webPage: note(value, text, "the API has a field for LinkedIn's pages only")
    default: note(value, text, "it is no URL of LinkedIn's")
    }
  }

  private mutating func takeDomain(_ text: String, _ value: RawRecord.Value) {
    switch DomainCleaning.clean(text) {
    case .fault(let reason): note(value, text, reason)
    case .value(let domain):
      if FreeMailDomains.contains(domain) {
        note(value, text, "anybody has addresses there, so that it is no company's domain")
      } else if FreeMailDomains.isSocial(domain) {
        note(value, text, "it is a page at another company's domain")
      } else if let kept = contact.company.domain, kept != domain {
        note(value, text, "\(quoted(kept)) is kept")
      } else {
        contact.company.domain = domain
      }
    }
  }

  // MARK: What is put together

  private mutating func takePlaces() {
    let given = [ImportTarget.city, .region, .country].compactMap { places[$0] }
    if let location = contact.fields[.location] {
      for part in given { noteUnless(named: [location], part, "\(quoted(location)) is kept") }
      return
    }
    var parts: [String] = []
    for part in given where part.text != parts.last { parts.append(part.text) }
    let location = parts.joined(separator: ", ")
    guard location.utf8.count < ValueCleaning.maximumLength else {
      for part in given { note(part.value, part.text, "the place is longer than a field may be") }
      return
    }
    if !location.isEmpty { contact.fields[.location] = location }
  }

  /// Says that a value is left out when it has words that are in none of the texts.
  mutating func noteUnless(named texts: [String], _ part: Part, _ reason: String) {
    let known = Set(texts.flatMap(Self.words))
    if !Self.words(part.text).allSatisfy(known.contains) { note(part.value, part.text, reason) }
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { $0.isWhitespace || $0 == "," }.map(String.init)
  }

  private mutating func set(_ field: Field, _ text: String, _ value: RawRecord.Value) {
    guard let kept = contact.fields[field], kept != text else {
      contact.fields[field] = text
      return
    }
    note(value, text, "\(quoted(kept)) is kept")
  }

  mutating func note(
    _ value: RawRecord.Value,
    _ text: String,
    _ reason: String,
    becomes replacement: String? = nil
  ) {
    notes.append(
      ImportReport.Note(
        column: value.column,
        value: text,
        reason: reason,
        replacement: replacement
      )
    )
  }
}
