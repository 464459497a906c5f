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
  struct Table {
    private let names: [StaticString] =
      ResourceType.contact.fields.map(\.staticName) + ["company", "custom", "protect", "ignore"]
    private let keys: [ContactKey] =
      ResourceType.contact.fields.map { .field($0) } + [.company, .custom, .protect, .ignore]

    func key(_ text: YAMLBytes) -> ContactKey? {
      for index in names.indices where text == names[index] { return keys[index] }
      return nil
    }
  }
}
