/// One entry of canonical attribute bytes, undecoded; its texts are borrowed.
package struct RawAttribute {
  package enum Value {
    case text(UnsafeRawBufferPointer)
    /// A list of strings, which `forEachItem(_:)` hands out.
    case list(count: Int, UnsafeRawBufferPointer)
    /// A number as `AttributeValue.text(of:)` writes it.
    case number(UnsafeRawBufferPointer)
    case boolean(Bool)
  }

  /// The field; `nil` for a custom one.
  package let field: Field?
  /// The UTF-8 of a custom field's name; empty for an API field.
  package let customName: UnsafeRawBufferPointer
  package let value: Value
}

extension Attributes {
  /// Hands out the entries in canonical order, without copies; each is valid only during its call.
  package func forEachRaw(_ body: (RawAttribute) -> Void) {
    bytes.withUnsafeBytes { RawAttribute.forEach(in: $0, of: type, body) }
  }
}

extension RawAttribute {
  /// The attribute's key, as a copy that outlives the bytes.
  package var key: AttributeKey {
    field.map(AttributeKey.field) ?? .custom(String(decoding: customName, as: UTF8.self))
  }

  /// Hands out the entries of canonical attribute bytes.
  static func forEach(
    in bytes: UnsafeRawBufferPointer,
    of type: ResourceType,
    _ body: (RawAttribute) -> Void
  ) {
    var reader = RawAttributeReader(bytes, of: type)
    while let entry = reader.next() { body(entry) }
  }

  /// The first entry that fits, valid as long as the bytes.
  static func first(
    in bytes: UnsafeRawBufferPointer,
    of type: ResourceType,
    where isMeant: (RawAttribute) -> Bool
  ) -> RawAttribute? {
    var reader = RawAttributeReader(bytes, of: type)
    while let entry = reader.next() {
      if isMeant(entry) { return entry }
    }
    return nil
  }
}

/// Reads canonical attribute bytes.
struct RawAttributeReader {
  private let bytes: UnsafeRawBufferPointer
  private let fields: [Field]
  private(set) var position: Int

  init(_ bytes: UnsafeRawBufferPointer, of type: ResourceType, from position: Int = 0) {
    self.init(bytes, fields: type.fields, from: position)
  }

  /// Reads from `position` on; without fields it can read only texts.
  fileprivate init(_ bytes: UnsafeRawBufferPointer, fields: [Field], from position: Int = 0) {
    self.bytes = bytes
    self.fields = fields
    self.position = position
  }

  mutating func next() -> RawAttribute? {
    guard position < bytes.count else { return nil }
    let tag = byte()
    let isCustom = tag == AttributeTag.customField
    let name = isCustom ? sized() : UnsafeRawBufferPointer(start: nil, count: 0)
    guard isCustom || tag < fields.count, let kind = AttributeTag(rawValue: byte())
    else { preconditionFailure("canonical attribute bytes hold an unknown field or kind") }
    return RawAttribute(
      field: isCustom ? nil : fields[Int(tag)],
      customName: name,
      value: value(kind)
    )
  }

  private mutating func value(_ kind: AttributeTag) -> RawAttribute.Value {
    switch kind {
    case .string: return .text(sized())
    case .number: return .number(sized())
    case .no: return .boolean(false)
    case .yes: return .boolean(true)
    case .list:
      let count = length()
      let start = position
      for _ in 0..<count { _ = sized() }
      return .list(count: count, UnsafeRawBufferPointer(rebasing: bytes[start..<position]))
    }
  }

  mutating func sized() -> UnsafeRawBufferPointer {
    let count = length()
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  private mutating func byte() -> UInt8 {
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func length() -> Int {
    var length = 0
    var shift = 0
    while true {
      let byte = byte()
      length |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return length }
      shift += 7
    }
  }
}

extension RawAttribute.Value {
  /// The value, as a copy that outlives the bytes.
  package var attributeValue: AttributeValue {
    switch self {
    case .text(let text): return .string(String(decoding: text, as: UTF8.self))
    case .number(let digits):
      return .number(Double(String(decoding: digits, as: UTF8.self)) ?? .nan)
    case .boolean(let flag): return .boolean(flag)
    case .list:
      var items: [String] = []
      forEachItem { items.append(String(decoding: $0, as: UTF8.self)) }
      return .list(items)
    }
  }

  /// Hands out a list's items in order.
  package func forEachItem(_ body: (UnsafeRawBufferPointer) -> Void) {
    guard case .list(let count, let bytes) = self else { return }
    var reader = RawAttributeReader(bytes, fields: [])
    for _ in 0..<count { body(reader.sized()) }
  }
}
