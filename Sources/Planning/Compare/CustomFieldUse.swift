import Diagnostics
import Model
import ParallelWork

/// Collects the custom fields that requests send, for the check against the team's registry.
struct CustomFieldUse {
  /// The place where a field is used first.
  private enum Place {
    case known(SourceLocation?)
    /// The index of the declared contact that uses the field.
    case contact(Int)
  }

  private struct Use {
    let type: CustomFieldType
    let place: Place
  }

  private var uses: [String: Use] = [:]
  /// The names seen so far, as bytes, since a million contacts share the same few.
  private var known: [[UInt8]] = []

  mutating func add(_ change: Change) {
    guard case .upsert(let upsert) = change.request else { return }
    upsert.attributes.forEachRaw { entry in
      add(entry) { .known(change.keyLocations[$0]) }
    }
  }

  /// Adds the creations of the declared contacts at these indices.
  mutating func add(_ creations: [Int], of contacts: DesiredContacts) {
    let found = concurrently(count: creations.count, piece: Self.creationsAtOnce) { range in
      var use = CustomFieldUse()
      for index in creations[range] {
        contacts.forEachAttribute(of: index) { entry in use.add(entry) { _ in .contact(index) } }
      }
      return use
    }
    for use in found { uses.merge(use.uses) { first, _ in first } }
  }

  private static let creationsAtOnce = 1 << 14

  @inline(__always)
  private mutating func add(_ entry: RawAttribute, _ place: (AttributeKey) -> Place) {
    guard entry.field == nil, !known.contains(where: { $0.elementsEqual(entry.customName) })
    else { return }
    addName(entry, place)
  }

  private mutating func addName(_ entry: RawAttribute, _ place: (AttributeKey) -> Place) {
    let name = String(decoding: entry.customName, as: UTF8.self)
    // Only a few are kept, to be searched quickly; beyond that, the dictionary decides.
    if known.count < 32 { known.append(Array(entry.customName)) }
    guard uses[name] == nil else { return }
    uses[name] = Use(type: Self.type(of: entry.value), place: place(.custom(name)))
  }

  /// The fields sorted by name, each with its declared type and place, or else those
  /// of its first use.
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
      } ?? DesiredCustomField(name: name, type: use.type, location: location(name, use, desired))
    }
    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private func location(_ name: String, _ use: Use, _ desired: DesiredState) -> SourceLocation? {
    switch use.place {
    case .known(let location): return location
    case .contact(let index):
      let contact = desired.contacts[index]
      return KeyLocations(of: contact, in: contact.attributes, desired.files)[.custom(name)]
    }
  }

  private static func type(of value: RawAttribute.Value) -> CustomFieldType {
    switch value {
    case .text, .list: .text
    case .number: .number
    case .boolean: .boolean
    }
  }
}
