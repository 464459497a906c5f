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

  /// Reads `contact.jane-smith`; `nil` for anything else.
  package init?(_ description: String) {
    guard description.hasPrefix(Self.prefix) else { return nil }
    self.init(key: String(description.dropFirst(Self.prefix.count)))
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension Address {
  /// By the UTF-8 bytes, as `<` orders them: two spellings of `é` are two addresses.
  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.key.utf8.count == rhs.key.utf8.count && lhs.key.utf8.elementsEqual(rhs.key.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    var key = key
    key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension Address: Comparable {
  /// By the UTF-8 bytes of the keys, the same everywhere.
  package static func < (lhs: Self, rhs: Self) -> Bool {
    lhs.key.utf8.lexicographicallyPrecedes(rhs.key.utf8)
  }
}

extension Address: CustomStringConvertible {
  package var description: String { Self.prefix + key }
}
