package import Model

/// What two states that grew from one make together: which record each address gets, and why.
///
/// The rule, for each address:
///
/// 1. Both states have the same record: it stays.
/// 2. Only one of them differs from the state that both grew from: that one is newer, and wins, be it a
///    record or its removal.
/// 3. Both differ from it, or it is not given: nobody can know which outcome is newer. What both records
///    agree on stays, the rest is left out, and the next plan sends it again, which is right whatever the
///    CRM holds. A record that only one of them has stays. Records of two contacts of the CRM go, and
///    the next plan asks for the contact anew.
/// 4. A contact of the CRM that is then left under two addresses, neither of the states having both, was
///    renamed in one of them. Its record stays under the address that the state of the higher serial
///    has (for equal ones, the state in place); if the manifest has the other, the next plan renames it.
package struct StateMerge: Equatable, Sendable {
  /// Which of the two states.
  package enum Side: Hashable, Sendable {
    /// The one in place, which the merge goes into.
    case ours
    case theirs
  }

  /// What became of an address at which the states differ.
  package enum Decision: Hashable, Sendable {
    /// That side has a record, and the other has none or an older one.
    case taken(Side)
    /// That side removed it, and the other left it alone.
    case removed(Side)
    /// Both changed it: the attributes left out are named, in canonical order.
    case joined([AttributeKey])
    /// One removed it and that side changed it: its record stays.
    case keptThoughRemoved(Side)
    /// The two are of two contacts of the CRM: neither stays.
    case contradictory(ContactID, ContactID)
    /// The same contact of the CRM stands under that address, and stays there.
    case renamed(to: Address)

    /// Whether it cannot be told which of the two is newer.
    package var isConflict: Bool {
      switch self {
      case .taken, .removed: false
      case .joined, .keptThoughRemoved, .contradictory, .renamed: true
      }
    }
  }

  /// Sorted by address.
  package private(set) var contacts: [PriorContact] = []
  /// Every address at which the states differ, sorted.
  package private(set) var decisions: [(address: Address, decision: Decision)] = []
  /// How many records are the same in both.
  package private(set) var sameCount = 0

  /// - Parameters:
  ///   - ours: The state in place.
  ///   - theirs: The other one.
  ///   - base: The state that both grew from; `nil` when it is not known.
  /// - Throws: an error of a state, when a contact in it cannot be decoded.
  package init(ours: PriorState, theirs: PriorState, base: PriorState?) throws {
    let sides = try [ours, theirs, base].map { try Self.records(of: $0) }
    var merged: [Address: PriorContact] = [:]
    var found: [Address: Decision] = [:]
    for address in Set(sides[0].keys).union(sides[1].keys).union(sides[2].keys) {
      let (left, right, old) = (sides[0][address], sides[1][address], sides[2][address])
      if left == right {
        if let left {
          merged[address] = left
          sameCount += 1
        }
        continue
      }
      let (contact, decision) = Self.merge(left, right, base == nil ? nil : .some(old))
      merged[address] = contact
      found[address] = decision
    }
    Self.settleRenames(&merged, &found, sides, keepsOurs: ours.serial >= theirs.serial)
    contacts = merged.values.sorted { $0.address < $1.address }
    decisions = found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  package static func == (left: StateMerge, right: StateMerge) -> Bool {
    left.contacts == right.contacts && left.sameCount == right.sameCount
      && left.decisions.elementsEqual(right.decisions, by: ==)
  }

  private static func records(of state: PriorState?) throws -> [Address: PriorContact] {
    Dictionary(uniqueKeysWithValues: (try state?.contacts.all() ?? []).map { ($0.address, $0) })
  }

  /// `base` is `.some(nil)` when the state that both grew from has no such address.
  private static func merge(
    _ ours: PriorContact?,
    _ theirs: PriorContact?,
    _ base: PriorContact??
  ) -> (PriorContact?, Decision) {
    if let base {
      if ours == base { return (theirs, theirs == nil ? .removed(.theirs) : .taken(.theirs)) }
      if theirs == base { return (ours, ours == nil ? .removed(.ours) : .taken(.ours)) }
    }
    guard let ours else {
      return (theirs, base == nil ? .taken(.theirs) : .keptThoughRemoved(.theirs))
    }
    guard let theirs else { return (ours, base == nil ? .taken(.ours) : .keptThoughRemoved(.ours)) }
    guard let joined = ours.joined(with: theirs) else {
      return (nil, .contradictory(ours.id, theirs.id))
    }
    return (joined, .joined(ours.keysNotShared(with: theirs)))
  }

  /// Leaves a contact of the CRM under one address, unless a state itself has it under both.
  private static func settleRenames(
    _ merged: inout [Address: PriorContact],
    _ found: inout [Address: Decision],
    _ sides: [[Address: PriorContact]],
    keepsOurs: Bool
  ) {
    let holders = Dictionary(grouping: merged.values, by: \.id).filter { $0.value.count > 1 }
    for (id, records) in holders {
      let addresses = records.map(\.address).sorted()
      let onlyOurs = addresses.filter { sides[0][$0]?.id == id && sides[1][$0] == nil }
      let onlyTheirs = addresses.filter { sides[1][$0]?.id == id && sides[0][$0] == nil }
      // Two addresses that one state has with one contact are a finding of its own, and stay.
      guard addresses.count == 2, let left = onlyOurs.first, let right = onlyTheirs.first else {
        continue
      }
      let (kept, dropped) = keepsOurs ? (left, right) : (right, left)
      guard let winner = merged[kept], let other = merged[dropped] else { continue }
      merged[kept] = winner.joined(with: other.moved(to: kept)) ?? winner
      merged[dropped] = nil
      found[dropped] = .renamed(to: kept)
    }
  }
}

extension PriorContact {
  /// The attributes that only one of the two holds, or that differ, in canonical order.
  fileprivate func keysNotShared(with other: PriorContact) -> [AttributeKey] {
    Set(attributes.keys).union(other.attributes.keys)
      .filter { attributes[$0] != other.attributes[$0] }.sorted()
  }

  /// The same record under another address.
  package func moved(to address: Address) -> PriorContact {
    PriorContact(
      address: address,
      fingerprint: fingerprint,
      id: id,
      attributes: attributes,
      owner: owner,
      company: company,
      findings: findings,
      isProtected: isProtected
    )
  }
}
