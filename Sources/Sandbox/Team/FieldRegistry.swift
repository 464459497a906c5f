import Model

/// The fields of contacts and companies, the API's own and the team's; fixed while the server runs.
struct FieldRegistry: Equatable, Sendable {
  struct Field: Equatable, Sendable {
    let name: String
    let label: String
    let type: CustomFieldType
  }

  private let customContactFields: [Field]
  private let customCompanyFields: [Field]

  init(custom: [(entity: Entity, field: Field)]) {
    customContactFields = custom.filter { $0.entity == .contact }.map(\.field)
    customCompanyFields = custom.filter { $0.entity == .company }.map(\.field)
  }

  typealias Entity = SandboxSeed.Field.Entity

  func custom(_ entity: Entity) -> [Field] {
    entity == .contact ? customContactFields : customCompanyFields
  }

  /// The API's own fields in the table's order, and one that the CRM computes.
  ///
  /// This is a guess, since the published example shows only two of them; it shows
  /// `isActiveInCampaigns` on each contact that is read.
  static func standard(_ entity: Entity) -> [Field] {
    switch entity {
    case .contact:
      ResourceType.contact.fields.filter { isStored($0) }.map { field in
        Field(
          name: field.name,
          label: label(field.name),
          type: field.kind == .phone ? .phone : .text
        )
      } + [
        Field(name: computedField, label: label(computedField), type: .boolean)
      ]
    case .company:
      (["domain", "linkedinUrl", "linkedinUrlSalesNav"] + CompanyFields.plain).map {
        Field(name: $0, label: label($0), type: .text)
      }
    }
  }

  /// A field that the CRM computes and that no call can set.
  static let computedField = "isActiveInCampaigns"

  /// The registered type of a key that is not an API field; `nil` when it is not registered.
  func type(of name: String, _ entity: Entity) -> CustomFieldType? {
    custom(entity).first { $0.name == name }?.type
  }

  private static func isStored(_ field: Model.Field) -> Bool {
    field.kind != .owner && !field.role.contains(.reference)
  }

  /// The label of a name, such as `First name` for `firstName`.
  private static func label(_ name: String) -> String {
    var label = ""
    for character in name {
      if label.isEmpty {
        label += character.uppercased()
      } else if character.isUppercase {
        label += " " + character.lowercased()
      } else {
        label.append(character)
      }
    }
    return label
  }
}
