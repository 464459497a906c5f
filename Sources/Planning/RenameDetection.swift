import Diagnostics
import Model

/// Finds contacts whose key changed while an identifier did not.
///
/// Only contacts that are new to the manifest and those that left it take part, so the cost is theirs alone.
struct RenameDetection {
  /// Old and new address of one contact.
  private(set) var renames: [StateJoin.Pair] = []
  /// New addresses without a contact in the state: to create.
  private(set) var created: [Int] = []
  /// Contacts that left the manifest.
  private(set) var removed: [Int] = []
  private(set) var diagnostics: [Diagnostic] = []

  private let desired: DesiredState
  private let prior: PriorState

  init(_ join: StateJoin, _ desired: DesiredState, _ prior: PriorState) {
    self.desired = desired
    self.prior = prior
    guard !join.added.isEmpty, !(join.removed.isEmpty && join.removedLeftOut.isEmpty) else {
      created = join.added
      removed = join.removed
      return
    }
    resolve(join)
  }

  private mutating func resolve(_ join: StateJoin) {
    let holders = holders(of: join.removed + join.removedLeftOut)
    let candidates = join.added.map { index in
      Self.unique(
        desired.contacts[index].attributes.normalizedIdentifiers.flatMap { holders[$0] ?? [] }
      )
    }
    var claims: [Int: Int] = [:]
    for candidate in candidates.joined() { claims[candidate, default: 0] += 1 }
    let leftOut = Set(join.removedLeftOut)
    var renamed: Set<Int> = []
    for (index, candidates) in zip(join.added, candidates) {
      guard let candidate = candidates.first else {
        created.append(index)
        continue
      }
      if candidates.count > 1 || claims[candidate] != 1 {
        created.append(index)
        diagnostics.append(ambiguous(index, candidates))
      } else if leftOut.contains(candidate) {
        diagnostics.append(filteredOut(index, candidate))
      } else {
        renames.append(StateJoin.Pair(desired: index, prior: candidate))
        renamed.insert(candidate)
      }
    }
    removed = renamed.isEmpty ? join.removed : join.removed.filter { !renamed.contains($0) }
  }

  private func holders(of indices: [Int]) -> [NormalizedIdentifier: [Int]] {
    var holders: [NormalizedIdentifier: [Int]] = [:]
    for index in indices {
      for identifier in prior.contacts[index].attributes.normalizedIdentifiers {
        holders[identifier, default: []].append(index)
      }
    }
    return holders
  }

  private func ambiguous(_ index: Int, _ candidates: [Int]) -> Diagnostic {
    let contact = desired.contacts[index]
    let old = candidates.map { prior.contacts[$0].address.description }
    let deletes = desired.settings.onRemove == .delete
    let named = old.prefix(3).joined(separator: ", ") + (old.count > 3 ? ", …" : "")
    return Diagnostic(
      deletes ? .error : .warning,
      .ambiguousRename,
      candidates.count > 1
        ? "\(contact.address) shares identifiers with \(old.count) contacts that are no longer "
          + "declared (\(named)): it is planned as a new contact."
        : "\(contact.address) and another new contact share an identifier with \(named), which is no "
          + "longer declared: both are planned as new contacts.",
      detail: deletes
        ? "The CRM takes an upsert with a known identifier as an update of that contact, which this plan "
          + "then deletes."
        : "The CRM takes an upsert with a known identifier as an update of that contact.",
      address: contact.address.description,
      location: desired.location(of: contact.position),
      hint: "Say which contact it was, then plan again:\n  roster state mv OLD-ADDRESS "
        + contact.address.description
    )
  }

  private func filteredOut(_ index: Int, _ candidate: Int) -> Diagnostic {
    let contact = desired.contacts[index]
    let old = prior.contacts[candidate].address
    return Diagnostic(
      .warning,
      .renameFilteredOut,
      "\(contact.address) is left alone: it is \(old) under a new key, which `--only` or `--exclude` "
        + "leaves out.",
      address: contact.address.description,
      location: desired.location(of: contact.position),
      hint: "Let the patterns take in both addresses."
    )
  }

  /// At most three identifiers each, so the search is short.
  private static func unique(_ indices: [Int]) -> [Int] {
    var result: [Int] = []
    for index in indices where !result.contains(index) { result.append(index) }
    return result
  }
}
