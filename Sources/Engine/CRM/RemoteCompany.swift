package import Model

/// A company in the CRM, as far as a link needs it.
package struct RemoteCompany: Hashable, Sendable {
  package let id: CompanyID
  package let name: String?
  package let domain: String?
  package let linkedinUrl: String?

  package init(id: CompanyID, name: String?, domain: String?, linkedinUrl: String?) {
    self.id = id
    self.name = name
    self.domain = domain
    self.linkedinUrl = linkedinUrl
  }
}
