import Model
import ParallelWork

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds the order of contacts by the bytes of their keys, on all cores.
struct AddressOrder {
  /// The beginning of a key, as numbers that compare as its bytes do.
  struct Key {
    let high: UInt64
    let middle: UInt64
    let low: UInt64
    let index: UInt32

    init(_ key: UnsafeRawBufferPointer, index: Int) {
      high = Self.word(key, from: 0)
      middle = Self.word(key, from: 8)
      low = Self.word(key, from: 16)
      self.index = UInt32(index)
    }

    private static func word(_ key: UnsafeRawBufferPointer, from start: Int) -> UInt64 {
      if start + 8 <= key.count {
        return UInt64(bigEndian: key.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      }
      var word: UInt64 = 0
      for index in start..<start + 8 {
        word = word << 8 | UInt64(index < key.count ? key[index] : 0)
      }
      return word
    }
  }

  private let contacts: DesiredContacts

  /// Finds the order of the keys.
  ///
  /// - Parameters:
  ///   - contacts: Whose keys are compared.
  ///   - hasEqualKeys: Whether there are equal ones.
  /// - Returns: Indices; of equal keys, the lower index first.
  static func order(_ contacts: DesiredContacts, hasEqualKeys: inout Bool) -> [UInt32] {
    let order = AddressOrder(contacts: contacts)
    let keys = order.sorted()
    hasEqualKeys = keys.indices.dropFirst().contains { order.areEqual(keys[$0 - 1], keys[$0]) }
    return keys.map(\.index)
  }

  private func areEqual(_ left: Key, _ right: Key) -> Bool {
    left.low == right.low && left.middle == right.middle && left.high == right.high
      && contacts.withKey(Int(left.index)) { key in
        contacts.withKey(Int(right.index)) { Self.compare(key, $0) == 0 }
      }
  }

  static func isSorted(_ contacts: DesiredContacts) -> Bool {
    for index in contacts.indices.dropFirst() {
      let isInOrder = contacts.withKey(index - 1) { left in
        contacts.withKey(index) { compare(left, $0) < 0 }
      }
      guard isInOrder else { return false }
    }
    return true
  }

  /// Negative, zero or positive, as the one comes before, is, or comes after the other.
  static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    if let one = left.baseAddress, let other = right.baseAddress {
      let order = memcmp(one, other, min(left.count, right.count))
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }

  private func isBefore(_ left: Key, _ right: Key) -> Bool {
    if left.high != right.high { return left.high < right.high }
    if left.middle != right.middle { return left.middle < right.middle }
    if left.low != right.low { return left.low < right.low }
    let order = contacts.withKey(Int(left.index)) { key in
      contacts.withKey(Int(right.index)) { Self.compare(key, $0) }
    }
    return order == 0 ? left.index < right.index : order < 0
  }

  /// How many contacts one task sorts at least.
  private static let leastRun = 4_096
  private static let mostRuns = 16

  private func sorted() -> [Key] {
    let count = min(Self.mostRuns, max(1, contacts.count / Self.leastRun))
    var runs = concurrently(count) { run in
      let range = run * contacts.count / count..<(run + 1) * contacts.count / count
      var keys = range.map { index in contacts.withKey(index) { Key($0, index: index) } }
      keys.sort(by: isBefore)
      return keys
    }
    while runs.count > 1 {
      let pairs = runs
      runs = concurrently((pairs.count + 1) / 2) { pair in
        pair * 2 + 1 < pairs.count ? merged(pairs[pair * 2], pairs[pair * 2 + 1]) : pairs[pair * 2]
      }
    }
    return runs.first ?? []
  }

  private func merged(_ left: [Key], _ right: [Key]) -> [Key] {
    var all: [Key] = []
    all.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if isBefore(right[j], left[i]) {
        all.append(right[j])
        j += 1
      } else {
        all.append(left[i])
        i += 1
      }
    }
    all.append(contentsOf: left[i...])
    all.append(contentsOf: right[j...])
    return all
  }
}
