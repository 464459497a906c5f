/// A type of resource in the CRM, and all that is special to it: one table of the schema.
///
/// Manifest, planner, state, plan documents, reports, client and sandbox take fields and their roles from here.
package final class ResourceType: Sendable {
  /// Begins the addresses of its resources, such as `contact` in `contact.jane`.
  package let name: String
  /// Where requests about it go, such as `/contacts`; a resource's own path has its id behind a slash.
  package let path: String
  /// The member of a request that names a resource by its id, such as `contactId`.
  package let idName: String
  /// What ids begin with, such as `ctc_`.
  package let idPrefix: String
  /// In the order in which manifests, plans and requests show them; each stands at its number.
  package let fields: [Field]
  /// Those that the API matches on, the main one first.
  package let identifiers: [Field]
  /// Those that name another resource to link, the one that takes priority first.
  package let references: [Field]
  /// Those that are saved with the job.
  package let jobData: [Field]
  /// Those that are taken on creation and ignored afterwards.
  package let creationOnly: [Field]
  /// Those that name the owner.
  package let owners: [Field]
  private let byName: [String: Field]

  /// - Precondition: each field stands at its number, and no two have one name.
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
  /// Types are known by their names.
  package static func == (lhs: ResourceType, rhs: ResourceType) -> Bool {
    lhs === rhs || lhs.name == rhs.name
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ResourceType: CustomStringConvertible {
  package var description: String { name }
}
