import Model

/// A set of API fields, in four bytes.
struct FieldSet: Hashable, Sendable {
  private var bits: UInt32 = 0

  init() {}

  init(_ fields: some Sequence<Field>) {
    for field in fields { insert(field) }
  }

  static let identifiers = FieldSet(ResourceType.contact.identifiers)
  static let companyLinks = FieldSet(ResourceType.contact.references)

  var isEmpty: Bool { bits == 0 }
  var count: Int { bits.nonzeroBitCount }

  func contains(_ field: Field) -> Bool { bits & 1 << field.number != 0 }
  mutating func insert(_ field: Field) { bits |= 1 << field.number }
  mutating func remove(_ field: Field) { bits &= ~(1 << field.number) }

  func union(_ other: FieldSet) -> FieldSet { FieldSet(bits: bits | other.bits) }
  func intersection(_ other: FieldSet) -> FieldSet { FieldSet(bits: bits & other.bits) }
  func subtracting(_ other: FieldSet) -> FieldSet { FieldSet(bits: bits & ~other.bits) }

  private init(bits: UInt32) { self.bits = bits }
}

extension FieldSet: Sequence {
  /// Goes through the fields in the order of the schema.
  func makeIterator() -> Iterator { Iterator(bits: bits) }

  struct Iterator: IteratorProtocol {
    fileprivate var bits: UInt32
    // Taken once: the type is shared by all threads.
    private let fields = ResourceType.contact.fields

    fileprivate init(bits: UInt32) { self.bits = bits }

    mutating func next() -> Field? {
      guard bits != 0 else { return nil }
      defer { bits &= bits - 1 }
      return fields[bits.trailingZeroBitCount]
    }
  }
}
