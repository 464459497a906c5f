import ParallelWork

/// The contacts of a state, sorted by address; no address occurs twice.
///
/// For every contact it holds what a comparison needs: key, fingerprint, and whether anything has
/// not converged. A whole contact is decoded only when it is asked for, so a million contacts of
/// which few differ take about 50 MB. The planner decides which ones differ (`StateJoin`); nothing
/// here depends on a manifest.
package struct PriorContacts: Sendable {
  private struct Entry {
    let fingerprint: Fingerprint
    let start: Int
    /// The record's length, with the standing in the two highest bits.
    let lengthAndStanding: UInt32
    /// The offset in `keys` at which the contact's key ends.
    let keyEnd: UInt32

    static let lengthBits: UInt32 = 30

    var record: Range<Int> {
      start..<start + Int(lengthAndStanding & (1 << Self.lengthBits - 1))
    }
  }

  /// What a comparison has to know of a contact besides its fingerprint.
  package enum Standing: UInt32, Sendable {
    /// The contact has findings.
    case unsettled
    /// The contact has no findings.
    case settled
    /// The contact has no findings, and may be neither removed nor re-identified.
    case settledAndProtected
  }

  private var entries: [Entry] = []
  /// Where the resources of each type begin, in the order of addresses; none is empty.
  private var sections: [(type: ResourceType, start: Int)] = []
  /// The UTF-8 of all keys, one after the other.
  private var keys: [UInt8] = []
  private let records: any PriorRecords

  /// Creates an empty collection.
  ///
  /// - Parameter records: The records from which appended contacts will be decoded.
  package init(from records: any PriorRecords) { self.records = records }

  /// Creates a collection of these contacts, which must be sorted by address.
  package init(_ contacts: [PriorContact]) {
    self.init(from: DecodedRecords(contacts: contacts))
    for (index, contact) in contacts.enumerated() {
      var key = contact.address.key
      let isAppended = key.withUTF8 { key in
        append(
          key: UnsafeRawBufferPointer(key),
          of: contact.address.type,
          fingerprint: contact.fingerprint,
          standing: !contact.findings.isEmpty
            ? .unsettled : contact.isProtected ? .settledAndProtected : .settled,
          record: index..<index + 1
        )
      }
      precondition(isAppended, "the contacts are sorted by address, none twice")
    }
  }

  /// Adds a contact that comes after all others.
  ///
  /// - Parameters:
  ///   - key: The UTF-8 of its address's key.
  ///   - type: The type of the resource.
  ///   - fingerprint: The fingerprint of its attributes.
  ///   - standing: What else a comparison has to know of it.
  ///   - record: The range of its record, in terms of `PriorRecords`.
  /// - Returns: `false`, having added nothing, when it does not come after all others, its record
  ///   has a gigabyte or more, or all keys together exceed four gigabytes.
  package mutating func append(
    key: UnsafeRawBufferPointer,
    of type: ResourceType = .contact,
    fingerprint: Fingerprint,
    standing: Standing,
    record: Range<Int>
  ) -> Bool {
    guard comesLast(key, of: type), record.count < 1 << Entry.lengthBits,
      let keyEnd = UInt32(exactly: keys.count + key.count)
    else { return false }
    if sections.last?.type != type { sections.append((type, count)) }
    keys.append(contentsOf: key)
    entries.append(
      Entry(
        fingerprint: fingerprint,
        start: record.lowerBound,
        lengthAndStanding: UInt32(record.count) | standing.rawValue << Entry.lengthBits,
        keyEnd: keyEnd
      )
    )
    return true
  }

  /// Whether an address comes after all others.
  private func comesLast(_ key: UnsafeRawBufferPointer, of type: ResourceType) -> Bool {
    guard let last = sections.last?.type else { return true }
    guard last == type else { return last.name.utf8.lexicographicallyPrecedes(type.name.utf8) }
    return self.key(at: count - 1).withUnsafeBytes { $0.lexicographicallyPrecedes(key) }
  }

  /// Adds contacts of another state whose records stand at the same
  /// places, as `append(key:…)` does.
  package mutating func append(_ range: Range<Int>, of other: PriorContacts) {
    for index in range {
      let entry = other.entries[index]
      let isAppended = other.key(at: index).withUnsafeBytes { key in
        append(
          key: key,
          of: other.type(at: index),
          fingerprint: entry.fingerprint,
          standing: other.standing(at: index),
          record: entry.record
        )
      }
      precondition(isAppended, "contacts that are kept stay in order")
    }
  }

  package mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

  // MARK: Without decoding

  package var count: Int { entries.count }

  package var isEmpty: Bool { entries.isEmpty }

  /// The UTF-8 of the address's key, by whose bytes addresses are ordered.
  package func key(at index: Int) -> ArraySlice<UInt8> {
    keys[(index == 0 ? 0 : Int(entries[index - 1].keyEnd))..<Int(entries[index].keyEnd)]
  }

  /// The type of the resource.
  package func type(at index: Int) -> ResourceType {
    guard let section = sections.last(where: { $0.start <= index }) else {
      preconditionFailure("each resource is in a section")
    }
    return section.type
  }

  package func address(at index: Int) -> Address {
    key(at: index).withUnsafeBytes { Address(sound: $0, of: type(at: index)) }
  }

  /// All addresses, in order.
  package var addresses: some Sequence<Address> { entries.indices.lazy.map { address(at: $0) } }

  /// The fingerprint of the contact's attributes.
  package func fingerprint(at index: Int) -> Fingerprint { entries[index].fingerprint }

  /// What a comparison has to know of the contact besides its fingerprint.
  package func standing(at index: Int) -> Standing {
    Standing(rawValue: entries[index].lengthAndStanding >> Entry.lengthBits) ?? .unsettled
  }

  /// The range of the contact's record, in terms of `PriorRecords`.
  package func record(at index: Int) -> Range<Int> { entries[index].record }

  /// The index of an address, or the index at which it would be inserted.
  package func position(of address: Address) -> (index: Int, isPresent: Bool) {
    let wanted = address.key.utf8
    var range = section(of: address.type)
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if key(at: middle).lexicographicallyPrecedes(wanted) {
        range = (middle + 1)..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    let index = range.lowerBound
    let isPresent =
      index < count && type(at: index) == address.type && key(at: index).elementsEqual(wanted)
    return (index, isPresent)
  }

  /// The indices of the type's resources; an empty range at their future place if there are none.
  private func section(of type: ResourceType) -> Range<Int> {
    let next = sections.firstIndex {
      $0.type == type || type.name.utf8.lexicographicallyPrecedes($0.type.name.utf8)
    }
    guard let next else { return count..<count }
    let start = sections[next].start
    guard sections[next].type == type else { return start..<start }
    return start..<(next + 1 < sections.count ? sections[next + 1].start : count)
  }

  // MARK: Decoding

  /// The contacts at these indices, in their order.
  ///
  /// - Throws: An error of the state when a record cannot be read or is not a valid contact.
  package func contacts(at indices: some Sequence<Int>) throws -> [PriorContact] {
    var contacts: [PriorContact] = []
    try records.forEachContact(at: indices.lazy.map { entries[$0].record }) { contacts.append($0) }
    return contacts
  }

  /// Decodes all contacts, in the order of their addresses.
  ///
  /// - Throws: What `contacts(at:)` throws.
  package func all() throws -> [PriorContact] { try contacts(at: entries.indices) }

  /// The contact of that address; `nil` when there is none.
  ///
  /// - Throws: What `contacts(at:)` throws.
  package func contact(of address: Address) throws -> PriorContact? {
    let (index, isPresent) = position(of: address)
    return isPresent ? try contacts(at: [index]).first : nil
  }

  /// The contacts that have one of these ids, sorted by address.
  ///
  /// - Throws: What `contacts(at:)` throws.
  package func contacts(withIDs ids: Set<ContactID>) throws -> [PriorContact] {
    let pieces = concurrently(count: count, piece: 1 << 16) { range in
      Result { () throws -> [Int] in
        var found: [Int] = []
        var index = range.lowerBound
        try records.forEachID(at: entries[range].lazy.map(\.record)) { id in
          if ids.contains(id) { found.append(index) }
          index += 1
        }
        return found
      }
    }
    let found = try pieces.flatMap { try $0.get() }
    return try contacts(at: found)
  }
}

/// The records from which the contacts of a state are decoded.
package protocol PriorRecords: Sendable {
  /// Hands out the contacts of these records, in their order, and ends when `body` throws.
  ///
  /// - Throws: What `body` throws, or why a record cannot be read or is not a valid contact.
  func forEachContact(
    at records: some Sequence<Range<Int>>,
    _ body: (PriorContact) throws -> Void
  ) throws

  /// Hands out the ids of these records' contacts, in their order, at a much lower cost.
  ///
  /// - Throws: What `forEachContact` throws.
  func forEachID(
    at records: some Sequence<Range<Int>>,
    _ body: (ContactID) throws -> Void
  ) throws
}

/// Contacts in memory; the record of each is its index.
private struct DecodedRecords: PriorRecords {
  let contacts: [PriorContact]

  func forEachContact(
    at records: some Sequence<Range<Int>>,
    _ body: (PriorContact) throws -> Void
  ) throws {
    for record in records { try body(contacts[record.lowerBound]) }
  }

  func forEachID(
    at records: some Sequence<Range<Int>>,
    _ body: (ContactID) throws -> Void
  ) throws {
    try forEachContact(at: records) { try body($0.id) }
  }
}

extension PriorContacts: Equatable {
  /// Whether both hold the same contacts; a contact that cannot be decoded equals no other.
  package static func == (left: Self, right: Self) -> Bool {
    guard left.count == right.count, let mine = try? left.all(), let others = try? right.all()
    else { return false }
    return mine == others
  }
}

extension PriorContacts: ExpressibleByArrayLiteral {
  package init(arrayLiteral contacts: PriorContact...) { self.init(contacts) }
}
