import Diagnostics
import Model

/// Collects the custom fields that requests send, for the check against the team's registry.
struct CustomFieldUse {
  private struct Use {
    let type: CustomFieldType
    let location: SourceLocation?
  }

  private var uses: [String: Use] = [:]
  /// Names that were seen, as bytes: a million contacts have the same few.
  private var known: [[UInt8]] = []

  mutating func add(_ change: Change) {
    guard case .upsert(let upsert) = change.request else { return }
    upsert.attributes.forEachRaw { add($0) { change.keyLocations[$0] } }
  }

  /// Adds the creation of that declared contact.
  mutating func add(_ index: Int, of desired: DesiredState) {
    desired.contacts.forEachAttribute(of: index) { entry in
      add(entry) { key in
        let contact = desired.contacts[index]
        return KeyLocations(of: contact, in: contact.attributes, desired.files)[key]
      }
    }
  }

  private mutating func add(
    _ entry: RawAttribute,
    _ location: (AttributeKey) -> SourceLocation?
  ) {
    guard entry.field == nil, !known.contains(where: { $0.elementsEqual(entry.customName) })
    else { return }
    let name = String(decoding: entry.customName, as: UTF8.self)
    // Few enough to be searched; beyond that, the dictionary knows.
    if known.count < 32 { known.append(Array(entry.customName)) }
    guard uses[name] == nil else { return }
    uses[name] = Use(type: Self.type(of: entry.value), location: location(.custom(name)))
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

  private static func type(of value: RawAttribute.Value) -> CustomFieldType {
    switch value {
    case .text, .list: .text
    case .number: .number
    case .boolean: .boolean
    }
  }
}
