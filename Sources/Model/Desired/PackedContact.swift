/// A contact's bytes: its key, its canonical attributes, then source positions and rare parts.
///
/// Numbers are LEB128. After the attributes come the file, line and column of the key and the
/// number of attribute positions. Each position has its line (the difference to the key's, zigzag,
/// doubled, plus one if the file differs), its column, and the file if that differs. Then come the
/// company's name, if there is one, and the ignored keys, each preceded by its length.
struct PackedContact: @unchecked Sendable {
  // Sendable: the bytes are never written to again, and `DesiredContacts` keeps them alive.

  private let start: UnsafeRawPointer
  private let count: UInt32
  private let attributesLength: UInt32
  private let keyLength: UInt16
  private let flags: Flags
  /// The index of the contact's type in its collection, 0-based.
  let type: UInt8

  struct Flags: OptionSet {
    let rawValue: UInt8

    static let isProtected = Flags(rawValue: 1 << 0)
    static let hasCompanyName = Flags(rawValue: 1 << 1)
    static let hasIgnoredKeys = Flags(rawValue: 1 << 2)
  }

  /// Wraps bytes in the layout described above.
  ///
  /// - Parameters:
  ///   - bytes: All bytes of the contact.
  ///   - keyLength: The length of the address's key, which comes first.
  ///   - attributesLength: The length of the canonical attributes, which come next.
  ///   - flags: Which rare parts there are.
  ///   - type: The index of the type in the collection.
  init(
    _ bytes: UnsafeRawBufferPointer,
    keyLength: Int,
    attributesLength: Int,
    _ flags: Flags,
    type: UInt8
  ) {
    guard let start = bytes.baseAddress else { preconditionFailure("a contact has a key") }
    self.start = start
    self.count = UInt32(bytes.count)
    self.keyLength = UInt16(keyLength)
    self.attributesLength = UInt32(attributesLength)
    self.flags = flags
    self.type = type
  }

  /// The same contact in a collection that has its type at another index.
  func moved(toType type: UInt8) -> PackedContact {
    PackedContact(
      UnsafeRawBufferPointer(start: start, count: Int(count)),
      keyLength: Int(keyLength),
      attributesLength: Int(attributesLength),
      flags,
      type: type
    )
  }

  var key: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: Int(keyLength)) }

  var isProtected: Bool { flags.contains(.isProtected) }

  var attributes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start + Int(keyLength), count: Int(attributesLength))
  }

  private var rest: PackedReader {
    let headLength = Int(keyLength) + Int(attributesLength)
    return PackedReader(
      UnsafeRawBufferPointer(start: start + headLength, count: Int(count) - headLength)
    )
  }

  /// The position of the contact's key.
  var position: SourcePosition {
    var reader = rest
    return reader.keyPosition()
  }

  var companyName: String? {
    guard flags.contains(.hasCompanyName) else { return nil }
    var reader = rest
    let position = reader.keyPosition()
    for _ in 0..<reader.number() { _ = reader.position(near: position) }
    return reader.text()
  }

  /// Hands out the attributes with the positions of their values; none if these are unknown.
  func forEachPlacedAttribute(
    of type: ResourceType,
    _ body: (RawAttribute, SourcePosition) -> Void
  ) {
    var reader = rest
    let position = reader.keyPosition()
    guard reader.number() > 0 else { return }
    RawAttribute.forEach(in: attributes, of: type) { body($0, reader.position(near: position)) }
  }

  /// Unpacks the whole contact.
  func contact(_ fingerprint: Fingerprint, of type: ResourceType) -> DesiredContact {
    var reader = rest
    let position = reader.keyPosition()
    let positions = (0..<reader.number()).map { _ in reader.position(near: position) }
    let companyName = flags.contains(.hasCompanyName) ? reader.text() : nil
    let ignored = flags.contains(.hasIgnoredKeys) ? reader.number() : 0
    return DesiredContact(
      address: Address(sound: key, of: type),
      fingerprint: fingerprint,
      attributes: Attributes(canonicalBytes: Array(attributes), of: type),
      position: position,
      attributePositions: positions,
      companyName: companyName,
      isProtected: isProtected,
      ignoredKeys: (0..<ignored).compactMap { _ in AttributeKey(reader.text(), of: type) }
    )
  }
}

/// Reads what `PackedWriter` wrote.
private struct PackedReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func number() -> Int {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = bytes[offset]
      offset += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(number) }
      shift += 7
    }
  }

  mutating func text() -> String {
    let count = number()
    defer { offset += count }
    return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
  }

  mutating func keyPosition() -> SourcePosition {
    SourcePosition(file: number(), line: number(), column: number())
  }

  mutating func position(near key: SourcePosition) -> SourcePosition {
    let head = number()
    let difference = (head >> 2) ^ -(head >> 1 & 1)
    let column = number()
    let file = head & 1 == 0 ? Int(key.file) : number()
    return SourcePosition(file: file, line: Int(key.line) + difference, column: column)
  }
}
