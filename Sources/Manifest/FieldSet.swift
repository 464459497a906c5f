import Model

/// A set of API fields, in four bytes.
struct FieldSet: Hashable, Sendable {
  private var bits: UInt32 = 0

  init() {}

  init(_ fields: some Sequence<ContactField>) {
    for field in fields { insert(field) }
  }

  static let identifiers = FieldSet(ContactField.identifiers)
  static let companyLinks = FieldSet(ContactField.companyLinks)

  var isEmpty: Bool { bits == 0 }
  var count: Int { bits.nonzeroBitCount }

  func contains(_ field: ContactField) -> Bool { bits & 1 << field.rawValue != 0 }
  mutating func insert(_ field: ContactField) { bits |= 1 << field.rawValue }
  mutating func remove(_ field: ContactField) { bits &= ~(1 << field.rawValue) }

  func union(_ other: FieldSet) -> FieldSet { FieldSet(bits: bits | other.bits) }
  func intersection(_ other: FieldSet) -> FieldSet { FieldSet(bits: bits & other.bits) }
  func subtracting(_ other: FieldSet) -> FieldSet { FieldSet(bits: bits & ~other.bits) }

  private init(bits: UInt32) { self.bits = bits }
}

extension FieldSet: Sequence {
  /// In the table's order.
  func makeIterator() -> Iterator { Iterator(bits: bits) }

  struct Iterator: IteratorProtocol {
    fileprivate var bits: UInt32

    mutating func next() -> ContactField? {
      guard bits != 0 else { return nil }
      defer { bits &= bits - 1 }
      return ContactField(rawValue: UInt8(bits.trailingZeroBitCount))
    }
  }
}
