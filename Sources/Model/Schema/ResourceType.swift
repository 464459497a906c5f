/// A type of resource in the CRM, and everything special to it: one table of the schema.
///
/// Manifest, planner, state, plan documents, reports, client and sandbox take fields
/// and roles from it.
package final class ResourceType: Sendable {
  /// The type's name, with which its addresses begin, such as `contact` in `contact.jane`.
  package let name: String
  /// The path of its requests, such as `/contacts`; a resource's own path adds a slash and its id.
  package let path: String
  /// The member of a request that names a resource by its id, such as `contactId`.
  package let idName: String
  /// The prefix of its ids, such as `ctc_`.
  package let idPrefix: String
  /// All fields, in the order in which manifests, plans and requests show them, indexed by number.
  package let fields: [Field]
  /// The fields by which the API matches resources, the main one first.
  package let identifiers: [Field]
  /// The fields that name another resource to link, the one with the highest priority first.
  package let references: [Field]
  /// The fields that are saved with the job.
  package let jobData: [Field]
  /// The fields that count on creation and are ignored afterwards.
  package let creationOnly: [Field]
  /// The fields that name the owner.
  package let owners: [Field]
  private let byName: [String: Field]

  /// - Precondition: Each field's number is its index, and no two fields have the same name.
  package init(
    _ name: String,
    path: String,
    idName: String,
    idPrefix: String,
    fields: [Field]
  ) {
    precondition(
      fields.enumerated().allSatisfy { $0.offset == Int($0.element.number) },
      "each field stands at its number"
    )
    self.name = name
    self.path = path
    self.idName = idName
    self.idPrefix = idPrefix
    self.fields = fields
    identifiers = fields.filter { $0.role.contains(.identifier) }
    references = fields.filter { $0.role.contains(.reference) }
    jobData = fields.filter { $0.role.contains(.jobData) }
    creationOnly = fields.filter { $0.role.contains(.creationOnly) }
    owners = fields.filter { $0.kind == .owner }
    byName = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0) })
  }

  /// The field of that API name, exactly as spelt; `nil` when there is none.
  package func field(named name: String) -> Field? { byName[name] }

  /// The field of that number; `nil` when there is none.
  package func field(numbered number: UInt8) -> Field? {
    number < fields.count ? fields[Int(number)] : nil
  }
}

extension ResourceType: Hashable {
  /// Compares types by their names.
  package static func == (lhs: ResourceType, rhs: ResourceType) -> Bool {
    lhs === rhs || lhs.name == rhs.name
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ResourceType: CustomStringConvertible {
  package var description: String { name }
}
