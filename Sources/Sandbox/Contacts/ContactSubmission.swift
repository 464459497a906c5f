import Model

/// The body of an upsert, checked and normalised, without null and empty values.
///
/// Source: "Add and update contact", the body's fields.
struct ContactSubmission: Equatable {
  /// Names the company to link; if there are several, the one with priority.
  enum CompanyReference: Equatable {
    case id(String)
    /// A domain in the stored form, or as given if it is not a domain.
    case domain(String)
    case linkedInURL(String)
    /// A Sales Navigator URL, which only filters use.
    case salesNavigatorURL(String)
  }

  var contactId: String?
  var email: String?
  var linkedinUrl: String?
  var linkedinUrlSalesNav: String?
  var additionalEmails: [String] = []
  /// Plain string fields without job data, then registered custom ones.
  var fields: [WireValue.Member] = []
  var jobData: [WireValue.Member] = []
  /// The owner field as given; it is no error if it names no member.
  var owner: WireValue?
  var source: String?
  var company: CompanyReference?

  /// Reads and checks a body.
  ///
  /// - Throws: The refusal of the first problem: identifiers, then their form, then other fields in
  ///   the order of the body.
  init(
    _ body: WireValue,
    registry: FieldRegistry,
    unregistered: SandboxConfiguration.UnregisteredFields
  ) throws(APIRefusal) {
    guard case .object(let members) = body else {
      throw .invalid(.contactValidationFailed, "The request body must be a JSON object")
    }
    let given = members.filter { !$0.value.isEmpty }
    try readIdentifiers(.object(given))
    var customs: [WireValue.Member] = []
    for member in given where member.name != "contactId" {
      if let field = ResourceType.contact.field(named: member.name) {
        try read(member, as: field)
      } else if let type = registry.type(of: member.name, .contact) {
        guard let value = CustomValueRules.accepted(member.value, as: type) else {
          throw .invalid(.invalidField, "Invalid value for field \(member.name): expected \(type)")
        }
        customs.append(WireValue.Member(name: member.name, value: value))
      } else if unregistered == .refused, member.name != FieldRegistry.computedField {
        throw .invalid(.invalidField, "Unknown field: \(member.name)")
      }
    }
    fields += customs
    company = Self.company(.object(given))
  }

  private mutating func readIdentifiers(_ given: WireValue) throws(APIRefusal) {
    if let value = given["contactId"] {
      guard let id = value.string, RecordID.contact.matches(id) else {
        throw .invalid(.invalidContactID, "Invalid contactId format")
      }
      contactId = id
    }
    guard
      contactId != nil
        || ResourceType.contact.identifiers.contains(where: { given[$0.name] != nil })
    else {
      throw .invalid(
        .missingIdentifier,
        "At least one identifier is required: email, linkedinUrl or contactId"
      )
    }
  }

  private mutating func read(
    _ member: WireValue.Member,
    as field: Field
  ) throws(APIRefusal) {
    switch field.kind {
    case .email: email = try Self.email(member.value)
    case .emailList: additionalEmails = try Self.emails(member.value)
    case .linkedInProfile: linkedinUrl = try Self.profile(member, .profile)
    case .salesNavigatorProfile:
      linkedinUrlSalesNav = try Self.profile(member, .salesNavigatorProfile)
    case .owner: owner = member.value
    default:
      guard let text = member.value.string else {
        throw .invalid(.invalidField, "Invalid value for field \(member.name): expected a string")
      }
      if field.role.contains(.creationOnly) {
        source = text
      } else if field.role.contains(.jobData) {
        jobData.append(member)
      } else if !field.role.contains(.reference) {
        fields.append(member)
      }
    }
  }

  private static func email(_ value: WireValue) throws(APIRefusal) -> String {
    guard let text = value.string, let email = EmailRules.normalized(text) else {
      throw .invalid(.invalidEmail, "Invalid email address")
    }
    return email
  }

  private static func emails(_ value: WireValue) throws(APIRefusal) -> [String] {
    guard case .array(let elements) = value else {
      throw .invalid(
        .invalidAdditionalEmails,
        "additionalEmails must be an array of email addresses"
      )
    }
    var emails: [String] = []
    for element in elements {
      guard let text = element.string, let email = EmailRules.normalized(text) else {
        throw .invalid(
          .invalidAdditionalEmails,
          "additionalEmails contains an invalid email address"
        )
      }
      if !emails.contains(email) { emails.append(email) }
    }
    return emails
  }

  private static func profile(
    _ member: WireValue.Member,
    _ page: LinkRules.Page
  ) throws(APIRefusal) -> String {
    guard let text = member.value.string, let url = LinkRules.linkedIn(text, page) else {
      throw .invalid(.invalidLinkedInURL, "Invalid \(member.name)")
    }
    return url
  }

  /// The company reference with the highest priority; others are ignored even if it
  /// leads to no company.
  private static func company(_ given: WireValue) -> CompanyReference? {
    for field in ResourceType.contact.references {
      guard let text = given[field.name]?.string else { continue }
      switch field.kind {
      case .companyID: return .id(text)
      case .companyDomain: return .domain(LinkRules.domain(text) ?? text)
      default: return .linkedInURL(LinkRules.linkedIn(text, .company) ?? text)
      }
    }
    return nil
  }
}
