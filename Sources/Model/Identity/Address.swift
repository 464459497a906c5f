/// The stable, printable name of a declared resource, made of its type and key: `contact.jane`.
package struct Address: Hashable, Sendable {
  package let type: ResourceType
  /// The key: not empty, without control characters, at most 256 UTF-8 bytes.
  package let key: String

  /// The longest key, in UTF-8 bytes.
  package static let maximumKeyLength = 256

  /// Fails when the key is empty, too long, or has a control or line-separating character.
  package init?(key: String, of type: ResourceType = .contact) {
    guard !key.isEmpty, key.utf8.count <= Self.maximumKeyLength else { return nil }
    guard !key.unicodeScalars.contains(where: Self.isForbidden) else { return nil }
    self.type = type
    self.key = key
  }

  /// Takes a key that is known to be valid.
  init(sound key: UnsafeRawBufferPointer, of type: ResourceType) {
    self.type = type
    self.key = String(decoding: key, as: UTF8.self)
  }

  /// Reads `contact.jane-smith`; `nil` for anything but a type of the schema, a dot and a key.
  package init?(_ description: String, in schema: Schema = .standard) {
    guard let dot = description.firstIndex(of: "."),
      let type = schema.type(named: description[..<dot])
    else { return nil }
    self.init(key: String(description[description.index(after: dot)...]), of: type)
  }

  /// Whether a key must not have the scalar: its general category is Cc, Zl or Zp.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
    default: false
    }
  }
}

extension Address {
  /// Compares the UTF-8 bytes, as `<` does: two spellings of `é` make two addresses.
  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.key.utf8.count == rhs.key.utf8.count && lhs.order(rhs) == 0 && lhs.type == rhs.type
  }

  package func hash(into hasher: inout Hasher) {
    var key = key
    key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension Address: Comparable {
  /// Orders by type, then by the UTF-8 bytes of the keys, which is the same on every machine.
  package static func < (lhs: Self, rhs: Self) -> Bool {
    guard lhs.type == rhs.type else {
      return lhs.type.name.utf8.lexicographicallyPrecedes(rhs.type.name.utf8)
    }
    return lhs.order(rhs) < 0
  }

  /// Negative, zero or positive, as this key comes before, equals or comes after the other.
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
  package var description: String { "\(type.name).\(key)" }
}
