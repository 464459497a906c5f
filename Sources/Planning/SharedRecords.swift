import Model

/// Declared contacts whose record in the CRM a contact that goes had as well.
///
/// Two declared people turned out to be one there, and both were written to one record. When one of them is
/// no longer declared, the record may hold that one's values: the other has to be sent again, whole.
struct SharedRecords {
  /// By index into the declared contacts: what the state has of it, with the finding that it shares its record.
  private(set) var contacts: [Int: PriorContact] = [:]

  /// `removed` are indices of the state's contacts that go, `kept` the contacts that stay and may differ, and
  /// `isSelected` says whether a contact takes part.
  init(
    _ removed: [Int],
    kept: [StateJoin.Pair],
    _ desired: DesiredState,
    _ prior: PriorState,
    isSelected: (Address) -> Bool
  ) {
    guard !removed.isEmpty else { return }
    let gone = Set(removed)
    var holders: [ContactID: Address] = [:]
    for index in removed { holders[prior.contacts[index].id] = prior.contacts[index].address }
    let places = Dictionary(kept.map { ($0.prior, $0.desired) }) { first, _ in first }
    for index in prior.contacts.indices where !gone.contains(index) {
      let contact = prior.contacts[index]
      guard let holder = holders[contact.id] else { continue }
      let place = places[index] ?? Self.index(of: contact.address, desired.contacts)
      guard let place, isSelected(desired.contacts.address(place)) else { continue }
      contacts[place] = Self.sharing(contact, with: holder)
    }
    addUnread(removed, desired, prior, isSelected)
  }

  /// Those that are in none of these pairs, as nothing else of them differs.
  func without(_ pairs: [StateJoin.Pair]) -> [Int: PriorContact] {
    let differing = Set(pairs.map(\.desired))
    return contacts.filter { !differing.contains($0.key) }
  }

  /// Of contacts that were not decoded, since nothing of them differs, the other one's finding tells.
  private mutating func addUnread(
    _ removed: [Int],
    _ desired: DesiredState,
    _ prior: PriorState,
    _ isSelected: (Address) -> Bool
  ) {
    for contact in removed.map({ prior.contacts[$0] }) {
      for finding in contact.findings where finding.kind == .contactShared {
        guard let address = finding.expected.flatMap({ Address($0) }),
          let place = Self.index(of: address, desired.contacts), contacts[place] == nil,
          prior.unread.ranges.contains(where: { $0.contains(place) }), isSelected(address)
        else { continue }
        let declared = desired.contacts[place]
        let known = PriorContact(
          address: address,
          id: contact.id,
          attributes: declared.attributes,
          isProtected: declared.isProtected
        )
        contacts[place] = Self.sharing(known, with: contact.address)
      }
    }
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
