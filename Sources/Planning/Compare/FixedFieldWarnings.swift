import Diagnostics
import Model

/// Warns that a field which counts on creation only, such as `source`, cannot change.
///
/// There is one warning for each place that declares the field.
struct FixedFieldWarnings {
  private struct Place: Hashable {
    let field: Field
    let position: SourcePosition
  }

  private struct Group {
    let first: Int
    var count = 1
  }

  private var groups: [Place: Group] = [:]

  /// Notes the declared resource at that index.
  mutating func add(_ field: Field, _ index: Int, _ contact: DesiredContact) {
    let place = Place(field: field, position: Self.position(of: field, contact))
    groups[place, default: Group(first: index, count: 0)].count += 1
  }

  func diagnostics(_ desired: DesiredState) -> [Diagnostic] {
    groups.map { place, group in
      let contact = desired.contacts[group.first]
      let others = group.count == 1 ? "" : " and \(group.count - 1) more"
      return Diagnostic(
        .warning,
        .sourceIsCreationOnly,
        "The \(place.field.name) of \(contact.address)\(others) stays as it is: the API takes it on creation only.",
        address: contact.address.description,
        location: desired.location(of: place.position),
        hint: "Set it back to what the contact was created with, or remove it."
      )
    }
    .sorted()
  }

  private static func position(of field: Field, _ contact: DesiredContact) -> SourcePosition {
    for (key, position) in zip(contact.attributes.keys, contact.attributePositions)
    where key == .field(field) {
      return position
    }
    return contact.position
  }
}
