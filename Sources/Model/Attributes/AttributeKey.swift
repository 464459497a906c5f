/// Names one attribute of a resource: a field of its type, or one of the team's custom fields.
package enum AttributeKey: Hashable, Sendable {
  case field(Field)
  /// A custom field; the name is not empty and is not an API field's.
  case custom(String)

  /// The attribute's name in a request.
  package var name: String {
    switch self {
    case .field(let field): field.name
    case .custom(let name): name
    }
  }

  /// The field of the type; `nil` for a custom field.
  package var field: Field? {
    guard case .field(let field) = self else { return nil }
    return field
  }

  /// Reads what `description` wrote, such as `jobTitle` or `custom.tier`; `nil` for anything else.
  package init?(_ description: String, of type: ResourceType = .contact) {
    if let field = type.field(named: description) {
      self = .field(field)
    } else if description.hasPrefix("custom."), description.utf8.count > 7 {
      self = .custom(String(description.dropFirst(7)))
    } else {
      return nil
    }
  }
}

extension AttributeKey: CustomStringConvertible {
  /// The attribute's path in a manifest, such as `jobTitle` or `custom.tier`.
  package var description: String {
    switch self {
    case .field(let field): field.name
    case .custom(let name): "custom.\(name)"
    }
  }
}

extension AttributeKey: Comparable {
  /// Orders API fields as in the table, then custom fields by the UTF-8 bytes of their names.
  package static func < (lhs: Self, rhs: Self) -> Bool {
    switch (lhs, rhs) {
    case (.field(let left), .field(let right)): left.number < right.number
    case (.field, .custom): true
    case (.custom, .field): false
    case (.custom(let left), .custom(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }
}
