package import Diagnostics

/// A value of a small YAML document, with its place; aliases and merge keys are resolved.
///
/// It is meant for files of some hundred lines; a manifest is read event by event instead.
package struct YAMLNode: Equatable, Sendable {
  /// One key of a mapping and its value.
  package struct Entry: Equatable, Sendable {
    package let key: String
    package let keyLocation: SourceLocation
    package let value: YAMLNode
  }

  enum Content: Equatable, Sendable {
    case scalar(String, YAMLScalarType)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  /// The place of the value; for a value that replaces an alias, the alias's place.
  package let location: SourceLocation
  /// The line, with this value underlined.
  package let excerpt: SourceExcerpt?
  let content: Content

  /// Whether it is `null`, `~` or nothing at all.
  package var isNull: Bool {
    guard case .scalar(_, .null) = content else { return false }
    return true
  }

  /// A scalar's text as it is written, whatever its type; `nil` for null and for a collection.
  package var string: String? {
    guard case .scalar(let text, let type) = content, type != .null else { return nil }
    return text
  }

  /// A scalar's type in the core schema; `nil` for a collection.
  package var scalarType: YAMLScalarType? {
    guard case .scalar(_, let type) = content else { return nil }
    return type
  }

  package var integer: Int? {
    guard case .scalar(_, .integer(let value)) = content else { return nil }
    return value
  }

  /// The number, whole or not; `nil` for anything else.
  package var number: Double? {
    switch content {
    case .scalar(_, .integer(let value)): value.map(Double.init)
    case .scalar(_, .float(let value)): value
    default: nil
    }
  }

  package var boolean: Bool? {
    guard case .scalar(_, .boolean(let value)) = content else { return nil }
    return value
  }

  /// A sequence's items; `nil` for anything else.
  package var array: [YAMLNode]? {
    guard case .sequence(let items) = content else { return nil }
    return items
  }

  /// A mapping's entries in the order of the text, no key twice; `nil` for anything else.
  package var mapping: [Entry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  /// The value of that key; `nil` when it is missing or this is not a mapping.
  package subscript(key: String) -> YAMLNode? { mapping?.first { $0.key == key }?.value }
}

extension YAMLNode {
  /// Reads the one document in `bytes`; `nil` when it is empty.
  ///
  /// - Throws: `YAMLError` for the first invalid YAML, duplicate key or second document.
  package static func compose(_ bytes: [UInt8], file: String) throws(YAMLError) -> YAMLNode? {
    var composer = YAMLComposer(try YAMLCursor(try YAMLText(bytes, file: file)))
    return try composer.document()
  }
}
