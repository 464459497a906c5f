import HTTPTypes

/// An error answer of the API, in one of its forms.
struct APIRefusal: Error, Equatable {
  enum Body: Equatable {
    /// `{"success": false, "error": {"code", "message"}}`, with further members of `error`.
    case coded(String, String, [WireValue.Member] = [])
    case text(String)
    case json(WireValue)
  }

  let status: HTTPResponse.Status
  let body: Body

  static func invalid(_ code: ContactErrorCode, _ message: String) -> APIRefusal {
    APIRefusal(status: .badRequest, body: .coded(code.rawValue, message))
  }

  static func invalidCompany(_ code: CompanyErrorCode, _ message: String) -> APIRefusal {
    APIRefusal(status: .badRequest, body: .coded(code.rawValue, message))
  }

  static func badRequest(_ text: String) -> APIRefusal {
    APIRefusal(status: .badRequest, body: .text(text))
  }

  static let contactNotFound = APIRefusal(
    status: .notFound,
    body: .coded("CONTACT_NOT_FOUND", "No contact found with the provided id or email")
  )
}

/// The error codes of a contact's upsert.
///
/// Source: "Add and update contact", 400.
enum ContactErrorCode: String, CaseIterable {
  case missingIdentifier = "MISSING_IDENTIFIER"
  case invalidContactID = "INVALID_CONTACT_ID"
  case contactNotFoundByID = "CONTACT_NOT_FOUND_BY_ID"
  case invalidEmail = "INVALID_EMAIL"
  case invalidAdditionalEmails = "INVALID_ADDITIONAL_EMAILS"
  case invalidLinkedInURL = "INVALID_LINKEDIN_URL"
  case invalidField = "INVALID_FIELD"
  case contactValidationFailed = "CONTACT_VALIDATION_FAILED"
}

/// The error codes of a company's upsert.
///
/// Source: "Add and update company", 400.
enum CompanyErrorCode: String, CaseIterable {
  case missingRequiredField = "MISSING_REQUIRED_FIELD"
  case invalidCompanyID = "INVALID_COMPANY_ID"
  case companyNotFoundByID = "COMPANY_NOT_FOUND_BY_ID"
  case invalidDomain = "INVALID_DOMAIN"
  case invalidLinkedInURL = "INVALID_LINKEDIN_URL"
  case invalidField = "INVALID_FIELD"
}
