extension ResourceType {
  /// A person in the CRM.
  ///
  /// Source: "Add and update contact".
  package static let contact = ResourceType(
    "contact",
    path: "/contacts",
    idName: "contactId",
    idPrefix: "ctc_",
    fields: [
      .email, .linkedinUrl, .linkedinUrlSalesNav, .additionalEmails, .firstName, .lastName, .phone,
      .jobTitle, .jobDescription, .picture, .timezone, .industry, .languages, .location, .skills,
      .summary, .tagline, .contactOwner, .source, .companyId, .companyDomain, .companyLinkedinUrl,
    ]
  )
}
