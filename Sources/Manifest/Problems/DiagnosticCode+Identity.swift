package import Diagnostics

/// Codes about identity and companies.
extension DiagnosticCode {
  package static let noIdentifier = DiagnosticCode(
    "R0401",
    title: "a contact has no identifier",
    explanation: """
      The API finds a contact by `email`, `linkedinUrl` or `linkedinUrlSalesNav`. Without any of \
      them it refuses the contact.
      """,
    example: "contacts:\n  jane: {firstName: Jane}",
    repair: "Add one of the three, or use the email address as the key."
  )

  package static let sharedIdentifier = DiagnosticCode(
    "R0402",
    title: "contacts share an identifier",
    explanation: """
      The API keeps one contact for each identifier, so it would fold these into one. Email \
      addresses are compared without case, and a domain is the same in Unicode and in punycode. \
      LinkedIn URLs are compared by the page's name: without scheme, country, language, query and \
      percent-encoding. Of a Sales Navigator URL only the lead's id counts.
      """,
    example: "contacts:\n  jane: {email: jane@example.com}\n  j: {email: Jane@Example.com}",
    repair: "Merge them, or correct the identifier."
  )

  package static let contactTwice = DiagnosticCode(
    "R0403",
    title: "a contact is declared in two files",
    explanation: "A key is a contact's address, and is unique over all files.",
    example: "contacts:\n  jane: {email: jane@example.com}",
    repair: "Remove or rename one of the two."
  )

  package static let additionalEmailShared = DiagnosticCode(
    "R0404",
    title: "an additional email address is another contact's",
    explanation: "Two people rarely share an address; the CRM may take the two for one.",
    example: """
      contacts:
        jane: {email: jane@example.com, additionalEmails: [bob@example.com]}
        bob: {email: bob@example.com}
      """,
    repair: "Remove it from the list when it is the other contact's alone."
  )

  package static let keysLookAlike = DiagnosticCode(
    "R0410",
    title: "two keys look alike",
    explanation: """
      Two keys differ in their characters and look the same: one has a letter in another form, or a \
      letter of another script. They are two contacts, which nobody who reads the manifest can \
      tell apart.
      """,
    example: "contacts:\n  josé: {email: a@example.com}\n  jose\u{301}: {email: b@example.com}",
    repair: "Write one of the two otherwise; if they are one person, remove one."
  )

  package static let unknownCompany = DiagnosticCode(
    "R0501",
    title: "a company name is not declared",
    explanation: "`company` names an entry under `companies` of any file of the set.",
    example: "contacts:\n  jane: {email: jane@example.com, company: acme}",
    repair: "Declare the company, or write `companyDomain`, `companyId` or `companyLinkedinUrl`."
  )

  package static let companyTwice = DiagnosticCode(
    "R0502",
    title: "a company is declared in two files",
    explanation: "A name stands for one company over all files.",
    example: "companies: {acme: {domain: acme.example}}",
    repair: "Remove or rename one of the two."
  )

  package static let companyWithoutReference = DiagnosticCode(
    "R0503",
    title: "a company has nothing to find it by",
    explanation: "The API links a company by its id, its domain or its LinkedIn URL.",
    example: "companies: {acme: {}}",
    repair: "Add `domain`, `linkedinUrl` or `id`."
  )

  package static let companyConflict = DiagnosticCode(
    "R0504",
    title: "a company is given by name and by field",
    explanation: """
      `company` stands for one of `companyId`, `companyDomain` and `companyLinkedinUrl`, so that \
      with one of them beside it there would be two answers.
      """,
    example: """
      contacts:
        jane: {email: jane@example.com, company: acme, companyDomain: acme.example}
      """,
    repair: "Keep one of the two."
  )

  package static let severalCompanyFields = DiagnosticCode(
    "R0505",
    title: "several fields name the company",
    explanation: """
      The API takes `companyId`, else `companyDomain`, else `companyLinkedinUrl`, and ignores \
      the others, even when the first finds nothing.
      """,
    example: """
      contacts:
        jane: {email: jane@example.com, companyId: cpn_1, companyDomain: acme.example}
      """,
    repair: "Keep the first, unless the others are there for the record."
  )

  /// All codes about identity and companies.
  static let manifestIdentityCodes: [DiagnosticCode] = [
    noIdentifier, sharedIdentifier, contactTwice, additionalEmailShared, keysLookAlike,
    unknownCompany, companyTwice, companyWithoutReference, companyConflict, severalCompanyFields,
  ]
}
