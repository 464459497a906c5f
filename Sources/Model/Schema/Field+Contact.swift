/// The fields of a contact. Source: "Add and update contact", the body's fields.
extension Field {
  package static let email = Field(
    0,
    "email",
    .email,
    .identifier,
    "Email address; the main unique key.",
    example: "jane.smith@example.com"
  )
  package static let linkedinUrl = Field(
    1,
    "linkedinUrl",
    .linkedInProfile,
    .identifier,
    "LinkedIn profile URL; a unique key.",
    example: "https://www.linkedin.com/in/janesmith"
  )
  package static let linkedinUrlSalesNav = Field(
    2,
    "linkedinUrlSalesNav",
    .salesNavigatorProfile,
    .identifier,
    "LinkedIn Sales Navigator profile URL; a unique key.",
    example: "https://www.linkedin.com/sales/lead/ACwAAA1b2c3"
  )
  package static let additionalEmails = Field(
    3,
    "additionalEmails",
    .emailList,
    [],
    "Further email addresses.",
    example: "[j.smith@example.org]"
  )
  package static let firstName = Field(
    4,
    "firstName",
    .text,
    [],
    "First name.",
    example: "Jane"
  )
  package static let lastName = Field(
    5,
    "lastName",
    .text,
    [],
    "Last name.",
    example: "Smith"
  )
  package static let phone = Field(
    6,
    "phone",
    .phone,
    [],
    "Phone number, kept as written.",
    example: "+33123456789"
  )
  package static let jobTitle = Field(
    7,
    "jobTitle",
    .text,
    .jobData,
    "Job title; saved with the job at the linked company when there is one.",
    example: "Product Manager"
  )
  package static let jobDescription = Field(
    8,
    "jobDescription",
    .text,
    .jobData,
    "Job description; saved with the job at the linked company when there is one.",
    example: "Owns the roadmap"
  )
  package static let picture = Field(
    9,
    "picture",
    .url,
    [],
    "URL of the profile picture.",
    example: "https://pictures.example.com/jane.png"
  )
  package static let timezone = Field(
    10,
    "timezone",
    .timeZone,
    [],
    "Time zone, by its IANA name.",
    example: "Europe/Paris"
  )
  package static let industry = Field(
    11,
    "industry",
    .text,
    [],
    "Industry.",
    example: "Software"
  )
  package static let languages = Field(
    12,
    "languages",
    .text,
    [],
    "Languages.",
    example: "English, French"
  )
  package static let location = Field(
    13,
    "location",
    .text,
    [],
    "Location.",
    example: "Paris, France"
  )
  package static let skills = Field(
    14,
    "skills",
    .text,
    [],
    "Skills.",
    example: "Roadmaps, pricing"
  )
  package static let summary = Field(
    15,
    "summary",
    .text,
    [],
    "Summary or biography.",
    example: "Twenty years in logistics."
  )
  package static let tagline = Field(
    16,
    "tagline",
    .text,
    [],
    "Tagline.",
    example: "Makes boxes move"
  )
  package static let contactOwner = Field(
    17,
    "contactOwner",
    .owner,
    [],
    "Owner: a team member's user id (usr_…) or email address; the API ignores one that it does not know.",
    example: "sales@example.com"
  )
  package static let source = Field(
    18,
    "source",
    .text,
    .creationOnly,
    "Origin of the record: taken on creation, never changed afterwards; the API's default is api.",
    example: "trade-fair"
  )
  package static let companyId = Field(
    19,
    "companyId",
    .companyID,
    .reference,
    "Id of an existing company to link; takes priority over the other two.",
    example: "cpn_gG7PsmZFpEAnpMCHO"
  )
  package static let companyDomain = Field(
    20,
    "companyDomain",
    .companyDomain,
    .reference,
    "Domain of an existing company to link; used if companyId is not given.",
    example: "acme.example"
  )
  package static let companyLinkedinUrl = Field(
    21,
    "companyLinkedinUrl",
    .linkedInCompany,
    .reference,
    "LinkedIn URL of an existing company to link; used if neither of the other two is given.",
    example: "https://www.linkedin.com/company/acme"
  )
}
