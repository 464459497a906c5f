import Model

/// A key that a contact may have.
enum ContactKey: Hashable {
  case field(Field)
  case company
  case custom
  case protect
  case ignore

  static let names =
    ResourceType.contact.fields.map(\.name) + ["company", "custom", "protect", "ignore"]

  /// Finds keys by their bytes, without making a string of them.
  final class Table: Sendable {
    private struct Entry: Sendable {
      let name: [UInt8]
      let key: ContactKey
    }

    /// By hash; two that have the same stand one after the other.
    private let entries: [Entry?]
    private static let size = 256

    init() {
      var table = [Entry?](repeating: nil, count: Self.size)
      let keys =
        ResourceType.contact.fields.map { ($0.name, ContactKey.field($0)) } + [
          ("company", .company), ("custom", .custom), ("protect", .protect), ("ignore", .ignore),
        ]
      for (name, key) in keys {
        let name = Array(name.utf8)
        var place = name.withUnsafeBytes(Self.place)
        while table[place] != nil { place = (place + 1) % Self.size }
        table[place] = Entry(name: name, key: key)
      }
      entries = table
    }

    func key(_ text: UnsafeRawBufferPointer) -> ContactKey? {
      guard !text.isEmpty else { return nil }
      var place = Self.place(text)
      while let entry = entries[place] {
        if Self.equal(text, entry.name) { return entry.key }
        place = (place + 1) % Self.size
      }
      return nil
    }

    /// Of a name that is not empty.
    private static func place(_ name: UnsafeRawBufferPointer) -> Int {
      (name.count * 29 + Int(name[0]) * 7 + Int(name[name.count - 1]) * 3) % size
    }

    private static func equal(_ text: UnsafeRawBufferPointer, _ name: [UInt8]) -> Bool {
      guard text.count == name.count else { return false }
      for index in 0..<name.count where text[index] != name[index] { return false }
      return true
    }
  }
}
