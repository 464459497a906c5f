/// The stable printable name of a declared contact: `contact.` and its key in the manifest.
package struct Address: Hashable, Sendable {
  /// The key: not empty, without control characters, at most 256 UTF-8 bytes.
  package let key: String

  package static let prefix = "contact."
  /// In UTF-8 bytes.
  package static let maximumKeyLength = 256

  /// `nil` when the key is empty, too long, or holds a control or line-separating character.
  package init?(key: String) {
    guard !key.isEmpty, key.utf8.count <= Self.maximumKeyLength else { return nil }
    guard !key.unicodeScalars.contains(where: Self.isForbidden) else { return nil }
    self.key = key
  }

  /// Of a key that was an address's before.
  init(sound key: UnsafeRawBufferPointer) { self.key = String(decoding: key, as: UTF8.self) }

  /// Reads `contact.jane-smith`; `nil` for anything else.
  package init?(_ description: String) {
    guard description.hasPrefix(Self.prefix) else { return nil }
    self.init(key: String(description.dropFirst(Self.prefix.count)))
  }

  /// Of the general categories Cc, Zl and Zp.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
    default: false
    }
  }
}

extension Address {
  /// By the UTF-8 bytes, as `<` orders them: two spellings of `é` are two addresses.
  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.key.utf8.count == rhs.key.utf8.count && lhs.order(rhs) == 0
  }

  package func hash(into hasher: inout Hasher) {
    var key = key
    key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension Address: Comparable {
  /// By the UTF-8 bytes of the keys, the same everywhere.
  package static func < (lhs: Self, rhs: Self) -> Bool {
    lhs.order(rhs) < 0
  }

  /// Negative, zero or positive, as this comes before, is, or comes after the other.
  fileprivate func order(_ other: Address) -> Int {
    let fast = key.utf8.withContiguousStorageIfAvailable { mine in
      other.key.utf8.withContiguousStorageIfAvailable { Self.order(mine, $0) }
    }
    if case .some(.some(let order)) = fast { return order }
    return Array(key.utf8).withUnsafeBufferPointer { mine in
      Array(other.key.utf8).withUnsafeBufferPointer { Self.order(mine, $0) }
    }
  }

  private static func order(
    _ one: UnsafeBufferPointer<UInt8>,
    _ other: UnsafeBufferPointer<UInt8>
  ) -> Int {
    for index in 0..<min(one.count, other.count) where one[index] != other[index] {
      return Int(one[index]) - Int(other[index])
    }
    return one.count - other.count
  }
}

extension Address: CustomStringConvertible {
  package var description: String { Self.prefix + key }
}
