import Diagnostics
import Model
import Planning

/// The values of a plan's requests that something in the CRM must exist for, each once, at its first place.
struct PreflightNeeds {
  struct Use {
    let value: String
    /// The link field, for a company.
    let field: ContactField?
    /// The first contact that has it, in address order.
    let address: Address
    let location: SourceLocation?
    /// The type that `fields` declares, for a custom field that is declared.
    let declaredType: CustomFieldType?
    /// Where `fields` declares it.
    let declaration: SourceLocation?
    /// How many contacts have it.
    var count = 1

    /// The end of a sentence that says how many more there are.
    var others: String { count > 1 ? " (\(count) contacts)" : "" }
  }

  private(set) var owners: [Use] = []
  private(set) var customFields: [Use] = []
  /// By id or domain; LinkedIn URLs cannot be looked up.
  private(set) var companies: [Use] = []
  private var indexes: [String: Int] = [:]

  init(_ plan: Plan) {
    let declared = Dictionary(plan.customFields.map { ($0.name, $0) }) { first, _ in first }
    for change in plan.changes {
      guard case .upsert(let upsert) = change.request else { continue }
      let link = ContactField.companyLinks.first { upsert.attributes[$0] != nil }
      for (key, value) in upsert.attributes {
        add(key, value, change, link, declared)
      }
    }
  }

  private mutating func add(
    _ key: AttributeKey,
    _ value: AttributeValue,
    _ change: Change,
    _ link: ContactField?,
    _ declared: [String: DesiredCustomField]
  ) {
    switch key {
    case .field(.contactOwner):
      note(value.string ?? "", key, change, in: \.owners)
    case .field(let field) where field == link && field != .companyLinkedinUrl:
      note(value.string ?? "", key, change, in: \.companies)
    case .field: break
    case .custom(let name):
      note(name, key, change, in: \.customFields, declared: declared[name])
    }
  }

  private mutating func note(
    _ value: String,
    _ key: AttributeKey,
    _ change: Change,
    in list: WritableKeyPath<Self, [Use]>,
    declared: DesiredCustomField? = nil
  ) {
    let name = key.field == nil ? "custom " + value : "\(key) \(value)"
    if let index = indexes[name] {
      self[keyPath: list][index].count += 1
      return
    }
    indexes[name] = self[keyPath: list].count
    self[keyPath: list].append(
      Use(
        value: value,
        field: key.field,
        address: change.address,
        location: change.keyLocations[key] ?? change.location,
        declaredType: declared?.location == nil ? nil : declared?.type,
        declaration: declared?.location
      )
    )
  }
}
