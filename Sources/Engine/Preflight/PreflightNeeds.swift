import Diagnostics
import Model
import Planning

/// The values of a plan's requests that something in the CRM must exist for, each once, at its
/// first place.
struct PreflightNeeds {
  struct Use {
    let value: String
    /// The link field, for a company.
    let field: Field?
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

  var owners: [Use] { ownerList.uses }
  var customFields: [Use] { customFieldList.uses }
  /// By id or domain; LinkedIn URLs cannot be looked up.
  var companies: [Use] { companyList.uses }

  private var ownerList = List()
  private var customFieldList = List()
  private var companyList = List()

  /// Uses of one kind, each once.
  private struct List {
    private struct Name: Hashable {
      /// `nil` for a custom field.
      let field: Field?
      let value: String
    }

    private(set) var uses: [Use] = []
    private var indexes: [Name: Int] = [:]

    mutating func note(
      _ value: String,
      _ field: Field?,
      declared: DesiredCustomField? = nil,
      of change: () -> Change
    ) {
      let name = Name(field: field, value: value)
      if let index = indexes[name] {
        uses[index].count += 1
        return
      }
      indexes[name] = uses.count
      let change = change()
      let key = field.map(AttributeKey.field) ?? .custom(value)
      uses.append(
        Use(
          value: value,
          field: field,
          address: change.address,
          location: change.keyLocations[key] ?? change.location,
          declaredType: declared?.location == nil ? nil : declared?.type,
          declaration: declared?.location
        )
      )
    }
  }

  init(_ plan: Plan) {
    let declared = Dictionary(plan.customFields.map { ($0.name, $0) }) { first, _ in first }
    for index in plan.changes.indices {
      var link: Field?
      forEachSent(index, plan.changes) { entry in
        // Of several links only the first counts.
        if link == nil, let field = entry.field, field.role.contains(.reference) { link = field }
        add(entry, link, declared) { plan.changes[index] }
      }
    }
  }

  /// Hands out what a change sends; for a creation no change is made.
  private func forEachSent(_ index: Int, _ changes: PlanChanges, _ body: (RawAttribute) -> Void) {
    if let creation = changes.entries[index].creation {
      creation.forEachAttribute(body)
    } else if case .upsert(let upsert) = changes[index].request {
      upsert.attributes.forEachRaw(body)
    }
  }

  private mutating func add(
    _ entry: RawAttribute,
    _ link: Field?,
    _ declared: [String: DesiredCustomField],
    of change: () -> Change
  ) {
    switch entry.field {
    case .contactOwner:
      ownerList.note(entry.text, .contactOwner, of: change)
    case let field? where field == link && field != .companyLinkedinUrl:
      companyList.note(entry.text, field, of: change)
    case .some: break
    case nil:
      let name = String(decoding: entry.customName, as: UTF8.self)
      customFieldList.note(name, nil, declared: declared[name], of: change)
    }
  }
}

extension RawAttribute {
  /// A copy; empty for what is no text.
  fileprivate var text: String {
    guard case .text(let utf8) = value else { return "" }
    return String(decoding: utf8, as: UTF8.self)
  }
}
