import Model
import YAMLEvents

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

    /// By the lengths of their names.
    private let entries: [[Entry]]

    init() {
      let keys =
        ResourceType.contact.fields.map { ($0.name, ContactKey.field($0)) } + [
          ("company", .company), ("custom", .custom), ("protect", .protect), ("ignore", .ignore),
        ]
      var entries = Array(repeating: [Entry](), count: 1 + (keys.map(\.0.utf8.count).max() ?? 0))
      for (name, key) in keys {
        entries[name.utf8.count].append(Entry(name: Array(name.utf8), key: key))
      }
      self.entries = entries
    }

    func key(_ text: YAMLBytes) -> ContactKey? {
      guard text.count < entries.count else { return nil }
      return entries[text.count].first { text.elementsEqual($0.name) }?.key
    }
  }
}
