package import Model

/// What was read from the service before the first write, to check values and answers against.
package struct CRMFacts: Sendable {
  /// `nil` when the service does not say.
  package let team: TeamID?
  /// The user that each owner value of the plan means: ids as they are, email addresses normalised;
  /// empty when the team is not known.
  private let users: [String: UserID]
  /// The company that each link of the plan means, as far as it was looked up.
  private let companies: [String: CompanyID]

  package init(team: Team?, companies: [RemoteCompany]) {
    self.team = team?.id
    var users: [String: UserID] = [:]
    for member in team?.users ?? [] {
      users[member.id.rawValue] = member.id
      if let email = member.email { users[NormalizedIdentifier.email(email)] = member.id }
    }
    self.users = users
    var known: [String: CompanyID] = [:]
    for company in companies {
      known[Self.key(.companyId, company.id.rawValue)] = company.id
      if let domain = company.domain { known[Self.key(.companyDomain, domain)] = company.id }
      if let url = company.linkedinUrl { known[Self.key(.companyLinkedinUrl, url)] = company.id }
    }
    self.companies = known
  }

  /// Whether the members are known, so that an owner that is not found is no member.
  package var knowsMembers: Bool { !users.isEmpty }

  /// The user that a `contactOwner` value means; `nil` when the team has none or is not known.
  package func user(_ owner: String) -> UserID? {
    users[owner] ?? users[NormalizedIdentifier.email(owner)]
  }

  /// The company that a link means; `nil` when the CRM has none or it was not looked up.
  package func company(_ field: Field, _ value: String) -> CompanyID? {
    companies[Self.key(field, value)]
  }

  private static func key(_ field: Field, _ value: String) -> String {
    switch field {
    case .companyDomain: "domain " + NormalizedIdentifier.domain(value)
    case .companyLinkedinUrl: "linkedin " + NormalizedIdentifier.linkedIn(value)
    default: "id " + value
    }
  }
}
