import Model
import ParallelWork

/// Finds the order of contacts by the bytes of their keys.
struct AddressOrder {
  /// The beginning of a key, as numbers that compare as its bytes do.
  ///
  /// Comparing these instead of keys that lie all over the memory makes sorting some ten times as
  /// fast.
  private struct Key {
    let prefix: (UInt64, UInt64, UInt64)
    let index: UInt32

    init<Text: RandomAccessCollection>(_ key: Text, index: Int)
    where Text.Element == UInt8, Text.Index == Int {
      func word(_ start: Int) -> UInt64 {
        (start..<start + 8).reduce(0) { $0 << 8 | ($1 < key.count ? UInt64(key[$1]) : 0) }
      }
      prefix = (word(0), word(8), word(16))
      self.index = UInt32(index)
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
    let keys = concurrently(count: contacts.count, piece: 1 << 16) { range in
      range.map { index in contacts.withKey(index) { Key($0, index: index) } }
    }.flatMap { $0 }.sortedConcurrently(by: order.isBefore)
    hasEqualKeys = keys.indices.dropFirst().contains { index in
      let (left, right) = (keys[index - 1], keys[index])
      return left.prefix == right.prefix && areEqual(Int(left.index), Int(right.index), contacts)
    }
    return keys.map(\.index)
  }

  static func isSorted(_ contacts: DesiredContacts) -> Bool {
    contacts.indices.dropFirst().allSatisfy { precedes($0 - 1, $0, contacts) }
  }

  static func areEqual(_ left: Int, _ right: Int, _ contacts: DesiredContacts) -> Bool {
    contacts.withKey(left) { key in contacts.withKey(right) { key.elementsEqual($0) } }
  }

  private static func precedes(_ left: Int, _ right: Int, _ contacts: DesiredContacts) -> Bool {
    contacts.withKey(left) { key in contacts.withKey(right) { key.lexicographicallyPrecedes($0) } }
  }

  private func isBefore(_ left: Key, _ right: Key) -> Bool {
    if left.prefix != right.prefix { return left.prefix < right.prefix }
    let (one, other) = (Int(left.index), Int(right.index))
    if Self.precedes(one, other, contacts) { return true }
    return one < other && Self.areEqual(one, other, contacts)
  }
}
