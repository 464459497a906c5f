package import Diagnostics
package import Model

/// Where each attribute of a contact was written, in canonical order.
///
/// A plan of a million creations keeps the positions as the manifest does, in 12 bytes each.
package struct KeyLocations: Sendable {
  package typealias Element = (key: AttributeKey, location: SourceLocation)

  private enum Storage: Sendable {
    case listed([Element])
    case declared(Declared)
  }

  private struct Declared: Sendable {
    let files: [DesiredState.File]
    let attributes: Attributes
    /// The positions of the values, in the order of `attributes`.
    let positions: [SourcePosition]
    /// The keys that count; `nil` when all do.
    let kept: Set<AttributeKey>?
  }

  private let storage: Storage

  /// Creates an empty collection, for locations that are not known.
  package init() { storage = .listed([]) }

  package init(_ locations: [AttributeKey: SourceLocation]) {
    storage = .listed(
      locations.sorted { $0.key < $1.key }.map { (key: $0.key, location: $0.value) }
    )
  }

  /// Takes the locations of those attributes of the contact that `after` holds.
  init(of contact: DesiredContact, in after: Attributes, _ files: [DesiredState.File]) {
    let isWhole = after == contact.attributes
    storage = .declared(
      Declared(
        files: files,
        attributes: contact.attributes,
        positions: contact.attributePositions,
        kept: isWhole ? nil : Set(after.keys)
      )
    )
  }

  /// The pairs of key and location, in canonical order.
  package var elements: [Element] {
    switch storage {
    case .listed(let elements): return elements
    case .declared(let declared):
      let keys = declared.attributes.keys
      guard keys.count == declared.positions.count else { return [] }
      var elements: [Element] = []
      elements.reserveCapacity(keys.count)
      for (key, position) in zip(keys, declared.positions)
      where declared.kept?.contains(key) ?? true {
        let location = SourceLocation(
          file: declared.files[Int(position.file)].path,
          line: Int(position.line),
          column: Int(position.column)
        )
        elements.append((key, location))
      }
      return elements
    }
  }

  /// The location of that key, found in time linear in the size of the contact.
  package subscript(key: AttributeKey) -> SourceLocation? {
    elements.first { $0.key == key }?.location
  }
}

extension KeyLocations: Hashable {
  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.elements.elementsEqual(rhs.elements) { $0 == $1 }
  }

  package func hash(into hasher: inout Hasher) {
    for element in elements {
      hasher.combine(element.key)
      hasher.combine(element.location)
    }
  }
}
