import Model

/// What the manifest to merge into declares already, as far as an import has to know.
struct DeclaredContacts {
  /// By normalised identifier; further emails count as emails.
  private(set) var identifiers: [NormalizedIdentifier: Address] = [:]
  private(set) var keys: Set<String> = []
  /// Names under `companies` by the link that they stand for.
  private(set) var companies: [CompanyLink: String] = [:]
  private(set) var companyNames: Set<String> = []
  private(set) var customTypes: [String: CustomFieldType] = [:]
  /// Whether custom fields are used and none is declared: declaring one would make the others
  /// errors.
  private(set) var usesUndeclaredFields = false

  init(_ desired: DesiredState?) {
    guard let desired else { return }
    for field in desired.customFields {
      customTypes[field.name] = field.type
    }
    for company in desired.companies { add(company) }
    for contact in desired.contacts { add(contact) }
  }

  /// The contact that has one of these, the main one asked first.
  func owner(of contact: ImportedContact) -> (Address, Field)? {
    guard !identifiers.isEmpty else { return nil }
    for identifier in contact.identifiers {
      if let address = identifiers[identifier] { return (address, identifier.field) }
    }
    return nil
  }

  /// Of several names for one company the first by the alphabet is used.
  private mutating func add(_ company: DesiredState.Company) {
    companyNames.insert(company.name)
    let link: CompanyLink
    switch company.field {
    case .companyDomain: link = .domain(NormalizedIdentifier.domain(company.value))
    case .companyLinkedinUrl: link = CompanyLink(linkedIn: company.value)
    // Exports do not have the CRM's own ids.
    default: return
    }
    if companies[link] == nil { companies[link] = company.name }
  }

  private mutating func add(_ contact: DesiredContact) {
    keys.insert(contact.address.key)
    for (key, value) in contact.attributes {
      switch (key, value) {
      case (.field(let field), .string(let text)) where field.role.contains(.identifier):
        identifiers[NormalizedIdentifier(field, text)] = contact.address
      case (.field(.additionalEmails), .list(let emails)):
        for email in emails {
          let identifier = NormalizedIdentifier(.email, email)
          if identifiers[identifier] == nil { identifiers[identifier] = contact.address }
        }
      case (.custom(let name), _) where customTypes[name] == nil: usesUndeclaredFields = true
      default: break
      }
    }
  }
}

/// What a company is linked by.
enum CompanyLink: Hashable, Comparable {
  case domain(String)
  /// As LinkedIn shows it, in lower case.
  case linkedIn(String)

  init(linkedIn url: String) {
    self = .linkedIn(NormalizedIdentifier.linkedIn(url))
  }
}
