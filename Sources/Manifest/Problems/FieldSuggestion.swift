import Diagnostics
import Model

/// Finds the API field that people mean by another name.
enum FieldSuggestion {
  /// The key that was probably meant, or `nil`.
  static func key(for name: String) -> String? {
    let folded = fold(name)
    return ContactKey.names.first { fold($0) == folded }
      ?? synonyms[folded]
      ?? Suggestion.nearest(to: name, among: ContactKey.names)
  }

  private static func fold(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.lowercased().unicodeScalars.filter { !"_- .".unicodeScalars.contains($0) }
      )
    )
  }

  private static let synonyms: [String: String] = [
    "mail": "email", "emailaddress": "email", "workemail": "email", "emails": "additionalEmails",
    "otheremails": "additionalEmails", "secondaryemail": "additionalEmails",
    "givenname": "firstName", "first": "firstName", "surname": "lastName",
    "familyname": "lastName", "last": "lastName", "title": "jobTitle", "position": "jobTitle",
    "role": "jobTitle", "job": "jobTitle", "linkedin": "linkedinUrl",
    "linkedinprofile": "linkedinUrl", "salesnav": "linkedinUrlSalesNav",
    "salesnavigator": "linkedinUrlSalesNav", "salesnavurl": "linkedinUrlSalesNav",
    "linkedinsalesnav": "linkedinUrlSalesNav", "tel": "phone", "telephone": "phone",
    "mobile": "phone", "phonenumber": "phone", "photo": "picture", "avatar": "picture",
    "image": "picture", "pictureurl": "picture", "tz": "timezone", "timezonename": "timezone",
    "sector": "industry", "language": "languages", "city": "location", "address": "location",
    "country": "location", "skill": "skills", "bio": "summary", "about": "summary",
    "description": "summary", "headline": "tagline", "owner": "contactOwner",
    "ownerid": "contactOwner", "owneremail": "contactOwner", "origin": "source",
    "leadsource": "source", "domain": "companyDomain", "website": "companyDomain",
    "companywebsite": "companyDomain", "companylinkedin": "companyLinkedinUrl",
    "companyname": "company", "organisation": "company", "organization": "company",
    "account": "company", "employer": "company", "customfields": "custom", "fields": "custom",
    "variables": "custom",
  ]
}
