/// Names one attribute of a contact: an API field, or a custom field of the team's.
package enum AttributeKey: Hashable, Sendable {
  case field(ContactField)
  /// The name is not empty and is no API field's.
  case custom(String)

  /// The name that a request gives it.
  package var name: String {
    switch self {
    case .field(let field): field.name
    case .custom(let name): name
    }
  }

  /// The API field, or `nil` for a custom one.
  package var field: ContactField? {
    guard case .field(let field) = self else { return nil }
    return field
  }

  /// Reads what `description` wrote, such as `jobTitle` or `custom.tier`; `nil` for anything else.
  package init?(_ description: String) {
    if let field = ContactField(name: description) {
      self = .field(field)
    } else if description.hasPrefix("custom."), description.utf8.count > 7 {
      self = .custom(String(description.dropFirst(7)))
    } else {
      return nil
    }
  }
}

extension AttributeKey: CustomStringConvertible {
  /// The path in a manifest: `jobTitle`, `custom.tier`.
  package var description: String {
    switch self {
    case .field(let field): field.name
    case .custom(let name): "custom.\(name)"
    }
  }
}

extension AttributeKey: Comparable {
  /// API fields in the table's order, then custom ones by the UTF-8 bytes of their names.
  package static func < (lhs: Self, rhs: Self) -> Bool {
    switch (lhs, rhs) {
    case (.field(let left), .field(let right)): left.rawValue < right.rawValue
    case (.field, .custom): true
    case (.custom, .field): false
    case (.custom(let left), .custom(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }
}
