import Model

/// A file's defaults in a form that a usual contact takes over without a closer look.
struct UsualDefaults {
  struct Value {
    let field: ContactField
    let text: [UInt8]
    let position: SourcePosition
  }

  /// The company that contacts without one of their own are linked to.
  struct Link {
    let name: String
    let value: Value
  }

  private(set) var fields = FieldSet()
  /// In canonical order.
  private(set) var values: [Value] = []
  private(set) var link: Link?
  let isProtected: Bool
  let ignoredKeys: [AttributeKey]

  /// `nil` for defaults that need a closer look for each contact.
  init?(_ draft: ContactDraft?, _ shared: SharedDeclarations, file: Int) {
    isProtected = draft?.isProtected ?? false
    ignoredKeys = draft?.ignoredKeys ?? []
    guard let draft else { return }
    guard draft.customs.isEmpty, !draft.values.contains(.additionalEmails) else { return nil }
    fields = draft.values
    values = draft.values.map { field in
      Value(
        field: field,
        text: draft.withText(of: field) { Array($0) },
        position: SourcePosition(draft.slot(field).value.start, file: file)
      )
    }
    guard let name = draft.companyName else { return }
    guard let company = shared.companies[name] else { return nil }
    link = Link(
      name: name,
      value: Value(
        field: company.field,
        text: company.value,
        position: SourcePosition(draft.company.slot.value.start, file: file)
      )
    )
  }

  func value(of field: ContactField) -> Value? { values.first { $0.field == field } }
}
