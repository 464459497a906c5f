import Model
import YAMLEvents

/// Reads contacts that are written in the usual way and with which nothing is wrong, at a fraction of the
/// cost.
///
/// Whatever would have to be said, and whatever needs more than a look at the contact itself, is left to
/// `FileParser`, which reads the contact from its beginning: this decides nothing, it only saves time.
final class UsualContact {
  private struct Custom {
    let name: UnsafeRawBufferPointer
    let type: CustomFieldType
    /// The event of its value.
    let index: Int
  }

  /// Of an attribute that came from the contact itself: by event.
  private let events = UnsafeMutablePointer<Int>.allocate(
    capacity: ContactField.allCases.count
  )
  // No two accesses of the unchecked ones overlap: nothing here calls out.
  @exclusivity(unchecked) private var given = FieldSet()
  @exclusivity(unchecked) private var company: Int?
  @exclusivity(unchecked) private var hasCustom = false
  @exclusivity(unchecked) private var customs: [Custom] = []
  private let attributes = AttributesWriter()

  private let file: Int
  private let defaults: UsualDefaults
  private let shared: SharedDeclarations
  private let keys: ContactKey.Table
  /// Names that were looked at before, with their types.
  @exclusivity(unchecked) private var names: [(name: [UInt8], type: CustomFieldType)] = []

  /// Longer texts are looked at one by one.
  private static let textLength = 1 << 16
  private static let nameCount = 32

  /// `nil` when the defaults need a closer look for each contact.
  init?(
    file: Int,
    defaults: ContactDraft?,
    shared: SharedDeclarations,
    keys: ContactKey.Table
  ) {
    guard let defaults = UsualDefaults(defaults, shared, file: file) else { return nil }
    self.file = file
    self.defaults = defaults
    self.shared = shared
    self.keys = keys
  }

  deinit { events.deallocate() }

  /// The contact's own identifiers, after `read`.
  var identifiers: FieldSet { given.intersection(.identifiers) }

  /// A field's own text, after `read`.
  func text(_ field: ContactField, in entry: YAMLEntry) -> UnsafeRawBufferPointer {
    entry.text(events[Int(field.rawValue)])
  }

  /// Adds the entry's contact, unless it needs a closer look.
  ///
  /// - Parameters:
  ///   - entry: Of the contacts.
  ///   - customTypes: Custom names that were found to be declared.
  ///   - contacts: Where it is added.
  /// - Returns: Whether it was added.
  func read(
    _ entry: YAMLEntry,
    _ customTypes: [String: CustomFieldType],
    into contacts: DesiredContactsBuilder
  ) -> Bool {
    guard collect(entry, customTypes) else { return false }
    var inherited = defaults.fields.subtracting(given)
    let links = given.intersection(.companyLinks)
    var link = defaults.link
    if let company {
      guard links.isEmpty, let own = self.link(entry, company) else { return false }
      link = own
    } else if !links.isEmpty {
      guard links.count == 1 else { return false }
      link = nil
    }
    if company != nil || !links.isEmpty { inherited = inherited.subtracting(.companyLinks) }
    write(entry, inherited, link, to: contacts)
    return true
  }

  // MARK: Looking

  private func collect(_ entry: YAMLEntry, _ customTypes: [String: CustomFieldType]) -> Bool {
    given = FieldSet()
    company = nil
    hasCustom = false
    if !customs.isEmpty { customs.removeAll(keepingCapacity: true) }
    let last = entry.events.count - 1
    guard last > 2, case .mappingStart = entry.events[1].kind, Self.isKey(entry.text(0)) else {
      return false
    }
    var index = 2
    while index < last {
      switch keys.key(entry.text(index)) {
      case .field(let field):
        guard collect(field, entry, index + 1) else { return false }
        index += 2
      case .company:
        guard company == nil, isValue(entry, index + 1) else { return false }
        company = index + 1
        index += 2
      case .custom:
        guard !hasCustom, let next = collectCustoms(entry, index + 1, customTypes) else {
          return false
        }
        hasCustom = true
        index = next
      default: return false
      }
    }
    if !given.contains(.email), entry.text(0).contains(UInt8(ascii: "@")) {
      guard ValueCheck.problems(of: .email, entry.text(0), isBlock: false).isEmpty else {
        return false
      }
      events[Int(ContactField.email.rawValue)] = 0
      given.insert(.email)
    }
    return !given.intersection(.identifiers).isEmpty
  }

  private func collect(_ field: ContactField, _ entry: YAMLEntry, _ index: Int) -> Bool {
    guard !given.contains(field), field != .additionalEmails, isValue(entry, index),
      ValueCheck.problems(of: field, entry.text(index), isBlock: false).isEmpty
    else { return false }
    events[Int(field.rawValue)] = index
    given.insert(field)
    return true
  }

