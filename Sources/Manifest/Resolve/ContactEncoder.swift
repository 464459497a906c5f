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
    defaults: FileDefaults?,
    link: Link?,
    inheritsLinks: Bool,
    to contacts: DesiredContactsBuilder
  ) {
    let entry = key.entry
    var inherited = defaults?.fields.subtracting(draft.given) ?? FieldSet()
    if !inheritsLinks { inherited = inherited.subtracting(.companyLinks) }
    var all = draft.values.union(inherited)
    if let link { all.insert(link.field) }
    draft.sortCustoms()
    let customs = defaults.map { inheritedCustoms($0, draft) } ?? []
    let ownCount = draft.customs.count { if case .none = $0.value { false } else { true } }
    attributes.removeAll()
    contacts.begin(
      position(entry, key.index),
      attributeCount: all.count + ownCount + customs.count
    )
    for field in all {
      if let link, link.field == field {
        link.value.withUnsafeBytes { attributes.append(field, $0) }
        contacts.note(link.position)
      } else if draft.values.contains(field) {
        let value = draft.slot(field).value
        if field == .additionalEmails {
          attributes.append(.field(field), .list(draft.emails.map(\.text)))
        } else {
          entry.text(value).withUnsafeBytes { attributes.append(field, $0) }
        }
        contacts.note(position(entry, value))
      } else if let defaults {
        append(field, of: defaults, to: contacts)
      }
    }
    append(draft.customs, entry, customs, to: contacts)
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
    of defaults: FileDefaults,
    to contacts: DesiredContactsBuilder
  ) {
    if field == .additionalEmails, let emails = defaults.emails {
      attributes.append(.field(field), .list(emails.texts))
      contacts.note(emails.position)
    } else if let value = defaults.value(of: field) {
      value.text.withUnsafeBytes { attributes.append(field, $0) }
      contacts.note(value.position)
    }
  }

  private func inheritedCustoms(
    _ defaults: FileDefaults,
    _ draft: ContactDraft
  ) -> [FileDefaults.Custom] {
    guard !defaults.customs.isEmpty, !draft.custom.isNull else { return [] }
    return defaults.customs.filter { draft.indexOfCustom($0.name) == nil }
  }

  /// Merges the two, each of which is in the order of the names.
  private func append(
    _ own: [ContactDraft.Custom],
    _ entry: YAMLEntry,
    _ inherited: [FileDefaults.Custom],
    to contacts: DesiredContactsBuilder
  ) {
    var rest = inherited[...]
    for custom in own {
      let name = entry.text(custom.place.slot.key)
      while let first = rest.first, first.name.lexicographicallyPrecedes(name) {
        append(first, to: contacts)
        rest.removeFirst()
      }
      let text = entry.text(custom.place.slot.value)
      switch custom.value {
      case .none: continue
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
      contacts.note(position(entry, custom.place.slot.value))
    }
    for custom in rest { append(custom, to: contacts) }
  }

  private func append(_ custom: FileDefaults.Custom, to contacts: DesiredContactsBuilder) {
    attributes.append(.custom(String(decoding: custom.name, as: UTF8.self)), custom.value)
    contacts.note(custom.position)
  }

  private func position(_ entry: YAMLEntry, _ index: Int) -> SourcePosition {
    SourcePosition(entry.start(index), file: file)
  }
}
