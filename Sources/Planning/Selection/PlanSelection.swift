import Diagnostics
import Model

/// The part of a plan that `--only` and `--exclude` select: each contact as a whole, or not at all.
///
/// A contact under a new key takes part when both of its addresses are selected, and a contact that
/// waits for another takes part when that one does.
struct PlanSelection {
  private(set) var pairs: [StateJoin.Pair]
  private(set) var created: [Int]
  private(set) var removed: [Int]
  /// Reports contacts that are left out although their address is selected.
  private(set) var diagnostics: [Diagnostic] = []

  private enum Contact: Hashable {
    case declared(Int)
    case known(Int)
  }

  private let desired: DesiredState
  private let known: [PriorContact]
  private var selectedAddresses: Set<Address> = []
  private let isWhole: Bool
  /// The filter as it was given, which knows whether contacts are asked for by name.
  private let given: AddressFilter?

  init(
    _ identities: IdentityMatch,
    _ desired: DesiredState,
    _ known: [PriorContact],
    filter: inout AddressFilter?
  ) {
    (self.desired, self.known, given) = (desired, known, filter)
    (pairs, created, removed) = (identities.pairs, identities.created, identities.removed)
    guard var used = filter else {
      isWhole = true
      return
    }
    isWhole = false
    let contacts = desired.contacts
    var leftOut: Set<Contact> = []
    for pair in identities.pairs {
      let new = contacts.address(pair.desired)
      let old = known[pair.prior].address
      let isNewSelected = select(new, &used)
      let isOldSelected = new == old ? isNewSelected : select(old, &used)
      if !isNewSelected || !isOldSelected { leftOut.insert(.declared(pair.desired)) }
      guard isNewSelected != isOldSelected else { continue }
      diagnostics.append(renamed(pair, isNewSelected: isNewSelected))
    }
    for index in identities.created where !select(contacts.address(index), &used) {
      leftOut.insert(.declared(index))
    }
    for index in identities.removed where !select(known[index].address, &used) {
      leftOut.insert(.known(index))
    }
    for conflict in identities.conflicts {
      for index in conflict.declared { _ = select(contacts.address(index), &used) }
      for index in conflict.known { _ = select(known[index].address, &used) }
    }
    leaveOutDependents(&leftOut, identities)
    pairs.removeAll { leftOut.contains(.declared($0.desired)) }
    created.removeAll { leftOut.contains(.declared($0)) }
    removed.removeAll { leftOut.contains(.known($0)) }
    filter = used
  }

  private mutating func select(_ address: Address, _ filter: inout AddressFilter) -> Bool {
    guard filter.selects(address) else { return false }
    selectedAddresses.insert(address)
    return true
  }

  /// Whether any of these contacts is selected.
  func includes(anyDeclared declared: [Int], orKnown others: [Int] = []) -> Bool {
    isWhole || declared.contains { selectedAddresses.contains(desired.contacts.address($0)) }
      || others.contains { selectedAddresses.contains(known[$0].address) }
  }

  private mutating func leaveOutDependents(
    _ leftOut: inout Set<Contact>,
    _ identities: IdentityMatch
  ) {
    var dependents: [Contact: [Int]] = [:]
    for wait in identities.waits {
      dependents[.declared(wait.giver), default: []].append(wait.claimant)
    }
    if !identities.displacements.isEmpty {
      let owners = Dictionary(
        uniqueKeysWithValues: identities.pairs.map { ($0.prior, $0.desired) }
      )
      for displacement in identities.displacements {
        let index = displacement.known
        let occupant = owners[index].map { Contact.declared($0) } ?? .known(index)
        dependents[occupant, default: []].append(displacement.declared)
      }
    }
    var open = leftOut.filter { dependents[$0] != nil }
    while let first = open.popFirst() {
      for index in dependents[first] ?? [] where leftOut.insert(.declared(index)).inserted {
        open.insert(.declared(index))
        diagnostics.append(waiting(index, for: first))
      }
    }
  }

  private func renamed(_ pair: StateJoin.Pair, isNewSelected: Bool) -> Diagnostic {
    let contact = desired.contacts[pair.desired]
    let old = known[pair.prior].address
    return heldBack(
      .renameFilteredOut,
      isNewSelected ? contact.address : old,
      isNewSelected
        ? "it is \(old) under a new key, which `--only` or `--exclude` leaves out."
        : "it is \(contact.address) by now, which `--only` or `--exclude` leaves out.",
      contact,
      besides: isNewSelected ? old : contact.address
    )
  }

  private func waiting(_ index: Int, for other: Contact) -> Diagnostic {
    let contact = desired.contacts[index]
    let name =
      switch other {
      case .declared(let index): desired.contacts.address(index)
      case .known(let index): known[index].address
      }
    return heldBack(
      .dependencyFilteredOut,
      contact.address,
      "it gets an identifier or a key that \(name) gives up, and `--only` or `--exclude` leaves that one out.",
      contact,
      besides: name
    )
  }

  /// An error for contacts that were asked for by name and cannot take part, so that nothing
  /// is left undone unnoticed.
  private func heldBack(
    _ code: DiagnosticCode,
    _ address: Address,
    _ reason: String,
    _ contact: DesiredContact,
    besides other: Address
  ) -> Diagnostic {
    let isAsked = given?.asksForContacts ?? false
    let options = given?.options(adding: [address, other])
    return Diagnostic(
      isAsked ? .error : .warning,
      code,
      "\(address) is \(isAsked ? "held back" : "left alone"): \(reason)",
      address: address.description,
      location: desired.location(of: contact.position),
      hint: "Let the patterns take in both addresses" + (options.map { ":\n  \($0)" } ?? ".")
    )
  }
}
