import Model

/// The contacts of manifest and state, joined by address in one pass over both sorted lists.
///
/// Here, and nowhere else, stands what a contact of the state is decoded for: one whose fingerprint and protection are
/// those that are declared, and that has no finding, is unchanged and never decoded; any other one is decoded, to
/// be compared. The whole of both lists takes part, whatever is filtered: who is who does not depend on what a plan is
/// narrowed to.
struct StateJoin {
  struct Pair: Hashable {
    /// An index into the declared contacts.
    let desired: Int
    /// An index into `known`.
    let prior: Int
  }

  /// Contacts that are the same on both sides and have no finding, of those that the filter selects.
  private(set) var unchanged = 0
  /// Contacts on both sides that may differ.
  private(set) var differing: [Pair] = []
  /// Declared, not in the state.
  private(set) var added: [Int] = []
  /// Indices into `known` of those that are not declared.
  private(set) var removed: [Int] = []
  /// The contacts of the state that may differ or are not declared, sorted by address.
  let known: [PriorContact]

  /// `drift` makes the contacts that have drifted differ, too.
  ///
  /// - Throws: an error of the state, when a contact that has to be looked into cannot be decoded.
  init(
    _ desired: DesiredState,
    _ prior: PriorState,
    _ drift: DriftedState,
    filter: inout AddressFilter?
  ) throws {
    let left = desired.contacts
    let right = prior.contacts
    var i = 0
    var j = 0
    var decoded: [Int] = []
    while i < left.count || j < right.count {
      let order = i == left.count ? 1 : j == right.count ? -1 : Self.order(left, i, right, j)
      if order < 0 {
        added.append(i)
        i += 1
      } else if order > 0 {
        removed.append(decoded.count)
        decoded.append(j)
        j += 1
      } else {
        if left.fingerprint(i) == right.fingerprint(at: j),
          right.standing(at: j) == (left.isProtected(i) ? .settledAndProtected : .settled),
          !drift.isKnown(of: right.address(at: j))
        {
          if filter?.selects(left.address(i)) ?? true { unchanged += 1 }
        } else {
          differing.append(Pair(desired: i, prior: decoded.count))
          decoded.append(j)
        }
        i += 1
        j += 1
      }
    }
    known = try right.contacts(at: decoded)
  }

  /// Negative, zero or positive, as `Address` orders them.
  private static func order(
    _ left: DesiredContacts,
    _ i: Int,
    _ right: PriorContacts,
    _ j: Int
  ) -> Int {
    let (one, other) = (left.type(i), right.type(at: j))
    guard one == other else {
      return one.name.utf8.lexicographicallyPrecedes(other.name.utf8) ? -1 : 1
    }
    return left.withKey(i) { order($0, right.key(at: j)) }
  }

  /// By UTF-8 bytes.
  private static func order(_ left: UnsafeRawBufferPointer, _ right: ArraySlice<UInt8>) -> Int {
    right.withUnsafeBytes { right in
      for index in 0..<min(left.count, right.count) where left[index] != right[index] {
        return Int(left[index]) - Int(right[index])
      }
      return left.count - right.count
    }
  }
}
