import Model
import YAMLEvents

/// Puts a contact and the defaults of its file together into attributes.
struct ContactEncoder {
  /// The company that a contact's name or its file's default leads to.
  struct Link {
    let name: String
    let field: Field
    let value: [UInt8]
    let position: SourcePosition

    /// `position`: Where the name is written.
    init(
      _ company: SharedDeclarations.Company,
      named name: String,
      at position: SourcePosition
    ) {
      self.name = name
      field = company.field
      value = company.value
      self.position = position
    }
  }

  private let file: Int
  private let attributes = AttributesWriter()

  init(file: Int) { self.file = file }

  /// Adds the contact whose key is that event of the draft's entry.
  func add(
    _ key: YAMLValue,
    _ draft: ContactDraft,
    defaults: ContactDraft?,
    link: Link?,
    inheritsLinks: Bool,
    to contacts: DesiredContactsBuilder
  ) {
    let entry = key.entry
    var inherited = defaults?.values.subtracting(draft.given) ?? FieldSet()
    if !inheritsLinks { inherited = inherited.subtracting(.companyLinks) }
    var all = draft.values.union(inherited)
    if let link { all.insert(link.field) }
    draft.sortCustoms()
    let customs = defaults.map { inheritedCustoms($0, draft) } ?? []
    attributes.removeAll()
    contacts.begin(
      position(entry, key.index),
      attributeCount: all.count + draft.customs.count(where: \.isSet) + customs.count
    )
    for field in all {
      if let link, link.field == field {
        link.value.withUnsafeBytes { attributes.append(field, $0) }
        contacts.note(link.position)
      } else if draft.values.contains(field) {
        append(field, of: draft, to: contacts)
      } else if let defaults {
        append(field, of: defaults, to: contacts)
      }
    }
    append(draft.customs, of: draft, with: customs, of: defaults, to: contacts)
    entry.text(key.index).withUnsafeBytes { key in
      contacts.end(
        key: key,
        attributes: attributes.bytes,
        fingerprint: Fingerprint(hashing: attributes.bytes),
        companyName: link?.name,
        isProtected: (draft.protection.isGiven ? draft.isProtected : defaults?.isProtected)
          ?? false,
        ignoredKeys: draft.ignoring.isGiven ? draft.ignoredKeys : defaults?.ignoredKeys ?? []
      )
    }
  }

  private func append(
    _ field: Field,
    of draft: ContactDraft,
    to contacts: DesiredContactsBuilder
  ) {
    guard let entry = draft.entry else { return }
    let value = draft.slot(field).value
    if field == .additionalEmails {
      attributes.append(.field(field), .list(draft.emails.map(\.text)))
    } else {
      entry.text(value).withUnsafeBytes { attributes.append(field, $0) }
    }
    contacts.note(position(entry, value))
  }

  private func inheritedCustoms(
    _ defaults: ContactDraft,
    _ draft: ContactDraft
  ) -> [ContactDraft.Custom] {
    guard let entry = defaults.entry, !draft.custom.isNull else { return [] }
    return defaults.customs.filter { custom in
      custom.isSet && draft.indexOfCustom(entry.text(custom.place.slot.key)) == nil
    }
  }

  /// Merges the two, each of which is in the order of the names.
  private func append(
    _ own: [ContactDraft.Custom],
    of draft: ContactDraft,
    with inherited: [ContactDraft.Custom],
    of defaults: ContactDraft?,
    to contacts: DesiredContactsBuilder
  ) {
    guard let entry = draft.entry else { return }
    guard let defaults = defaults?.entry, !inherited.isEmpty else {
      for custom in own { append(custom, entry, to: contacts) }
      return
    }
    var rest = inherited[...]
    for custom in own {
      let name = entry.text(custom.place.slot.key)
      while let first = rest.first, defaults.text(first.place.slot.key) < name {
        append(first, defaults, to: contacts)
        rest.removeFirst()
      }
      append(custom, entry, to: contacts)
    }
    for custom in rest { append(custom, defaults, to: contacts) }
  }

  private func append(
    _ custom: ContactDraft.Custom,
    _ entry: YAMLEntry,
    to contacts: DesiredContactsBuilder
  ) {
    let (key, value) = (custom.place.slot.key, custom.place.slot.value)
    let (name, text) = (entry.text(key), entry.text(value))
    switch custom.value {
    case .none: return
    case .text:
      name.withUnsafeBytes { name in
        text.withUnsafeBytes { attributes.append(custom: name, $0) }
      }
    case .number:
      name.withUnsafeBytes { name in
        text.withUnsafeBytes { attributes.append(custom: name, number: $0) }
      }
    case .other(let value): attributes.append(.custom(name.string), value)
    }
    contacts.note(position(entry, value))
  }

  private func position(_ entry: YAMLEntry, _ index: Int) -> SourcePosition {
    SourcePosition(entry.start(index), file: file)
  }
}
