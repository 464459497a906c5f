/// A field of a resource type: one row of the schema.
///
/// A plain value without references, since millions of attributes name their fields.
package struct Field: Sendable {
  /// The field's number in the canonical encoding.
  ///
  /// It is part of every fingerprint, so it is below 255 and never changes.
  package let number: UInt8
  package let kind: Kind
  package let role: Role
  private let spelling: StaticString
  private let meaning: StaticString
  private let sample: StaticString

  /// A row of a type's table.
  ///
  /// - Parameters:
  ///   - number: The field's 0-based index in its type's table.
  ///   - name: The API's name, in ASCII.
  ///   - kind: What values it takes.
  ///   - role: What the API does with it.
  ///   - summary: One sentence about it.
  ///   - example: A value that is accepted.
  package init(
    _ number: UInt8,
    _ name: StaticString,
    _ kind: Kind,
    _ role: Role,
    _ summary: StaticString,
    example: StaticString
  ) {
    self.number = number
    self.kind = kind
    self.role = role
    spelling = name
    meaning = summary
    sample = example
  }

  /// The field's name in the API and in manifests.
  package var name: String { spelling.description }
  /// The name as a constant of the program, without a copy.
  package var staticName: StaticString { spelling }
  /// One sentence for editors, the schema and the documentation.
  package var summary: String { meaning.description }
  /// A value that is accepted.
  package var example: String { sample.description }
}

extension Field {
  /// Which values a field takes; all are strings except `emailList`.
  package enum Kind: Hashable, Sendable {
    case email
    case emailList
    case linkedInProfile
    case salesNavigatorProfile
    case text
    case phone
    case url
    case timeZone
    case owner
    case companyID
    case companyDomain
    case linkedInCompany
  }

  /// What the API does with a field beyond storing it.
  package struct Role: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The field identifies a resource: one with the same value is updated
    /// instead of created again.
    package static let identifier = Role(rawValue: 1 << 0)
    /// The field counts when the resource is created, and is ignored afterwards.
    package static let creationOnly = Role(rawValue: 1 << 1)
    /// The field is saved with the job at the linked company, if there is one.
    package static let jobData = Role(rawValue: 1 << 2)
    /// The field names another resource to link.
    package static let reference = Role(rawValue: 1 << 3)
  }
}

extension Field: Hashable {
  /// Whether both have the same number and name; fields of different types are different fields.
  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.number == rhs.number && lhs.spelling.hasSameText(as: rhs.spelling)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

extension Field: CustomStringConvertible {
  package var description: String { name }
}

extension StaticString {
  fileprivate func hasSameText(as other: StaticString) -> Bool {
    withUTF8Buffer { mine in other.withUTF8Buffer { mine.elementsEqual($0) } }
  }
}
