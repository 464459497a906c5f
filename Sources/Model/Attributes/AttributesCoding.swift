/// The kinds of value in the canonical encoding.
///
/// The numbers are part of the fingerprint: add new ones at the end, and never renumber.
enum AttributeTag: UInt8 {
  case string = 0
  case list = 1
  case number = 2
  case no = 3
  case yes = 4

  static let customField: UInt8 = 0xFF
}

/// Writes canonical attribute bytes from keys given in canonical order.
package struct AttributesBuilder: Sendable {
  private var bytes: [UInt8] = []

  package init() {}

  /// Removes all entries but keeps the memory.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Adds an entry, whose key must come after those of all earlier entries.
  package mutating func append(_ key: AttributeKey, _ value: AttributeValue) {
    appendKey(key)
    switch value {
    case .string(let text):
      bytes.append(AttributeTag.string.rawValue)
      appendSized(text)
    case .list(let items):
      bytes.append(AttributeTag.list.rawValue)
      appendLength(items.count)
      for item in items { appendSized(item) }
    case .number(let number):
      bytes.append(AttributeTag.number.rawValue)
      appendSized(AttributeValue.text(of: number))
    case .boolean(let flag):
      bytes.append(flag ? AttributeTag.yes.rawValue : AttributeTag.no.rawValue)
    }
  }

  /// Adds a string entry from its UTF-8 bytes, without making a `String` of them.
  package mutating func append(_ field: Field, utf8: UnsafeRawBufferPointer) {
    bytes.append(field.number)
    bytes.append(AttributeTag.string.rawValue)
    appendLength(utf8.count)
    bytes.append(contentsOf: utf8)
  }

  /// Returns a copy of exactly the needed size, so that the builder can reuse its own memory.
  package func build(of type: ResourceType) -> Attributes {
    Attributes(
      canonicalBytes: [UInt8](unsafeUninitializedCapacity: bytes.count) { memory, count in
        count = memory.update(fromContentsOf: bytes)
      },
      of: type
    )
  }

  /// Calls `body` with the canonical bytes, which are valid only during the call.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes(body)
  }

  private mutating func appendKey(_ key: AttributeKey) {
    switch key {
    case .field(let field):
      bytes.append(field.number)
    case .custom(let name):
      bytes.append(AttributeTag.customField)
      appendSized(name)
    }
  }

  private mutating func appendSized(_ text: String) {
    let utf8 = text.utf8
    appendLength(utf8.count)
    bytes.append(contentsOf: utf8)
  }

  private mutating func appendLength(_ length: Int) {
    var rest = UInt64(length)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Reads the entries of canonical attribute bytes, in order.
package struct AttributesIterator: IteratorProtocol {
  private let bytes: [UInt8]
  private let type: ResourceType
  private var position = 0

  init(_ bytes: [UInt8], _ type: ResourceType) { (self.bytes, self.type) = (bytes, type) }

  package mutating func next() -> Attributes.Element? {
    let start = position
    let type = type
    let (entry, end) = bytes.withUnsafeBytes { bytes -> (Attributes.Element?, Int) in
      var reader = RawAttributeReader(bytes, of: type, from: start)
      let entry = reader.next().map { (key: $0.key, value: $0.value.attributeValue) }
      return (entry, reader.position)
    }
    position = end
    return entry
  }
}
