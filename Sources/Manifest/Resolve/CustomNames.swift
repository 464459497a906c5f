import Model
import YAMLEvents

/// Names of custom fields that were found to be declared, with their types.
struct CustomNames {
  private var types: [String: CustomFieldType] = [:]
  /// The first of them, found without making a string.
  private var first: [(name: [UInt8], type: CustomFieldType)] = []

  private static let searched = 32

  /// `nil` for a name that was not found to be declared yet.
  subscript(name: YAMLBytes) -> CustomFieldType? {
    for known in first where name.count == known.name.count && name.begins(with: known.name) {
      return known.type
    }
    return types.count > Self.searched ? types[name.string] : nil
  }

  subscript(name: String) -> CustomFieldType? { types[name] }

  mutating func insert(_ name: String, _ type: CustomFieldType) {
    guard types.updateValue(type, forKey: name) == nil, first.count < Self.searched else { return }
    first.append((Array(name.utf8), type))
  }
}
