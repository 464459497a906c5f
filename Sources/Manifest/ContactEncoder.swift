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

  /// The attributes and where each was written.
  mutating func encode(
    _ draft: ContactDraft,
    defaults: ContactDraft?,
    link: Link?,
    inheritsLinks: Bool
  ) -> (Attributes, [SourcePosition]) {
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
    // A copy of the size that is needed; this one is used again.
    return (
      builder.build(),
      [SourcePosition](unsafeUninitializedCapacity: positions.count) { memory, count in
        count = memory.update(fromContentsOf: positions)
      }
    )
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

  private mutating func note(_ span: Span) {
    positions.append(
      SourcePosition(file: file, line: Int(span.start.line), column: Int(span.start.column))
    )
  }
}
