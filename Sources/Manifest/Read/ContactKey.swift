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
    /// By length.
    private let names: [StaticString]
    private let keys: [ContactKey]
    /// Where in `names` those of each length begin, and behind them all where the last ones end.
    private let starts: [Int]

    init() {
      let fields = ResourceType.contact.fields.map { ($0.staticName, ContactKey.field($0)) }
      let others: [(StaticString, ContactKey)] = [
        ("company", .company), ("custom", .custom), ("protect", .protect), ("ignore", .ignore),
      ]
      let rows = (fields + others).sorted { $0.0.utf8CodeUnitCount < $1.0.utf8CodeUnitCount }
      names = rows.map(\.0)
      keys = rows.map(\.1)
      let longest = names.last?.utf8CodeUnitCount ?? 0
      starts = (0...longest + 1).map { length in
        rows.firstIndex { $0.0.utf8CodeUnitCount >= length } ?? rows.count
      }
    }

    func key(_ text: YAMLBytes) -> ContactKey? {
      guard text.count + 1 < starts.count else { return nil }
      for index in starts[text.count]..<starts[text.count + 1] where text == names[index] {
        return keys[index]
      }
      return nil
    }
  }
}
