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

  /// How many there are.
  package var count: Int { entries.count }

  /// Those that were appended so far.
  package var contacts: DesiredContacts {
    DesiredContacts(entries: entries, types: types, memory: memory)
  }

  /// Adds a contact that is there as such.
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

  /// Begins a contact; as many calls of `note` follow as it has attributes, then `end`.
  ///
  /// - Parameters:
  ///   - position: Where its key stands.
  ///   - attributeCount: For how many attributes it is known where they were written.
  package func begin(_ position: SourcePosition, attributeCount: Int) {
    self.position = position
    rest.removeAll()
    rest.append(Int(position.file))
    rest.append(Int(position.line))
    rest.append(Int(position.column))
    rest.append(attributeCount)
  }

  /// Where the value of the next attribute was written.
  package func note(_ place: SourcePosition) { rest.append(place, near: position) }

  /// Ends the contact.
  ///
  /// - Parameters:
  ///   - key: An address's.
  ///   - attributes: Their canonical bytes.
  ///   - fingerprint: Of these.
  ///   - companyName: By which the link was declared.
  ///   - isProtected: Whether it may be neither removed nor re-identified.
  ///   - ignoredKeys: What is sent on creation only.
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

  /// The key, the attributes and `rest`, in memory that lasts.
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
