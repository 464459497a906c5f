import Model

/// A key that a contact may have.
enum ContactKey: Hashable {
  case field(ContactField)
  case company
  case custom
  case protect
  case ignore

  static let names = ContactField.allCases.map(\.name) + ["company", "custom", "protect", "ignore"]

  /// Finds keys by their bytes, without making a string of them.
  struct Table: Sendable {
    /// By length, then one after the other: at most four have the same.
    private let byLength: [[(name: [UInt8], key: ContactKey)]]

    init() {
      var table: [[(name: [UInt8], key: ContactKey)]] = []
      let keys =
        ContactField.allCases.map { ($0.name, ContactKey.field($0)) } + [
          ("company", .company), ("custom", .custom), ("protect", .protect), ("ignore", .ignore),
        ]
      for (name, key) in keys {
        let utf8 = Array(name.utf8)
        while table.count <= utf8.count { table.append([]) }
        table[utf8.count].append((utf8, key))
      }
      byLength = table
    }

    func key(_ text: UnsafeRawBufferPointer) -> ContactKey? {
      guard text.count < byLength.count else { return nil }
      for candidate in byLength[text.count] where Self.equal(text, candidate.name) {
        return candidate.key
      }
      return nil
    }

    private static func equal(_ text: UnsafeRawBufferPointer, _ name: [UInt8]) -> Bool {
      for index in 0..<name.count where text[index] != name[index] { return false }
      return true
    }
  }
}
