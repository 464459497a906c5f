import Model

/// Which declared contact claims which contact of the state by an identifier that both have.
struct IdentityClaims {
  struct Claim {
    let declared: Int
    let known: Int
    let identifier: WrittenIdentifier
    /// Whether the identifier stays with the contact of the state, which otherwise gives it up.
    fileprivate(set) var stays: Bool
    /// Whether the identifier stays because it is passed on in a ring.
    fileprivate(set) var isInRing = false
  }

  private(set) var claims: [Claim] = []
  /// Contacts that pass identifiers on in a ring.
  private(set) var rings: [IdentityMatch.Ring] = []
  /// Indices of declared contacts by the index of the state's contact with the same key.
  private let namesake: [Int: Int]
  private let keyed: [Int: Int]
  private var byDeclared: [Int: [Int]] = [:]
  private var byKnown: [Int: [Int]] = [:]

  /// Collects the claims; `moved` are contacts whose key is unchanged but
  /// whose identifiers are not.
  init(
    _ moved: [StateJoin.Pair],
    _ join: StateJoin,
    _ desired: DesiredState,
    _ drift: DriftedState
  ) {
    namesake = Dictionary(uniqueKeysWithValues: moved.map { ($0.prior, $0.desired) })
    keyed = Dictionary(uniqueKeysWithValues: moved.map { ($0.desired, $0.prior) })
    var holders: [NormalizedIdentifier: [Int]] = [:]
    for known in join.removed + moved.map(\.prior) {
      for identifier in drift.identifiers(of: join.known[known]) {
        holders[identifier.normalized, default: []].append(known)
      }
    }
    var kept: [Int: [NormalizedIdentifier]] = [:]
    for pair in moved {
      kept[pair.desired] = desired.contacts.identifiers(of: pair.desired).map(\.normalized)
    }
    for declared in moved.map(\.desired) + join.added {
      for identifier in desired.contacts.identifiers(of: declared) {
        for known in holders[identifier.normalized] ?? [] {
          let own = namesake[known].flatMap { kept[$0] }
          add(declared, known, identifier, isGivenUp: own.map { Self.gives(up: identifier, $0) })
        }
      }
    }
    hardenRings(moved)
    hardenUnnamed()
  }

  /// Whether the declared identifiers replace this one by another of the same field.
  private static func gives(
    up identifier: WrittenIdentifier,
    _ declared: [NormalizedIdentifier]
  ) -> Bool {
    let normalized = identifier.normalized
    return declared.contains { $0.field == identifier.field && $0 != normalized }
  }

  private mutating func add(
    _ declared: Int,
    _ known: Int,
    _ identifier: WrittenIdentifier,
    isGivenUp: Bool?
  ) {
    let isOwn = keyed[declared] == known
    let claim = Claim(
      declared: declared,
      known: known,
      identifier: identifier,
      stays: isOwn || isGivenUp != true
    )
    byDeclared[declared, default: []].append(claims.count)
    byKnown[known, default: []].append(claims.count)
    claims.append(claim)
  }

  /// Makes all identifiers in a ring stay, since nobody in it gives up anything.
  private mutating func hardenRings(_ moved: [StateJoin.Pair]) {
    var next: [Int: [Int]] = [:]
    for claim in claims where !claim.stays && keyed[claim.declared] != nil {
      if let giver = namesake[claim.known] { next[giver, default: []].append(claim.declared) }
    }
    guard !next.isEmpty else { return }
    let found = Rings.of(moved.map(\.desired), next: { next[$0] ?? [] })
    var number: [Int: Int] = [:]
    for (index, ring) in found.enumerated() { for member in ring { number[member] = index } }
    var fields = found.map { _ in Set<Field>() }
    for index in claims.indices where !claims[index].stays {
      guard let giver = namesake[claims[index].known], let ring = number[giver],
        ring == number[claims[index].declared]
      else { continue }
      claims[index].stays = true
      claims[index].isInRing = true
      fields[ring].insert(claims[index].identifier.field)
    }
    rings = zip(found, fields).map { members, fields in
      IdentityMatch.Ring(
        declared: members.sorted(),
        fields: fields.sorted { $0.number < $1.number }
      )
    }
  }

  /// Makes identifiers stay whose holder is another contact by now, and so gives nothing up.
  private mutating func hardenUnnamed() {
    var open = claims.filter(\.stays)
    var unnamed: Set<Int> = []
    while let claim = open.popLast() {
      var renamed: [Int] = []
      if namesake[claim.known] != claim.declared { renamed.append(claim.known) }
      if let known = keyed[claim.declared], known != claim.known { renamed.append(known) }
      for known in renamed where unnamed.insert(known).inserted {
        for index in byKnown[known] ?? [] where !claims[index].stays {
          claims[index].stays = true
          open.append(claims[index])
        }
      }
    }
  }

  /// Which contact waits for which other to give up an identifier.
  var waits: [IdentityMatch.Wait] {
    claims.compactMap { claim in
      guard !claim.stays, let giver = namesake[claim.known] else { return nil }
      return IdentityMatch.Wait(claimant: claim.declared, giver: giver)
    }
  }

  /// Groups of declared and known contacts that share identifiers which stay; none is empty.
  var groups: [IdentityMatch.Conflict] {
    var seen: Set<Int> = []
    return byDeclared.keys.sorted().compactMap { first in
      guard !seen.contains(first) else { return nil }
      var declared: [Int] = []
      var known: Set<Int> = []
      var held: [Claim] = []
      var open = [first]
      seen.insert(first)
      while let contact = open.popLast() {
        declared.append(contact)
        for claim in byDeclared[contact]?.map({ claims[$0] }) ?? [] where claim.stays {
          held.append(claim)
          guard known.insert(claim.known).inserted else { continue }
          for index in byKnown[claim.known] ?? []
          where claims[index].stays && seen.insert(claims[index].declared).inserted {
            open.append(claims[index].declared)
          }
        }
      }
      guard !held.isEmpty else { return nil }
      return IdentityMatch.Conflict(
        declared: declared.sorted(),
        known: known.sorted(),
        claims: held,
        isRing: held.contains(where: \.isInRing)
      )
    }
  }
}
