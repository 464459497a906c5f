import Model

/// Makes a contact of a row's values, and says which of them it cannot take.
struct RecordCleaning {
  private let record: RawRecord
  private let customTypes: [String: CustomFieldType]
  private var contact = ImportedContact()
  private var notes: [ImportReport.Note] = []
  private var seenEmails: Set<String> = []
  private var fullName: Part?
  private var places: [ImportTarget: Part] = [:]

  /// A value that becomes a field together with others.
  private struct Part {
    let text: String
    let value: RawRecord.Value
  }

  /// - Parameters:
  ///   - record: one row.
  ///   - customTypes: of the custom fields that are declared already.
  /// - Returns: the row with its contact, left out when that has no identifier.
  static func row(_ record: RawRecord, customTypes: [String: CustomFieldType]) -> ImportedRow {
    var cleaning = RecordCleaning(record, customTypes)
    return cleaning.run()
  }

  private init(_ record: RawRecord, _ customTypes: [String: CustomFieldType]) {
    self.record = record
    self.customTypes = customTypes
    notes = record.notes
  }

  private mutating func run() -> ImportedRow {
    for value in record.values { take(value) }
    takeFullName()
    takePlaces()
    var fault = record.fault
    if fault == nil, !contact.hasIdentifier {
      fault = "it has no email address and no LinkedIn URL, by which the API finds a contact"
    }
    return ImportedRow(record: record, contact: contact, fault: fault, notes: notes)
  }

  private mutating func take(_ value: RawRecord.Value) {
    let text = cleanedText(value.text)
    guard !text.isEmpty else { return }
    switch value.target {
    case .field(.email), .field(.additionalEmails): takeEmails(text, value)
    case .field(.linkedinUrl), .field(.linkedinUrlSalesNav), .field(.companyLinkedinUrl),
      .field(.companyDomain), .companyWebsite, .webPage:
      for part in valuesOfCell(text) { takeURL(part, value) }
    case .field(.phone):
      for part in valuesOfCell(text) { takePhone(part, value) }
    case .field(let field):
      switch ValueCleaning.clean(text, for: field) {
      case .value(let cleaned): set(field, cleaned, value)
      case .fault(let reason): note(value, text, reason)
      }
    case .fullName: fullName = part(text, fullName, value)
    case .companyName: contact.company.name = keep(text, contact.company.name, value)
    case .city, .region, .country:
      places[value.target] = part(text, places[value.target], value)
    case .custom(let name): takeCustom(name, text, value)
    case .ignored: break
    }
  }

  private mutating func takeEmails(_ text: String, _ value: RawRecord.Value) {
    for address in EmailCleaning.parts(text) {
      switch EmailCleaning.clean(address) {
      case .value(let address):
        if seenEmails.insert(NormalizedIdentifier.email(address)).inserted {
          contact.emails.append(address)
        }
      case .fault(let reason): note(value, address, reason)
      }
    }
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
    switch ValueCleaning.clean(text, for: .phone) {
    case .value(let number): set(.phone, number, value)
    case .fault(let reason): note(value, text, reason)
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

  private mutating func takeFullName() {
    guard let part = fullName else { return }
    guard contact.fields[.firstName] == nil, contact.fields[.lastName] == nil else {
      let names = [contact.fields[.firstName], contact.fields[.lastName]].compactMap(\.self)
      noteUnless(named: names, part, "the columns of first and last names are kept")
      return
    }
    guard part.text.utf8.count < ValueCleaning.maximumLength else {
      return note(part.value, part.text, "it is longer than a name may be")
    }
    guard !part.text.contains("@") else {
      return note(part.value, part.text, "it is an address, not a name")
    }
    let halves: [Substring]
    if let comma = part.text.firstIndex(of: ",") {
      halves = [part.text[part.text.index(after: comma)...], part.text[..<comma]]
    } else {
      halves = part.text.split(maxSplits: 1) { $0.isWhitespace }
    }
    for (field, half) in zip([ContactField.firstName, .lastName], halves) {
      let name = cleanedText(String(half))
      if !name.isEmpty { contact.fields[field] = name }
    }
  }

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
  private mutating func noteUnless(named texts: [String], _ part: Part, _ reason: String) {
    let known = Set(texts.flatMap(Self.words))
    if !Self.words(part.text).allSatisfy(known.contains) { note(part.value, part.text, reason) }
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { $0.isWhitespace || $0 == "," }.map(String.init)
  }

  private mutating func set(_ field: ContactField, _ text: String, _ value: RawRecord.Value) {
    guard let kept = contact.fields[field], kept != text else {
      contact.fields[field] = text
      return
    }
    note(value, text, "\(quoted(kept)) is kept")
  }

  private mutating func note(_ value: RawRecord.Value, _ text: String, _ reason: String) {
    notes.append(ImportReport.Note(column: value.column, value: text, reason: reason))
  }
}
