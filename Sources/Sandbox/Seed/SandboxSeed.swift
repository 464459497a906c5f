package import Diagnostics
package import Model

/// The initial content of a sandbox's CRM: the team, and what contacts refer to.
package struct SandboxSeed: Equatable, Sendable {
  package struct Team: Equatable, Sendable {
    package var name: String
    /// The team's id, `tea_…`; made up when `nil`.
    package var id: String?

    package init(name: String, id: String? = nil) {
      self.name = name
      self.id = id
    }
  }

  package struct User: Equatable, Sendable {
    package var email: String
    package var name: String
    package var role: String
    /// The user's id, `usr_…`; made up when `nil`.
    package var id: String?

    package init(email: String, name: String, role: String = "member", id: String? = nil) {
      self.email = email
      self.name = name
      self.role = role
      self.id = id
    }
  }

  package struct Company: Equatable, Sendable {
    package var name: String
    package var domain: String?
    package var linkedinUrl: String?
    /// The company's id, `cpn_…`; made up when `nil`.
    package var id: String?

    package init(
      name: String,
      domain: String? = nil,
      linkedinUrl: String? = nil,
      id: String? = nil
    ) {
      self.name = name
      self.domain = domain
      self.linkedinUrl = linkedinUrl
      self.id = id
    }
  }

  package struct Field: Equatable, Sendable {
    package enum Entity: String, CaseIterable, Sendable { case contact, company }

    package var name: String
    package var type: CustomFieldType
    /// The label; the name when `nil`.
    package var label: String?
    package var entity: Entity

    package init(
      name: String,
      type: CustomFieldType,
      label: String? = nil,
      entity: Entity = .contact
    ) {
      self.name = name
      self.type = type
      self.label = label
      self.entity = entity
    }
  }

  package var team: Team
  /// The users, of whom the first owns the API keys; if empty, the default seed's user is taken.
  package var users: [User]
  package var companies: [Company]
  /// The custom fields to register.
  package var fields: [Field]
  /// The bodies of upserts, checked as far as this seed's fields allow.
  var contacts: [WireValue] = []

  package init(
    team: Team = SandboxSeed.default.team,
    users: [User] = SandboxSeed.default.users,
    companies: [Company] = [],
    fields: [Field] = []
  ) {
    self.team = team
    self.users = users
    self.companies = companies
    self.fields = fields
  }

  /// A seed of a team with one member, and nothing else.
  package static let `default` = SandboxSeed(
    team: Team(name: "Sandbox team"),
    users: [User(email: "owner@sandbox.example", name: "Sandbox Owner", role: "admin")]
  )

  /// Reads a seed file with `team`, `users`, `companies`, `fields` and `contacts`, all optional.
  ///
  /// - Throws: Everything that is wrong with it, with its places in `file`.
  package static func read(
    yaml bytes: [UInt8],
    file: String
  ) throws(DiagnosticsError) -> SandboxSeed {
    guard let root = try FileReader.root(bytes, file: file) else { return .default }
    var reader = SeedReader()
    return try reader.read(root)
  }
}
