import Engine
import Importing
import JSONText
import Model

/// Turns what the CRM holds into what a manifest can declare.
struct PulledContacts {
  /// Email addresses where they are known, else ids.
  private let owners: [UserID: String]
  private let companies: [CompanyID: RemoteCompany]
  /// By which a company cannot be told from another.
  private let sharedDomains: Set<String>
  /// `nil` for a type that this version does not know.
  private let customTypes: [String: CustomFieldType?]
  /// Those of the registry that are no custom fields: the API's own, or computed.
  private let otherFields: Set<String>
  private let takesOwners: Bool

  /// `takesOwners`: otherwise owners are left out, and stay as the CRM has them.
  init(_ content: Pull.Content, takesOwners: Bool) {
    self.takesOwners = takesOwners
    let members = content.team.users.map { ($0.id, $0.email ?? $0.id.rawValue) }
    owners = Dictionary(members) { first, _ in first }
    companies = Dictionary(content.companies.map { ($0.id, $0) }) { first, _ in first }
    // The others are the API's own, or computed.
    let customs = content.fields.filter { $0.source != "default" }
    customTypes = Dictionary(customs.map { ($0.name, $0.type) }) { first, _ in first }
    otherFields = Set(content.fields.map(\.name))
    let domains = Dictionary(grouping: companies.values) {
      NormalizedIdentifier.domain($0.domain ?? "")
    }
    sharedDomains = Set(domains.filter { $0.value.count > 1 }.keys)
  }

  /// The custom fields' types, as far as this version knows them.
  var types: [String: CustomFieldType] { customTypes.compactMapValues(\.self) }

  func contact(_ remote: RemoteContact) -> CRMContact {
    var contact = CRMContact(id: remote.id.rawValue)
    contact.emails = remote.emails
    contact.fields[.linkedinUrl] = remote.text(.linkedinUrl)
    contact.fields[.linkedinUrlSalesNav] = remote.text(.linkedinUrlSalesNav)
    if takesOwners, let owner = remote.owner {
      contact.fields[.contactOwner] = owners[owner] ?? owner.rawValue
    }
    for (name, value) in remote.fields.sorted(by: { $0.key < $1.key }) where value != .null {
      if let field = ResourceType.contact.field(named: name) {
        take(field, value, &contact)
      } else if let type = customTypes[name] {
        takeCustom(name, type, value, &contact)
      } else if !otherFields.contains(name) {
        contact.leaveOut(name, Self.text(value), because: "the team's registry does not have it")
      }
    }
    if let id = remote.company { link(id, &contact) }
    return contact
  }

  private func take(_ field: Field, _ value: JSONValue, _ contact: inout CRMContact) {
    switch field.kind {
    // Read above, or taken on creation only.
    case .email, .emailList, .linkedInProfile, .salesNavigatorProfile, .owner: return
    case .companyID, .companyDomain, .linkedInCompany: return
    default: if field == .source { return }
    }
    guard let text = value.string else {
      return contact.leaveOut(field.name, Self.text(value), because: "it is no text")
    }
    contact.fields[field] = text
  }

  private func takeCustom(
    _ name: String,
    _ type: CustomFieldType?,
    _ value: JSONValue,
    _ contact: inout CRMContact
  ) {
    let column = "custom.\(name)"
    guard type != nil else {
      let reason = "this version does not know the field's type"
      return contact.leaveOut(column, Self.text(value), because: reason)
    }
    switch value {
    case .string(let text): contact.customs[name] = .string(text)
    case .boolean(let flag): contact.customs[name] = .boolean(flag)
    case .number(let digits):
      guard let number = Double(digits), Self.isExact(number, digits) else {
        return contact.leaveOut(column, digits, because: "the number cannot be kept exactly")
      }
      contact.customs[name] = .number(number)
    default: contact.leaveOut(column, Self.text(value), because: "it is no single value")
    }
  }

  /// Whether the number has few enough digits to be just that one.
  private static func isExact(_ number: Double, _ digits: String) -> Bool {
    guard number.isFinite, number.magnitude <= 9_007_199_254_740_992 else { return false }
    let mantissa = digits.prefix { $0 != "e" && $0 != "E" }.filter(\.isNumber)
    let significant = mantissa.drop { $0 == "0" }
    guard number != 0 || significant.isEmpty else { return false }
    return significant.count <= 15 || AttributeValue.text(of: number) == digits
  }

  private func link(_ id: CompanyID, _ contact: inout CRMContact) {
    contact.fields[.companyId] = id.rawValue
    guard let company = companies[id], let domain = company.domain,
      !sharedDomains.contains(NormalizedIdentifier.domain(domain))
    else { return }
    contact.fields[.companyDomain] = domain
    contact.companyName = company.name
  }

  private static func text(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(value)
    return value.string ?? writer.text
  }
}
