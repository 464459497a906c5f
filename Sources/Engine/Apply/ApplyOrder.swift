package import Model
package import Planning

/// The order in which a plan's changes are applied, and what each of them waits for.
///
/// 1. What only changes the state, and each contact's move to its new address: neither can fail at
///   the service.
///    Contacts that pass their addresses on in a ring move together.
/// 2. Deletions of contacts whose address another one takes, and then the moves to there: before
///   that, the
///    state could not hold both.
/// 3. Renames and re-identifications with a request, so that an identifier is free in the CRM
///   before another
///    contact takes it: the other way round the API would fold the two into one. Where one gives up
///    what another takes, the first goes first.
/// 4. Creations and updates.
/// 5. Deletions: what cannot be undone happens only when all else was tried.
package struct ApplyOrder: Sendable {
  /// One change takes an identifier that another gives up.
  package struct Gift: Hashable, Sendable {
    /// The change that gives it up.
    package let giver: Int
    package let field: Field

    package init(giver: Int, field: Field) {
      self.giver = giver
      self.field = field
    }
  }

  /// Changes that move contacts round in a ring of addresses, each ring by itself.
  package private(set) var rings: [[Int]] = []
  /// Changes of the state, each after the one that frees its address.
  package private(set) var records: [Int] = []
  /// Deletions that free an address.
  package private(set) var clearing: [Int] = []
  /// Changes of the state that wait for those.
  package private(set) var laterRecords: [Int] = []
  /// Requests in waves: those of one wave may be sent at once, the next begins when it is over.
  package private(set) var waves: [[Int]] = []
  /// For a change that takes an address which the state has: the change that frees it.
  package private(set) var freedBy: [Int: Int] = [:]
  /// For a change that takes identifiers which others give up: from whom.
  package private(set) var gifts: [Int: [Gift]] = [:]

  /// Looks into creations only where something is given up.
  package init(_ changes: PlanChanges) {
    var stateOnly: [Int] = []
    var moving: [Int] = []
    var upserts: [Int] = []
    var deletions: [Int] = []
    for index in changes.indices {
      guard changes.entries[index].creation == nil else {
        upserts.append(index)
        continue
      }
      let change = changes[index]
      switch change.request {
      case nil: stateOnly.append(index)
      case .delete: deletions.append(index)
      case .upsert where change.previousAddress != nil || change.action == .reidentify:
        moving.append(index)
      case .upsert: upserts.append(index)
      }
    }
    findAddresses(changes)
    let isCleared = Set(freedBy.values)
    clearing = deletions.filter(isCleared.contains)
    orderRecords(stateOnly + moving.filter { changes[$0].previousAddress != nil })
    findGifts(changes)
    waves =
      (movingWaves(moving) + [upserts, deletions.filter { !isCleared.contains($0) }])
      .filter { !$0.isEmpty }
  }

  private mutating func findAddresses(_ changes: PlanChanges) {
    var leaving: [Address: Int] = [:]
    for index in changes.indices where changes.entries[index].creation == nil {
      let change = changes[index]
      if let previous = change.previousAddress { leaving[previous] = index }
      // What is removed comes right before what takes its address.
      let next = index + 1
      if change.after == nil, next < changes.count, changes.entries[next].address == change.address
      {
        freedBy[next] = index
      }
    }
    guard !leaving.isEmpty else { return }
    for index in changes.indices {
      guard let other = leaving[changes.entries[index].address], other != index else { continue }
      freedBy[index] = other
    }
  }

  /// Follows each change to those that free its address, and puts them before it.
  private mutating func orderRecords(_ changed: [Int]) {
    let isRecord = Set(changed)
    var isLater: [Int: Bool] = [:]
    for first in changed {
      var path: [Int] = []
      var place: [Int: Int] = [:]
      var current = first
      while isLater[current] == nil, place[current] == nil {
        place[current] = path.count
        path.append(current)
        guard let next = freedBy[current], isRecord.contains(next) else { break }
        current = next
      }
      if let start = place[current], freedBy[path[path.count - 1]] == current {
        let ring = path[start...].sorted()
        rings.append(ring)
        for index in ring { isLater[index] = false }
        path.removeSubrange(start...)
      }
      for index in path.reversed() {
        let waitsFor = freedBy[index]
        let later = waitsFor.map { isLater[$0] ?? true } ?? false
        isLater[index] = later
        if later { laterRecords.append(index) } else { records.append(index) }
      }
    }
  }

  private mutating func findGifts(_ changes: PlanChanges) {
    var given: [NormalizedIdentifier: [Int]] = [:]
    for index in changes.indices where changes.entries[index].creation == nil {
      for identifier in changes[index].identifiersGivenUp {
        given[identifier, default: []].append(index)
      }
    }
    guard !given.isEmpty else { return }
    for index in changes.indices {
      for identifier in changes.identifiersClaimed(index) {
        for giver in given[identifier] ?? [] where giver != index {
          gifts[index, default: []].append(Gift(giver: giver, field: identifier.field))
        }
      }
    }
  }

  /// Those that wait for each other, which no plan of roster's has, come last, where each finds
  /// that the other was not applied.
  private func movingWaves(_ moving: [Int]) -> [[Int]] {
    let isMoving = Set(moving)
    var takers: [Int: [Int]] = [:]
    var missing: [Int: Int] = [:]
    for index in moving {
      let givers = Set(gifts[index]?.map(\.giver) ?? []).intersection(isMoving)
      missing[index] = givers.count
      for giver in givers { takers[giver, default: []].append(index) }
    }
    var waves: [[Int]] = []
    var wave = moving.filter { missing[$0] == 0 }
    var count = 0
    while !wave.isEmpty {
      waves.append(wave)
      count += wave.count
      var next: [Int] = []
      for giver in wave {
        for taker in takers[giver] ?? [] {
          missing[taker, default: 0] -= 1
          if missing[taker] == 0 { next.append(taker) }
        }
      }
      wave = next.sorted()
    }
    if count < moving.count { waves.append(moving.filter { missing[$0, default: 0] > 0 }) }
    return waves
  }
}

extension Change {
  /// Identifiers that the CRM holds for the contact until the request puts others in their place.
  fileprivate var identifiersGivenUp: [NormalizedIdentifier] {
    guard case .upsert = request, let before, let after else { return [] }
    let kept = after.normalizedIdentifiers
    return held(before).filter { identifier in
      !kept.contains(identifier) && kept.contains { $0.field == identifier.field }
    }
  }

  /// With those that the CRM kept when others were sent.
  private func held(_ before: Attributes) -> [NormalizedIdentifier] {
    before.normalizedIdentifiers
      + retriedFindings.compactMap { finding in
        finding.keptIdentifier?.normalized
      }
  }

  /// Identifiers that the CRM may not hold for the contact before the change.
  fileprivate var identifiersClaimed: [NormalizedIdentifier] {
    guard case .upsert = request, let after else { return [] }
    let notKept = retriedFindings.compactMap(\.keptIdentifier?.field)
    let before = (before?.normalizedIdentifiers ?? []).filter { !notKept.contains($0.field) }
    return after.normalizedIdentifiers.filter { !before.contains($0) }
  }
}

extension PlanChanges {
  fileprivate func identifiersClaimed(_ index: Int) -> [NormalizedIdentifier] {
    switch entries[index] {
    case .change(let change): change.identifiersClaimed
    case .creation(let creation): creation.identifiers.map(\.normalized)
    }
  }
}
