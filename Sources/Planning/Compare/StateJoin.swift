import Model
import ParallelWork

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The contacts of manifest and state, joined by address in one pass over both sorted lists.
///
/// This is the only place that decides which contacts of the state are decoded. A contact with the
/// declared fingerprint and protection, and without a finding, is unchanged and never decoded; any
/// other is decoded for the comparison. Filters play no part in the join, since identity does not
/// depend on the selection of a plan.
struct StateJoin {
  struct Pair: Hashable {
    /// An index into the declared contacts.
    let desired: Int
    /// An index into `known`.
    let prior: Int
  }

  /// How many of the selected contacts are the same on both sides and have no finding.
  private(set) var unchanged = 0
  /// Contacts on both sides that may differ.
  private(set) var differing: [Pair] = []
  /// Indices of declared contacts that are not in the state.
  private(set) var added: [Int] = []
  /// Indices into `known` of contacts that are not declared.
  private(set) var removed: [Int] = []
  /// The contacts of the state that may differ or are not declared, sorted by address.
  let known: [PriorContact]

  /// Joins both lists; contacts in `drift` count as differing.
  ///
  /// - Throws: An error of the state when a contact that must be compared cannot be decoded.
  init(
    _ desired: DesiredState,
    _ prior: PriorState,
    _ drift: DriftedState,
    filter: inout AddressFilter?
  ) throws {
    let (left, right) = (desired.contacts, prior.contacts)
    let pieces = Self.pieces(left, right)
    let parts = concurrently(pieces.count) { Part(left, right, pieces[$0], drift) }
    var decoded: [Int] = []
    for part in parts {
      // Asking the filter also records which patterns matched.
      unchanged += part.unchanged.count { filter?.selects(left.address($0)) ?? true }
      differing += part.differing.map { Pair(desired: $0.desired, prior: $0.prior + decoded.count) }
      added += part.added
      removed += part.removed.map { $0 + decoded.count }
      decoded += part.decoded
    }
    known = try right.contacts(at: decoded)
  }

  /// Ranges of both lists that cover the same addresses.
  private struct Piece {
    let desired: Range<Int>
    let prior: Range<Int>
  }

  /// Cuts both lists at the same addresses.
  private static func pieces(_ left: DesiredContacts, _ right: PriorContacts) -> [Piece] {
    let starts = Array(stride(from: 0, to: max(1, left.count), by: 1 << 16))
    let cuts = starts.map { $0 == 0 ? 0 : right.position(of: left.address($0)).index }
    return starts.indices.map { index in
      let isLast = index == starts.count - 1
      return Piece(
        desired: starts[index]..<(isLast ? left.count : starts[index + 1]),
        prior: cuts[index]..<(isLast ? right.count : cuts[index + 1])
      )
    }
  }

  /// The result for one piece of both lists.
  private struct Part {
    /// Indices of declared contacts that are unchanged.
    private(set) var unchanged: [Int] = []
    private(set) var differing: [Pair] = []
    private(set) var added: [Int] = []
    private(set) var removed: [Int] = []
    /// Indices of the state's contacts that will make up `known`.
    private(set) var decoded: [Int] = []

    init(
      _ left: DesiredContacts,
      _ right: PriorContacts,
      _ piece: Piece,
      _ drift: DriftedState
    ) {
      var i = piece.desired.lowerBound
      var j = piece.prior.lowerBound
      let (ends, priorEnds) = (piece.desired.upperBound, piece.prior.upperBound)
      while i < ends || j < priorEnds {
        let order = i == ends ? 1 : j == priorEnds ? -1 : StateJoin.order(left, i, right, j)
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
            unchanged.append(i)
          } else {
            differing.append(Pair(desired: i, prior: decoded.count))
            decoded.append(j)
          }
          i += 1
          j += 1
        }
      }
    }
  }

  /// Negative, zero or positive, in the order of `Address`.
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

  /// Compares two keys by their UTF-8 bytes.
  private static func order(_ left: UnsafeRawBufferPointer, _ right: ArraySlice<UInt8>) -> Int {
    right.withUnsafeBytes { right in
      let length = min(left.count, right.count)
      if let one = left.baseAddress, let other = right.baseAddress {
        let order = memcmp(one, other, length)
        if order != 0 { return Int(order) }
      }
      return left.count - right.count
    }
  }
}
