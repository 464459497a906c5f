package import Model

/// Merges two states with a common origin: which record each address gets, and why.
///
/// The rules, for each address:
///
/// 1. Both states have the same record: it stays.
/// 2. Only one state differs from the common origin: its record or removal is newer, and wins.
/// 3. Both differ from the origin, or the origin is not given: nobody can know which outcome is
///    newer. What both records agree on stays, and the rest is left out; the next plan sends it
///    again, which is right whatever the CRM holds. A record that only one state has stays. Records
///    of different contacts of the CRM are dropped, and the next plan asks for the contact anew.
/// 4. If a contact of the CRM is then left under two addresses, although neither state has both,
///    one of them renamed it. Its record stays under the address in the state with the higher
///    serial (if they are equal, the state in place). If the manifest has the other address, the
///    next plan renames it.
package struct StateMerge: Equatable, Sendable {
  /// One of the two states.
  package enum Side: Hashable, Sendable {
    /// The state in place, into which the other is merged.
    case ours
    case theirs
  }

  /// The decision about an address at which the states differ.
  package enum Decision: Hashable, Sendable {
    /// That side has a record, and the other has none or an older one.
    case taken(Side)
    /// That side removed the record, and the other left it alone.
    case removed(Side)
    /// Both sides changed the record; these attributes are left out, in canonical order.
    case joined([AttributeKey])
    /// One side removed the record, but that side changed it, so it stays.
    case keptThoughRemoved(Side)
    /// The records are of two different contacts of the CRM, so neither stays.
    case contradictory(ContactID, ContactID)
    /// The same contact of the CRM stays under that other address.
    case renamed(to: Address)

    /// Whether it is unclear which of the two is newer.
    package var isConflict: Bool {
      switch self {
      case .taken, .removed: false
      case .joined, .keptThoughRemoved, .contradictory, .renamed: true
      }
    }
  }

  /// The merged contacts, sorted by address.
  package private(set) var contacts: [PriorContact] = []
  /// The decisions for all addresses at which the states differ, sorted by address.
  package private(set) var decisions: [(address: Address, decision: Decision)] = []
  /// How many records are the same in both states.
  package private(set) var sameCount = 0

  /// Merges two states by the rules above.
  ///
  /// - Parameters:
  ///   - ours: The state in place.
  ///   - theirs: The other state.
  ///   - base: The common origin of both; `nil` when it is not known.
  /// - Throws: An error of a state when a contact in it cannot be decoded.
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

  /// Merges the records of one address; `base` is `.some(nil)` when the common origin lacks it.
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

  /// Leaves a contact of the CRM under one address, unless one of the states has it under both.
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
      // Two addresses that one state has for one contact are a finding of its own, and stay.
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
