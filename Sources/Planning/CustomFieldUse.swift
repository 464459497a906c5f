import Diagnostics
import Model

/// Collects the custom fields that requests send, for the check against the team's registry.
struct CustomFieldUse {
  private struct Use {
    let type: CustomFieldType
    let location: SourceLocation?
  }

  private var uses: [String: Use] = [:]

  mutating func add(_ change: Change) {
    guard case .upsert(let upsert) = change.request else { return }
    for (key, value) in upsert.attributes {
      guard case .custom(let name) = key, uses[name] == nil else { continue }
      uses[name] = Use(type: Self.type(of: value), location: change.keyLocations[key])
    }
  }

  /// Sorted by name; a declared one with its declared type and place, another as its first value has it.
  func fields(_ desired: DesiredState) -> [DesiredCustomField] {
    var declared: [String: DesiredState.CustomField] = [:]
    for field in desired.customFields { declared[field.name] = field }
    return uses.map { name, use in
      declared[name].map {
        DesiredCustomField(
          name: name,
          type: $0.type,
          location: desired.location(of: $0.position)
        )
      } ?? DesiredCustomField(name: name, type: use.type, location: use.location)
    }
    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func type(of value: AttributeValue) -> CustomFieldType {
    switch value {
    case .string, .list: .text
    case .number: .number
    case .boolean: .boolean
    }
  }
}
