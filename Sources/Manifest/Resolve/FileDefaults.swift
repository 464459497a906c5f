import Model
import YAMLEvents

/// The defaults of a file, kept for all of its contacts.
struct FileDefaults {
  struct Value {
    let field: Field
    let text: [UInt8]
    let position: SourcePosition
  }

  struct Custom {
    let name: [UInt8]
    let value: AttributeValue
    let position: SourcePosition
  }

  let fields: FieldSet
  private let values: [Value]
  let emails: (texts: [String], position: SourcePosition)?
  /// The name under `companies`, and where it is written.
  let company: (name: String, span: Span)?
  let customs: [Custom]
  let isProtected: Bool
  let ignoredKeys: [AttributeKey]

  init(_ draft: ContactDraft, file: Int) {
    func position(_ index: Int) -> SourcePosition {
      SourcePosition(draft.entry?.start(index) ?? Span.none.start, file: file)
    }
    fields = draft.values
    isProtected = draft.isProtected ?? false
    ignoredKeys = draft.ignoredKeys
    guard let entry = draft.entry else {
      (values, emails, company, customs) = ([], nil, nil, [])
      return
    }
    values = draft.values.filter { $0 != .additionalEmails }.map { field in
      let value = draft.slot(field).value
      return Value(field: field, text: Array(entry.text(value)), position: position(value))
    }
    emails =
      draft.values.contains(.additionalEmails)
      ? (draft.emails.map(\.text), position(draft.slot(.additionalEmails).value)) : nil
    let name = draft.company.slot.value
    company = draft.namesCompany ? (entry[name].string, Span(entry[name])) : nil
    draft.sortCustoms()
    customs = draft.customs.compactMap { custom in
      let place = custom.place.slot.value
      let value: AttributeValue
      switch custom.value {
      case .none: return nil
      case .text: value = .string(entry[place].string)
      case .number: value = .number(Double(entry[place].string) ?? 0)
      case .other(let other): value = other
      }
      return Custom(
        name: Array(entry.text(custom.place.slot.key)),
        value: value,
        position: position(place)
      )
    }
  }

  func value(of field: Field) -> Value? { values.first { $0.field == field } }
}
