package import Model

/// A contact field in the team's registry.
package struct RegisteredField: Hashable, Sendable {
  /// The key in requests.
  package let name: String
  /// What people see; the name when the service gave none.
  package let label: String
  /// As the service wrote it.
  package let typeName: String
  /// `default`, `custom` or `crm_synced`, as the service wrote it.
  package let source: String

  /// `nil` for a type that this version does not know.
  package var type: CustomFieldType? { CustomFieldType(rawValue: typeName) }

  package init(name: String, label: String, typeName: String, source: String) {
    self.name = name
    self.label = label
    self.typeName = typeName
    self.source = source
  }
}
