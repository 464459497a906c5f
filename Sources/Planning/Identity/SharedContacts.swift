import Model

/// Declared contacts that turned out to be one contact of the CRM, according
/// to the state's findings.
struct SharedContacts {
  struct Group {
    let id: ContactID
    let pairs: [StateJoin.Pair]
  }

  /// The groups, in the manifest's order.
  private(set) var groups: [Group] = []

  /// Groups declared contacts; those no longer declared take no part, since what they
  /// overwrote is sent again.
  init(_ pairs: [StateJoin.Pair], _ known: [PriorContact]) {
    let shared = pairs.filter { pair in
      known[pair.prior].findings.contains { $0.kind == .contactShared }
    }
    guard shared.count > 1 else { return }
    let byID = Dictionary(grouping: shared) { known[$0.prior].id }
    groups = byID.filter { $0.value.count > 1 }.map { Group(id: $0.key, pairs: $0.value) }
      .sorted { $0.pairs[0].desired < $1.pairs[0].desired }
  }
}
