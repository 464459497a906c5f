/// The attributes of one resource, immutable, as one canonical run of bytes.
///
/// Equal attributes of a type have equal bytes, so comparing them means comparing memory, and the
/// fingerprint is a hash of that memory. A million contacts cost one allocation each. Entries stand
/// in the order of `AttributeKey`. An entry consists of the field's number (`0xFF` and the name for
/// a custom field), the kind of value, and its payload; names and payloads are preceded by their
/// length in bytes as a LEB128 number.
package struct Attributes: Sendable {
  /// The type of the resource to which these fields belong.
  package let type: ResourceType
  /// The canonical encoding described above.
  package let bytes: [UInt8]

  /// Creates a set without attributes.
  package init(of type: ResourceType = .contact) { self.init(canonicalBytes: [], of: type) }

  /// Creates the attributes from pairs in any order.
  ///
  /// - Parameters:
  ///   - pairs: The attributes; no key may occur twice.
  ///   - type: The type whose fields the keys name.
  package init(
    _ pairs: some Sequence<(AttributeKey, AttributeValue)>,
    of type: ResourceType = .contact
  ) {
    var builder = AttributesBuilder()
    var previous: AttributeKey?
    for (key, value) in pairs.sorted(by: { $0.0 < $1.0 }) {
      precondition(key != previous, "an attribute is given twice")
      builder.append(key, value)
      previous = key
    }
    self = builder.build(of: type)
  }

  init(canonicalBytes: [UInt8], of type: ResourceType) {
    self.type = type
    bytes = canonicalBytes
  }

  package var isEmpty: Bool { bytes.isEmpty }

  /// The value of that key; `nil` when it is not declared.
  ///
  /// The search takes time linear in the size of the contact.
  package subscript(key: AttributeKey) -> AttributeValue? {
    switch key {
    case .field(let field): return self[field]
    case .custom(let name):
      var name = name
      return name.withUTF8 { name in
        value { entry in entry.field == nil && entry.customName.elementsEqual(name) }
      }
    }
  }

  /// The value of that API field; `nil` when it is not declared.
  package subscript(field: Field) -> AttributeValue? { value { $0.field == field } }

  /// Whether that API field is declared.
  package func has(_ field: Field) -> Bool { holds { $0.field == field } }

  /// The value of the first entry that fits; no other value is decoded.
  private func value(where isMeant: (RawAttribute) -> Bool) -> AttributeValue? {
    bytes.withUnsafeBytes { bytes in
      RawAttribute.first(in: bytes, of: type, where: isMeant)?.value.attributeValue
    }
  }

  private func holds(where isMeant: (RawAttribute) -> Bool) -> Bool {
    bytes.withUnsafeBytes { RawAttribute.first(in: $0, of: type, where: isMeant) != nil }
  }

  /// The string of that API field; `nil` when it is not declared or is a list.
  package func string(_ field: Field) -> String? { self[field]?.string }

  /// The keys of all attributes, in canonical order.
  package var keys: [AttributeKey] {
    var keys: [AttributeKey] = []
    forEachRaw { keys.append($0.key) }
    return keys
  }

  /// The entries whose key passes.
  package func filter(_ isIncluded: (AttributeKey) -> Bool) -> Attributes {
    var builder = AttributesBuilder()
    for (key, value) in self where isIncluded(key) { builder.append(key, value) }
    return builder.build(of: type)
  }

  /// A copy with one value replaced or added or, for `nil`, removed.
  package func setting(_ key: AttributeKey, to value: AttributeValue?) -> Attributes {
    var pairs = map { ($0.key, $0.value) }.filter { $0.0 != key }
    if let value { pairs.append((key, value)) }
    return Attributes(pairs, of: type)
  }

  /// The hash of the canonical bytes.
  package var fingerprint: Fingerprint { Fingerprint(hashing: bytes) }
}

extension Attributes: Hashable {
  /// Whether both hold the same attributes; empty ones are equal whatever their type.
  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.bytes == rhs.bytes && (lhs.type == rhs.type || lhs.isEmpty)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

extension Attributes: Sequence {
  package typealias Element = (key: AttributeKey, value: AttributeValue)

  package func makeIterator() -> AttributesIterator { AttributesIterator(bytes, type) }
}

extension Attributes: CustomStringConvertible {
  package var description: String {
    "[" + map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "]"
  }
}
