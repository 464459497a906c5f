import Model

/// Declared contacts that share their record in the CRM with a contact that is removed.
///
/// Two declared people turned out to be one in the CRM, and both were written to one record. When
/// one is no longer declared, the record may hold that one's values, so the other must be sent
/// again as a whole.
struct SharedRecords {
  /// The state's contacts by the index of the declared one, each with the finding that
  /// it shares a record.
  private(set) var contacts: [Int: PriorContact] = [:]
  /// The address that keeps a record, by the id of the removed contact with the same record.
  private(set) var keepers: [ContactID: Address] = [:]

  /// Searches the whole state for the ids of the removed contacts.
  ///
  /// - Parameters:
  ///   - removed: The contacts of the state that are removed.
  ///   - kept: The contacts of the state that stay and may differ, with the indices
  ///     of the declared ones.
  ///   - desired: What the manifest declares.
  ///   - prior: The state.
  ///   - isSelected: Whether a contact takes part in the plan.
  /// - Throws: An error of the state when the ids cannot be read.
  init(
    _ removed: [PriorContact],
    kept: [(address: Address, desired: Int)],
    _ desired: DesiredState,
    _ prior: PriorState,
    isSelected: (Address) -> Bool
  ) throws {
    guard !removed.isEmpty else { return }
    let gone = Set(removed.map(\.address))
    let holders = Dictionary(removed.map { ($0.id, $0.address) }) { _, last in last }
    let sharing = try prior.contacts.contacts(withIDs: Set(holders.keys)).filter {
      !gone.contains($0.address)
    }
    guard !sharing.isEmpty else { return }
    let places = Dictionary(kept.map { ($0.address, $0.desired) }) { first, _ in first }
    for contact in sharing {
      keepers[contact.id] = contact.address
      let place = places[contact.address] ?? Self.index(of: contact.address, desired.contacts)
      guard let holder = holders[contact.id], let place,
        isSelected(desired.contacts.address(place))
      else { continue }
      contacts[place] = Self.sharing(contact, with: holder)
    }
  }

  /// The contacts that are in none of these pairs, because nothing else of them differs.
  func without(_ pairs: [StateJoin.Pair]) -> [Int: PriorContact] {
    let differing = Set(pairs.map(\.desired))
    return contacts.filter { !differing.contains($0.key) }
  }

  private static func sharing(_ contact: PriorContact, with other: Address) -> PriorContact {
    PriorContact(
      address: contact.address,
      id: contact.id,
      attributes: contact.attributes,
      owner: contact.owner,
      company: contact.company,
      findings: contact.findings.filter { $0.kind != .contactShared } + [
        Finding(.contactShared, expected: other.description, actual: contact.id.rawValue)
      ],
      isProtected: contact.isProtected
    )
  }

  private static func index(of address: Address, _ contacts: DesiredContacts) -> Int? {
    var range = contacts.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if contacts.address(middle) < address {
        range = (middle + 1)..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    let found = range.lowerBound
    return found < contacts.count && contacts.address(found) == address ? found : nil
  }
}
