import YAMLEvents
import Model

/// Puts a contact and the defaults of its file together into attributes.
struct ContactEncoder {
  /// The company that a contact's name or its file's default leads to.
  struct Link {
    let field: ContactField
    let value: [UInt8]
    let place: Span
  }

  private let file: Int
  private var builder = AttributesBuilder()
  private var positions: [SourcePosition] = []

  init(file: Int) { self.file = file }

  /// Adds the contact of that key.
  mutating func add(
    _ key: String,
    at place: Span,
    _ draft: ContactDraft,
    defaults: ContactDraft?,
    link: Link?,
    companyName: String?,
    inheritsLinks: Bool,
    to contacts: DesiredContactsBuilder
  ) {
    encode(draft, defaults: defaults, link: link, inheritsLinks: inheritsLinks)
    contacts.begin(position(place), attributeCount: positions.count)
    for position in positions { contacts.note(position) }
    var key = key
    builder.withBytes { attributes in
      key.withUTF8 { key in
        contacts.end(
          key: UnsafeRawBufferPointer(key),
          attributes: attributes,
          fingerprint: Fingerprint(hashing: attributes),
          companyName: companyName,
          isProtected: (draft.protection.isGiven ? draft.isProtected : defaults?.isProtected)
            ?? false,
          ignoredKeys: draft.ignoring.isGiven ? draft.ignoredKeys : defaults?.ignoredKeys ?? []
        )
      }
    }
  }

  /// Leaves the attributes in `builder`, and in `positions` where each was written.
  private mutating func encode(
    _ draft: ContactDraft,
    defaults: ContactDraft?,
    link: Link?,
    inheritsLinks: Bool
  ) {
    builder.removeAll()
    positions.removeAll(keepingCapacity: true)
    var inherited = defaults?.values.subtracting(draft.given) ?? FieldSet()
    if !inheritsLinks { inherited = inherited.subtracting(.companyLinks) }
    var all = draft.values.union(inherited)
    if let link { all.insert(link.field) }
    for field in all {
      if let link, link.field == field {
        link.value.withUnsafeBytes { builder.append(field, utf8: $0) }
        note(link.place)
      } else if draft.values.contains(field) {
        append(field, of: draft)
      } else if let defaults {
        append(field, of: defaults)
      }
    }
    appendCustoms(draft, defaults)
  }

  private mutating func append(_ field: ContactField, of draft: ContactDraft) {
    if field == .additionalEmails {
      builder.append(.field(field), .list(draft.emails.map(\.text)))
    } else {
      draft.withText(of: field) { builder.append(field, utf8: $0) }
    }
    note(draft.slot(field).value)
  }

  private mutating func appendCustoms(_ draft: ContactDraft, _ defaults: ContactDraft?) {
    var all = draft.customs
    if let defaults, !defaults.customs.isEmpty, !draft.custom.isNull {
      all += defaults.customs.filter { draft.indexOfCustom($0.name) == nil }
    }
    guard !all.isEmpty else { return }
    all.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    for custom in all {
      guard let value = custom.value else { continue }
      builder.append(.custom(custom.name), value)
      note(custom.span)
    }
  }

  private mutating func note(_ span: Span) { positions.append(position(span)) }

  private func position(_ span: Span) -> SourcePosition {
    SourcePosition(file: file, line: Int(span.start.line), column: Int(span.start.column))
  }
}
