/// Whose export a CSV file looks like; only the report says it.
enum SourceFormat: String {
  case apollo = "Apollo's export"
  case google = "Google Contacts' export"
  case hubSpot = "HubSpot's export"
  case lemlist = "lemlist's export"
  case linkedIn = "LinkedIn's export"
  case outlook = "Outlook's export"
  case salesforce = "Salesforce's export"
  case unknown = "CSV"

  init(header: [String]) {
    let folded = Set(header.map(HeaderName.fold))
    func has(_ names: String...) -> Bool { names.allSatisfy(folded.contains) }
    self =
      if has("connectedon", "position") || has("connectedon", "url") {
        .linkedIn
      } else if has("apollocontactid") || has("personlinkedinurl", "companylinkedinurl") {
        .apollo
      } else if has("email#value") || has("givenname", "familyname", "groupmembership") {
        .google
      } else if has("recordid") || has("recordidcontact") || has("associatedcompany")
        || has("leadstatus", "contactowner")
      {
        .hubSpot
      } else if has("accountname") {
        .salesforce
      } else if has("emailaddress", "email#address") || has("emailaddress", "businessphone") {
        .outlook
      } else if Set(header).isSuperset(of: ["email", "firstName"]) {
        .lemlist
      } else {
        .unknown
      }
  }
}
