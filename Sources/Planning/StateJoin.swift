import Model

/// The contacts of manifest and state, joined by address in one pass over both sorted lists.
///
/// All are indices, so that a million unchanged contacts cost no copies. The whole of both takes part,
/// whatever is filtered: who is who does not depend on what a plan is narrowed to.
struct StateJoin {
  struct Pair: Hashable {
    let desired: Int
    let prior: Int
  }

  /// Contacts that are the same on both sides and have no finding, of those that the filter selects.
  private(set) var unchanged = 0
  /// Contacts on both sides that may differ.
  private(set) var differing: [Pair] = []
  /// Declared, not in the state.
  private(set) var added: [Int] = []
  /// In the state, not declared.
  private(set) var removed: [Int] = []

  /// `drift` makes the contacts that have drifted differ, too.
  init(
    _ desired: DesiredState,
    _ prior: PriorState,
    _ drift: DriftedState,
    filter: inout AddressFilter?
  ) {
    let left = desired.contacts
    let right = prior.contacts
    var i = 0
    var j = 0
    var unread = prior.unread.ranges[...]
    while i < left.count || j < right.count {
      if let run = unread.first, run.lowerBound == i {
        skip(run, left, &filter)
        unread.removeFirst()
        i = run.upperBound
        continue
      }
      let order =
        i == left.count
        ? 1 : j == right.count ? -1 : left.withKey(i) { Self.order($0, right[j].address.key) }
      if order < 0 {
        added.append(i)
        i += 1
      } else if order > 0 {
        removed.append(j)
        j += 1
      } else {
        if Self.isUnchanged(left, i, right[j]), !drift.isKnown(of: right[j].address) {
          skip(i..<i + 1, left, &filter)
        } else {
          differing.append(Pair(desired: i, prior: j))
        }
        i += 1
        j += 1
      }
    }
  }

  /// Takes contacts that the state has as they are declared.
  private mutating func skip(
    _ run: Range<Int>,
    _ left: DesiredContacts,
    _ filter: inout AddressFilter?
  ) {
    guard filter != nil else {
      unchanged += run.count
      return
    }
    for index in run where filter?.selects(left.address(index)) ?? true { unchanged += 1 }
  }

  private static func isUnchanged(
    _ left: DesiredContacts,
    _ index: Int,
    _ prior: PriorContact
  ) -> Bool {
    left.fingerprint(index) == prior.fingerprint && prior.findings.isEmpty
      && left.isProtected(index) == prior.isProtected
  }

  /// Negative, zero or positive, by UTF-8 bytes as `Address` orders them.
  private static func order(_ left: UnsafeRawBufferPointer, _ right: String) -> Int {
    var right = right
    return right.withUTF8 { right in
      for index in 0..<min(left.count, right.count) where left[index] != right[index] {
        return Int(left[index]) - Int(right[index])
      }
      return left.count - right.count
    }
  }
}
