import Model

/// The contacts of manifest and state, joined by address in one pass over both sorted lists.
///
/// All are indices, so that a million unchanged contacts cost no copies.
struct StateJoin {
  struct Pair {
    let desired: Int
    let prior: Int
  }

  /// Contacts that are the same on both sides and have no finding.
  private(set) var unchanged = 0
  /// Contacts on both sides that may differ.
  private(set) var differing: [Pair] = []
  /// Declared, not in the state.
  private(set) var added: [Int] = []
  /// In the state, not declared.
  private(set) var removed: [Int] = []
  /// As `removed`, but left alone by the filter.
  private(set) var removedLeftOut: [Int] = []

  init(_ desired: DesiredState, _ prior: PriorState, filter: inout AddressFilter?) {
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
        if filter?.selects(left.address(i)) ?? true { added.append(i) }
        i += 1
      } else if order > 0 {
        if filter?.selects(right[j].address) ?? true {
          removed.append(j)
        } else {
          removedLeftOut.append(j)
        }
        j += 1
      } else {
        if filter?.selects(left.address(i)) ?? true { join(left, i, right, j) }
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

  private mutating func join(_ left: DesiredContacts, _ i: Int, _ right: [PriorContact], _ j: Int) {
    if left.fingerprint(i) == right[j].fingerprint, right[j].findings.isEmpty,
      left.isProtected(i) == right[j].isProtected
    {
      unchanged += 1
    } else {
      differing.append(Pair(desired: i, prior: j))
    }
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
