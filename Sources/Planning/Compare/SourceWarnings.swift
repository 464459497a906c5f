import Diagnostics
import Model

/// Says that `source` of existing contacts cannot change: once for each place that declares it.
struct SourceWarnings {
  private struct Group {
    let first: Int
    var count = 1
  }

  private var groups: [SourcePosition: Group] = [:]

  mutating func add(_ index: Int, _ contact: DesiredContact) {
    groups[Self.position(contact), default: Group(first: index, count: 0)].count += 1
  }

  func diagnostics(_ desired: DesiredState) -> [Diagnostic] {
    groups.map { position, group in
      let contact = desired.contacts[group.first]
      let others = group.count == 1 ? "" : " and \(group.count - 1) more"
      return Diagnostic(
        .warning,
        .sourceIsCreationOnly,
        "The source of \(contact.address)\(others) stays as it is: the API takes it on creation only.",
        address: contact.address.description,
        location: desired.location(of: position),
        hint: "Set it back to what the contact was created with, or remove it."
      )
    }
    .sorted()
  }

  private static func position(_ contact: DesiredContact) -> SourcePosition {
    for (key, position) in zip(contact.attributes.keys, contact.attributePositions)
    where key == .field(.source) {
      return position
    }
    return contact.position
  }
}
