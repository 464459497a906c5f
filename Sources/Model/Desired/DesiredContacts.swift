/// The resources of a manifest, of all types, sorted by address or still in the order of the files.
///
/// A million of them are a few large blocks of memory: each consists of a fixed entry and a run of
/// bytes, and becomes a `DesiredContact` when it is asked for. What comparisons need (key,
/// fingerprint, protection) can be read without that.
package struct DesiredContacts: Sendable {
  /// The part of a contact that has a fixed size.
  struct Entry: Sendable {
    let fingerprint: Fingerprint
    let bytes: PackedContact
  }

  private(set) var entries: [Entry] = []
  /// The types that the entries have; few enough for an entry to name its own in one byte.
  private(set) var types: [ResourceType] = []
  /// Keeps the entries' bytes alive.
  private(set) var memory: [ContactMemory] = []

  /// Creates a collection without contacts.
  package init() {}

  /// Packs these contacts, in this order.
  package init(_ contacts: some Sequence<DesiredContact>) {
    let builder = DesiredContactsBuilder()
    for contact in contacts { builder.append(contact) }
    self = builder.contacts
  }

  init(entries: [Entry], types: [ResourceType], memory: [ContactMemory]) {
    (self.entries, self.types, self.memory) = (entries, types, memory)
  }

  /// Adds the contacts of another collection at the end.
  package mutating func append(contentsOf other: DesiredContacts) {
    if entries.isEmpty {
      self = other
    } else {
      if types == other.types {
        entries.append(contentsOf: other.entries)
      } else {
        let places = other.types.map { types.place(of: $0) }
        entries.append(
          contentsOf: other.entries.map {
            let bytes = $0.bytes.moved(toType: places[Int($0.bytes.type)])
            return Entry(fingerprint: $0.fingerprint, bytes: bytes)
          }
        )
      }
      memory.append(contentsOf: other.memory)
    }
  }

  package mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

  /// The contacts at these indices, in this order.
  package func selecting(_ indices: [UInt32]) -> DesiredContacts {
    DesiredContacts(
      entries: indices.map { entries[Int($0)] },
      types: types,
      memory: memory
    )
  }

  // MARK: Without making a contact

  /// Calls `body` with the UTF-8 of the address's key, which is valid only during the call.
  package func withKey<Result>(
    _ index: Int,
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let result = try body(entries[index].bytes.key)
    withExtendedLifetime(memory) {}
    return result
  }

  /// The type of the resource at that index.
  package func type(_ index: Int) -> ResourceType { types[Int(entries[index].bytes.type)] }

  /// The fingerprint of the contact's attributes.
  package func fingerprint(_ index: Int) -> Fingerprint { entries[index].fingerprint }

  /// Whether it may be neither removed nor re-identified.
  package func isProtected(_ index: Int) -> Bool { entries[index].bytes.isProtected }

  /// Hands out the contact's attributes in canonical order; each is valid only during its call.
  package func forEachAttribute(of index: Int, _ body: (RawAttribute) -> Void) {
    RawAttribute.forEach(in: entries[index].bytes.attributes, of: type(index), body)
    withExtendedLifetime(memory) {}
  }

  /// The position of the contact's key.
  package func position(_ index: Int) -> SourcePosition { entries[index].bytes.position }

  /// The text of the first of these fields that the contact has; `nil` when it has none of them.
  package func text(ofFirst fields: [Field], of index: Int) -> String? {
    var first: (rank: Int, text: String)?
    forEachAttribute(of: index) { entry in
      guard let field = entry.field, case .text(let text) = entry.value,
        let rank = fields.firstIndex(of: field), rank < first?.rank ?? .max
      else { return }
      first = (rank, String(decoding: text, as: UTF8.self))
    }
    return first?.text
  }

  /// The name under `companies` by which the link was declared.
  package func companyName(_ index: Int) -> String? { entries[index].bytes.companyName }

  /// Hands out the contact's attributes with the positions of their values, if these are known.
  package func forEachPlacedAttribute(
    of index: Int,
    _ body: (RawAttribute, SourcePosition) -> Void
  ) {
    entries[index].bytes.forEachPlacedAttribute(of: type(index), body)
    withExtendedLifetime(memory) {}
  }

  /// Whether an address comes before the contact's address.
  package func comes(_ address: Address, before index: Int) -> Bool {
    let type = type(index)
    guard address.type == type else {
      return address.type.name.utf8.lexicographicallyPrecedes(type.name.utf8)
    }
    var key = address.key
    return key.withUTF8 { one in
      withKey(index) { UnsafeRawBufferPointer(one).lexicographicallyPrecedes($0) }
    }
  }

  package func address(_ index: Int) -> Address {
    Address(sound: entries[index].bytes.key, of: type(index))
  }
}

extension DesiredContacts: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }

  /// The contact, unpacked; too slow for a loop over very many contacts.
  package subscript(index: Int) -> DesiredContact {
    let contact = entries[index].bytes.contact(entries[index].fingerprint, of: type(index))
    withExtendedLifetime(memory) {}
    return contact
  }
}

extension DesiredContacts: Hashable {
  package static func == (lhs: Self, rhs: Self) -> Bool { lhs.elementsEqual(rhs) }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(entries.count)
    for entry in entries { hasher.combine(entry.fingerprint) }
  }
}

extension DesiredContacts: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: DesiredContact...) { self.init(elements) }
}

extension [ResourceType] {
  /// The index of the type, which is added if it is new.
  mutating func place(of type: ResourceType) -> UInt8 {
    if let place = firstIndex(where: { $0 === type }) ?? firstIndex(of: type) {
      return UInt8(place)
    }
    append(type)
    return UInt8(count - 1)
  }
}
