/// A field of the API's contact, in the order in which manifests, plans and requests show them.
///
/// This is the one table of API fields: manifest, JSON Schema, planner, client, sandbox, importer and the
/// documented table come from it or are tested against it. Source: "Add and update contact", the body's
/// fields. Raw values are part of the fingerprint: append, never renumber.
package enum ContactField: UInt8, CaseIterable, Hashable, Sendable {
  case email = 0
  case linkedinUrl = 1
  case linkedinUrlSalesNav = 2
  case additionalEmails = 3
  case firstName = 4
  case lastName = 5
  case phone = 6
  case jobTitle = 7
  case jobDescription = 8
  case picture = 9
  case timezone = 10
  case industry = 11
  case languages = 12
  case location = 13
  case skills = 14
  case summary = 15
  case tagline = 16
  case contactOwner = 17
  case source = 18
  case companyId = 19
  case companyDomain = 20
  case companyLinkedinUrl = 21
}

extension ContactField {
  /// What values a field takes; all are strings but `emailList`.
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

    /// A contact with the same value is updated, not created again.
    package static let identifier = Role(rawValue: 1 << 0)
    /// Taken when the contact is created, ignored afterwards.
    package static let creationOnly = Role(rawValue: 1 << 1)
    /// Saved with the job at the linked company when there is one.
    package static let jobData = Role(rawValue: 1 << 2)
    /// Names the company to link.
    package static let companyLink = Role(rawValue: 1 << 3)
  }

  /// One row of the table.
  package struct Definition: Hashable, Sendable {
    /// The API's name, and the manifest's.
    package let name: String
    package let kind: Kind
    package let role: Role
    /// One sentence for editors, the schema and the documentation.
    package let summary: String
    /// A value that is accepted.
    package let example: String
  }

  package var definition: Definition { Self.table[Int(rawValue)] }
  package var name: String { definition.name }
  package var kind: Kind { Self.kinds[Int(rawValue)] }
  package var role: Role { Self.roles[Int(rawValue)] }

  /// The field of that API name, exactly as spelt.
  package init?(name: String) {
    guard let field = Self.byName[name] else { return nil }
    self = field
  }

  /// Those that the API matches on, the main one first.
  package static let identifiers: [Self] = allCases.filter { $0.role.contains(.identifier) }
  /// Those that name a company, the one that takes priority first.
  package static let companyLinks: [Self] = allCases.filter { $0.role.contains(.companyLink) }
  /// Those that are saved with the job.
  package static let jobData: [Self] = allCases.filter { $0.role.contains(.jobData) }

  // Without copying a whole row each time.
  private static let kinds = table.map(\.kind)
  private static let roles = table.map(\.role)

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  private static func row(
    _ name: String,
    _ kind: Kind,
    _ role: Role,
    _ summary: String,
    example: String
  ) -> Definition {
    Definition(name: name, kind: kind, role: role, summary: summary, example: example)
  }

  /// Indexed by raw value; a test holds the two together.
  private static let table: [Definition] = [
    row(
      "email",
      .email,
      .identifier,
      "Email address; the main unique key.",
      example: "jane.smith@example.com"
    ),
    row(
      "linkedinUrl",
      .linkedInProfile,
      .identifier,
      "LinkedIn profile URL; a unique key.",
      example: "https://www.linkedin.com/in/janesmith"
    ),
    row(
      "linkedinUrlSalesNav",
      .salesNavigatorProfile,
      .identifier,
      "LinkedIn Sales Navigator profile URL; a unique key.",
      example: "https://www.linkedin.com/sales/lead/ACwAAA1b2c3"
    ),
    row(
      "additionalEmails",
      .emailList,
      "Further email addresses.",
      example: "[j.smith@example.org]"
    ),
    row("firstName", .text, "First name.", example: "Jane"),
    row("lastName", .text, "Last name.", example: "Smith"),
    row("phone", .phone, "Phone number, kept as written.", example: "+33123456789"),
    row(
      "jobTitle",
      .text,
      .jobData,
      "Job title; saved with the job at the linked company when there is one.",
      example: "Product Manager"
    ),
    row(
      "jobDescription",
      .text,
      .jobData,
      "Job description; saved with the job at the linked company when there is one.",
      example: "Owns the roadmap"
    ),
    row(
      "picture",
      .url,
      "URL of the profile picture.",
      example: "https://pictures.example.com/jane.png"
    ),
    row("timezone", .timeZone, "Time zone, by its IANA name.", example: "Europe/Paris"),
    row("industry", .text, "Industry.", example: "Software"),
    row("languages", .text, "Languages.", example: "English, French"),
    row("location", .text, "Location.", example: "Paris, France"),
    row("skills", .text, "Skills.", example: "Roadmaps, pricing"),
    row("summary", .text, "Summary or biography.", example: "Twenty years in logistics."),
    row("tagline", .text, "Tagline.", example: "Makes boxes move"),
    row(
      "contactOwner",
      .owner,
      "Owner: a team member's user id (usr_…) or email address; the API ignores one that it does not know.",
      example: "sales@example.com"
    ),
    row(
      "source",
      .text,
      .creationOnly,
      "Origin of the record: taken on creation, never changed afterwards; the API's default is api.",
      example: "trade-fair"
    ),
    row(
      "companyId",
      .companyID,
      .companyLink,
      "Id of an existing company to link; takes priority over the other two.",
      example: "cpn_gG7PsmZFpEAnpMCHO"
    ),
    row(
      "companyDomain",
      .companyDomain,
      .companyLink,
      "Domain of an existing company to link; used if companyId is not given.",
      example: "acme.example"
    ),
    row(
      "companyLinkedinUrl",
      .linkedInCompany,
      .companyLink,
      "LinkedIn URL of an existing company to link; used if neither of the other two is given.",
      example: "https://www.linkedin.com/company/acme"
    ),
  ]

  private static func row(
    _ name: String,
    _ kind: Kind,
    _ summary: String,
    example: String
  ) -> Definition {
    row(name, kind, [], summary, example: example)
  }
}
