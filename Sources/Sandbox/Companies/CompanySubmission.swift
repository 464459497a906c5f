import Model

/// The body of a company's upsert, checked and normalised, without null and empty values.
///
/// Source: "Add and update company".
struct CompanySubmission: Equatable {
  var companyId: String?
  var domain: String?
  var linkedinUrl: String?
  var linkedinUrlSalesNav: String?
  var fields: [WireValue.Member] = []
  var owner: WireValue?
  var source: String?

  init(
    _ body: WireValue,
    registry: FieldRegistry,
    unregistered: SandboxConfiguration.UnregisteredFields
  ) throws(APIRefusal) {
    guard case .object(let members) = body else {
      throw .invalidCompany(.invalidField, "The request body must be a JSON object")
    }
    let given = members.filter { !$0.value.isEmpty }
    try readRequired(.object(given))
    for member in given where member.name != "companyId" && member.name != "domain" {
      switch member.name {
      case "linkedinUrl": linkedinUrl = try Self.page(member, .company)
      case "linkedinUrlSalesNav":
        linkedinUrlSalesNav = try Self.page(member, .salesNavigatorCompany)
      case "companyOwner": owner = member.value
      case "source": source = try Self.text(member)
      case let name where CompanyFields.plain.contains(name):
        fields.append(WireValue.Member(name: name, value: .string(try Self.text(member))))
      default: try readCustom(member, registry, unregistered)
      }
    }
  }

  private mutating func readRequired(_ given: WireValue) throws(APIRefusal) {
    if let value = given["companyId"] {
      guard let id = value.string, RecordID.company.matches(id) else {
        throw .invalidCompany(.invalidCompanyID, "Invalid companyId format")
      }
      companyId = id
    } else {
      for name in ["name", "domain"] where given[name] == nil {
        throw .invalidCompany(.missingRequiredField, "Missing required field: \(name)")
      }
    }
    guard let value = given["domain"] else { return }
    guard let text = value.string, let host = LinkRules.domain(text) else {
      throw .invalidCompany(.invalidDomain, "Invalid domain")
    }
    domain = host
  }

  private mutating func readCustom(
    _ member: WireValue.Member,
    _ registry: FieldRegistry,
    _ unregistered: SandboxConfiguration.UnregisteredFields
  ) throws(APIRefusal) {
    guard let type = registry.type(of: member.name, .company) else {
      if unregistered == .ignored { return }
      throw .invalidCompany(.invalidField, "Unknown field: \(member.name)")
    }
    guard let value = CustomValueRules.accepted(member.value, as: type) else {
      throw .invalidCompany(
        .invalidField,
        "Invalid value for field \(member.name): expected \(type)"
      )
    }
    fields.append(WireValue.Member(name: member.name, value: value))
  }

  private static func page(
    _ member: WireValue.Member,
    _ page: LinkRules.Page
  ) throws(APIRefusal) -> String {
    guard let text = member.value.string, let url = LinkRules.linkedIn(text, page) else {
      throw .invalidCompany(.invalidLinkedInURL, "Invalid \(member.name)")
    }
    return url
  }

  private static func text(_ member: WireValue.Member) throws(APIRefusal) -> String {
    guard let text = member.value.string else {
      throw .invalidCompany(
        .invalidField,
        "Invalid value for field \(member.name): expected a string"
      )
    }
    return text
  }
}
