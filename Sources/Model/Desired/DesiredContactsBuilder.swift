/// Packs contacts one by one.
package final class DesiredContactsBuilder {
  // No two accesses of the unchecked ones overlap: nothing here calls out.
  @exclusivity(unchecked) private var entries: [DesiredContacts.Entry] = []
  @exclusivity(unchecked) private var memory: [ContactMemory] = []
  @exclusivity(unchecked) private var types: [ResourceType] = []
  @exclusivity(unchecked) private var size = leastSize
  private let rest = PackedWriter()
  @exclusivity(unchecked) private var position = SourcePosition(file: 0, line: 1, column: 1)

  private static let leastSize = 1 << 12
  private static let mostSize = 1 << 20

  package init() {}

  /// How many contacts have been packed.
  package var count: Int { entries.count }

  /// The contacts packed so far.
  package var contacts: DesiredContacts {
    DesiredContacts(entries: entries, types: types, memory: memory)
  }

  /// Packs a contact that exists as a value.
  package func append(_ contact: DesiredContact) {
    begin(contact.position, attributeCount: contact.attributePositions.count)
    for position in contact.attributePositions { note(position) }
    var key = contact.address.key
    contact.attributes.bytes.withUnsafeBytes { attributes in
      key.withUTF8 { key in
        end(
          key: UnsafeRawBufferPointer(key),
          attributes: attributes,
          fingerprint: contact.fingerprint,
          companyName: contact.companyName,
          isProtected: contact.isProtected,
          ignoredKeys: contact.ignoredKeys,
          type: contact.address.type
        )
      }
    }
  }

  // MARK: In pieces

  /// Begins a contact; call `note` once for each attribute whose position is known, then `end`.
  ///
  /// - Parameters:
  ///   - position: The position of its key.
  ///   - attributeCount: For how many attributes the position of the value is known.
  package func begin(_ position: SourcePosition, attributeCount: Int) {
    self.position = position
    rest.removeAll()
    rest.append(Int(position.file))
    rest.append(Int(position.line))
    rest.append(Int(position.column))
    rest.append(attributeCount)
  }

  /// Notes the position of the next attribute's value.
  package func note(_ place: SourcePosition) { rest.append(place, near: position) }

  /// Ends the contact that `begin` began.
  ///
  /// - Parameters:
  ///   - key: The UTF-8 of the address's key.
  ///   - attributes: The canonical bytes of the attributes.
  ///   - fingerprint: The fingerprint of these bytes.
  ///   - companyName: The name under `companies` by which the link was declared.
  ///   - isProtected: Whether it may be neither removed nor re-identified.
  ///   - ignoredKeys: The attributes that are sent on creation only.
  ///   - type: The type of the resource.
  package func end(
    key: UnsafeRawBufferPointer,
    attributes: UnsafeRawBufferPointer,
    fingerprint: Fingerprint,
    companyName: String?,
    isProtected: Bool,
    ignoredKeys: [AttributeKey],
    type: ResourceType = .contact
  ) {
    var flags: PackedContact.Flags = isProtected ? [.isProtected] : []
    if let companyName {
      flags.insert(.hasCompanyName)
      rest.append(companyName)
    }
    if !ignoredKeys.isEmpty {
      flags.insert(.hasIgnoredKeys)
      rest.append(ignoredKeys.count)
      for key in ignoredKeys { rest.append(key.description) }
    }
    let packed = PackedContact(
      store(key, attributes),
      keyLength: key.count,
      attributesLength: attributes.count,
      flags,
      type: types.place(of: type)
    )
    entries.append(DesiredContacts.Entry(fingerprint: fingerprint, bytes: packed))
  }

  /// Copies the key, the attributes and `rest` into memory that lasts.
  private func store(
    _ key: UnsafeRawBufferPointer,
    _ attributes: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer {
    let rest = rest.bytes
    let place = take(key.count + attributes.count + rest.count)
    place.copyMemory(from: key)
    UnsafeMutableRawBufferPointer(rebasing: place[key.count...]).copyMemory(from: attributes)
    UnsafeMutableRawBufferPointer(rebasing: place[(key.count + attributes.count)...])
      .copyMemory(from: rest)
    return UnsafeRawBufferPointer(place)
  }

  private func take(_ count: Int) -> UnsafeMutableRawBufferPointer {
    if let place = memory.last?.take(count) { return place }
    let next = ContactMemory(size: max(size, count))
    size = min(size * 2, Self.mostSize)
    memory.append(next)
    guard let place = next.take(count) else {
      preconditionFailure("the new memory is large enough")
    }
    return place
  }
}
