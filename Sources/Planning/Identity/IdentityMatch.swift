package import Model

/// Decides who is who: which contact of the state each declared contact is.
///
/// A key is a name, an identifier is a person. An identifier in the state stays with its contact,
/// unless that contact, found by its key, gives it up in the same plan because another value takes
/// its place. (An identifier that is merely no longer declared is not given up, since the CRM keeps
/// it.) In a ring in which each contact gives its identifier to the next, nobody gives up anything.
///
/// Only contacts that are new, gone, or have other identifiers than before take part, since no
/// other declared contact can claim what a contact both declares and has.
struct IdentityMatch {
  /// A declared contact claims an identifier that another gives up, and so waits for that one.
  struct Wait {
    let claimant: Int
    let giver: Int
  }

  /// A declared contact has the key of a contact of the state that is not the same person.
  struct Displacement {
    let declared: Int
    let known: Int
  }

  /// Declared contacts and contacts of the state whose identifiers leave open who is who.
  struct Conflict {
    let declared: [Int]
    let known: [Int]
    let claims: [IdentityClaims.Claim]
    /// Whether the contacts exchange some identifiers and keep others.
    let isRing: Bool
  }

  /// Contacts that keep their own identifiers, each passing others to the next.
  struct Ring {
    let declared: [Int]
    /// The fields of the identifiers that are passed on.
    let fields: [Field]
  }

  /// Contacts that are the same person on both sides and may differ, in the manifest's order.
  private(set) var pairs: [StateJoin.Pair] = []
  /// Declared contacts that the state does not know, in the manifest's order.
  private(set) var created: [Int] = []
  /// Contacts of the state that are no longer declared, in the state's order.
  private(set) var removed: [Int] = []
  private(set) var waits: [Wait] = []
  private(set) var displacements: [Displacement] = []
  private(set) var conflicts: [Conflict] = []
  private(set) var rings: [Ring] = []

  init(
    _ join: StateJoin,
    _ desired: DesiredState,
    _ drift: DriftedState
  ) {
    var moved: [StateJoin.Pair] = []
    for pair in join.differing {
      if Self.keepsIdentifiers(pair, join, desired, drift) {
        pairs.append(pair)
      } else {
        moved.append(pair)
      }
    }
    guard !moved.isEmpty || !join.added.isEmpty && !join.removed.isEmpty else {
      (created, removed) = (join.added, join.removed)
      return
    }
    resolve(IdentityClaims(moved, join, desired, drift), moved, join)
  }

  private static func keepsIdentifiers(
    _ pair: StateJoin.Pair,
    _ join: StateJoin,
    _ desired: DesiredState,
    _ drift: DriftedState
  ) -> Bool {
    let known = drift.identifiers(of: join.known[pair.prior])
    let declared = desired.contacts.identifiers(of: pair.desired)
    // As a rule they are the same to the letter.
    return known == declared || known.map(\.normalized) == declared.map(\.normalized)
  }

  private mutating func resolve(
    _ claims: IdentityClaims,
    _ moved: [StateJoin.Pair],
    _ join: StateJoin
  ) {
    var match: [Int: Int] = [:]
    var settled: Set<Int> = []
    var unclear: Set<Int> = []
    var unclearKnown: Set<Int> = []
    for group in claims.groups {
      if group.declared.count == 1, group.known.count == 1 {
        match[group.declared[0]] = group.known[0]
        settled.insert(group.known[0])
      } else {
        unclear.formUnion(group.declared)
        unclearKnown.formUnion(group.known)
        conflicts.append(group)
      }
    }
    for pair in moved where !unclear.contains(pair.desired) {
      let isUnclear = unclearKnown.contains(pair.prior)
      let isTaken = isUnclear || settled.contains(pair.prior)
      if let known = match[pair.desired] {
        pairs.append(StateJoin.Pair(desired: pair.desired, prior: known))
        guard known != pair.prior else { continue }
        if !isTaken { removed.append(pair.prior) }
      } else if !isTaken {
        pairs.append(pair)
        continue
      } else if isUnclear {
        // It is unknown whether its key is free.
        unclear.insert(pair.desired)
        continue
      } else {
        created.append(pair.desired)
      }
      displacements.append(Displacement(declared: pair.desired, known: pair.prior))
    }
    for index in join.added where !unclear.contains(index) {
      if let known = match[index] {
        pairs.append(StateJoin.Pair(desired: index, prior: known))
      } else {
        created.append(index)
      }
    }
    removed += join.removed.filter { !settled.contains($0) && !unclearKnown.contains($0) }
    pairs.sort { $0.desired < $1.desired }
    created.sort()
    removed.sort()
    waits = claims.waits.filter { !unclear.contains($0.claimant) && !unclear.contains($0.giver) }
    rings = claims.rings.filter { $0.declared.allSatisfy { !unclear.contains($0) } }
  }
}

extension DesiredContacts {
  /// The contact's identifiers, the main one first, without unpacking the rest.
  package func identifiers(of index: Int) -> [WrittenIdentifier] {
    var found: [WrittenIdentifier] = []
    forEachAttribute(of: index) { entry in
      guard let field = entry.field, field.role.contains(.identifier),
        case .text(let text) = entry.value
      else { return }
      let value = String(decoding: text, as: UTF8.self)
      found.append(WrittenIdentifier(field: field, value: value))
    }
    return found
  }
}