  /// The event after the mapping; `nil` for one that needs a closer look.
  private func collectCustoms(
    _ entry: YAMLEntry,
    _ start: Int,
    _ types: [String: CustomFieldType]
  ) -> Int? {
    guard case .mappingStart = entry.events[start].kind else { return nil }
    var index = start + 1
    while case .scalar = entry.events[index].kind {
      let name = entry.text(index)
      guard isValue(entry, index + 1), let type = type(of: name, types),
        isCustomValue(entry, index + 1, type),
        !customs.contains(where: { AddressOrder.compare($0.name, name) == 0 })
      else { return nil }
      customs.append(Custom(name: name, type: type, index: index + 1))
      index += 2
    }
    guard case .mappingEnd = entry.events[index].kind else { return nil }
    return index + 1
  }

  private func type(
    of name: UnsafeRawBufferPointer,
    _ types: [String: CustomFieldType]
  ) -> CustomFieldType? {
    for known in names
    where known.name.withUnsafeBytes({ AddressOrder.compare($0, name) == 0 }) {
      return known.type
    }
    guard let type = types[String(decoding: name, as: UTF8.self)] else { return nil }
    if names.count < Self.nameCount { names.append((Array(name), type)) }
    return type
  }

  /// Whether it is a text that says something.
  private func isValue(_ entry: YAMLEntry, _ index: Int) -> Bool {
    let event = entry.events[index]
    guard case .scalar = event.kind, event.length > 0, event.length <= Self.textLength else {
      return false
    }
    guard event.length == 1 || event.length == 4, case .plain = event.style else { return true }
    let text = entry.text(index)
    return event.length == 1 ? text[0] != UInt8(ascii: "~") : !text.begins(with: "null")
  }

  private func isCustomValue(_ entry: YAMLEntry, _ index: Int, _ type: CustomFieldType) -> Bool {
    let text = entry.text(index)
    let isPlain = if case .plain = entry.events[index].style { true } else { false }
    return switch type {
    case .text, .phone: !TextScan(text).isUnusual
    case .date: CalendarText.isDate(text)
    case .datetime: CalendarText.isDateTime(text)
    case .number: isPlain && Self.isCanonicalInteger(text)
    case .boolean: isPlain && (Self.isYes(text) || text.count == 5 && text.begins(with: "false"))
    }
  }

  private static func isYes(_ text: UnsafeRawBufferPointer) -> Bool {
    text.count == 4 && text.begins(with: "true")
  }

  /// Whether a number is written as `AttributeValue.text(of:)` writes it.
  private static func isCanonicalInteger(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count <= 15, text.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return false }
    return text.count == 1 || text[0] != UInt8(ascii: "0")
  }

  /// A key in which nothing can be wrong.
  private static func isKey(_ key: UnsafeRawBufferPointer) -> Bool {
    guard let first = key.first, let last = key.last, key.count <= Address.maximumKeyLength else {
      return false
    }
    return first > 0x20 && first < 0x7F && last > 0x20 && last < 0x7F && TextScan.isUsual(key)
  }

  // MARK: Writing

  private func link(_ entry: YAMLEntry, _ index: Int) -> UsualDefaults.Link? {
    let name = String(decoding: entry.text(index), as: UTF8.self)
    guard let company = shared.companies[name] else { return nil }
    return UsualDefaults.Link(
      name: name,
      value: UsualDefaults.Value(
        field: company.field,
        text: company.value,
        position: position(entry.events[index])
      )
    )
  }

  private func position(_ event: YAMLEntry.Event) -> SourcePosition {
    SourcePosition(file: file, line: Int(event.line), column: Int(event.column))
  }

  private func write(
    _ entry: YAMLEntry,
    _ inherited: FieldSet,
    _ link: UsualDefaults.Link?,
    to contacts: DesiredContactsBuilder
  ) {
    var all = given.union(inherited)
    if let link { all.insert(link.value.field) }
    if customs.count > 1 { customs.sort { AddressOrder.compare($0.name, $1.name) < 0 } }
    attributes.removeAll()
    contacts.begin(position(entry.events[0]), attributeCount: all.count + customs.count)
    for field in all {
      if let link, link.value.field == field {
        write(link.value, to: contacts)
      } else if given.contains(field) {
        let index = events[Int(field.rawValue)]
        attributes.append(field, entry.text(index))
        contacts.note(position(entry.events[index]))
      } else if let value = defaults.value(of: field) {
        write(value, to: contacts)
      }
    }
    for custom in customs {
      write(custom, entry.text(custom.index))
      contacts.note(position(entry.events[custom.index]))
    }
    contacts.end(
      key: entry.text(0),
      attributes: attributes.bytes,
      fingerprint: Fingerprint(hashing: attributes.bytes),
      companyName: link?.name,
      isProtected: defaults.isProtected,
      ignoredKeys: defaults.ignoredKeys
    )
  }

  private func write(_ value: UsualDefaults.Value, to contacts: DesiredContactsBuilder) {
    value.text.withUnsafeBytes { attributes.append(value.field, $0) }
    contacts.note(value.position)
  }

  private func write(_ custom: Custom, _ text: UnsafeRawBufferPointer) {
    switch custom.type {
    case .number: attributes.append(custom: custom.name, number: text)
    case .boolean: attributes.append(custom: custom.name, Self.isYes(text))
    case .text, .phone, .date, .datetime: attributes.append(custom: custom.name, text)
    }
  }
}
