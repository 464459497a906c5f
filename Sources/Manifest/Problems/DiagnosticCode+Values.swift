package import Diagnostics

/// Codes about values.
extension DiagnosticCode {
  package static let emptyValue = DiagnosticCode(
    "R0301",
    title: "a value is empty",
    explanation: """
      The API ignores empty values, so an empty one cannot clear a field. White space alone is as \
      good as empty.
      """,
    example: "contacts:\n  jane: {email: jane@example.com, phone: \"\"}",
    repair: "Remove the key to stop managing the field, or write `null` to drop a default."
  )

  package static let spaceAround = DiagnosticCode(
    "R0302",
    title: "white space around a value",
    explanation: """
      Quotes keep spaces that were hardly meant. In an identifier they are an error, elsewhere a \
      warning.
      """,
    example: "contacts:\n  jane: {email: jane@example.com, firstName: \"Jane \"}",
    repair: "Remove the white space."
  )

  package static let controlInValue = DiagnosticCode(
    "R0303",
    title: "a value holds a control character",
    explanation: """
      An escape such as `\\e` or `\\0` puts a character into the value that cannot be seen. Line \
      breaks and tabs may stand in text fields only.
      """,
    example: "contacts:\n  jane: {email: jane@example.com, firstName: \"Ja\\0ne\"}",
    repair: "Remove the escape."
  )

  package static let malformedEmail = DiagnosticCode(
    "R0304",
    title: "an email address is malformed",
    explanation: "The API refuses addresses that cannot be one.",
    example: "contacts:\n  jane: {email: jane@@example.com}",
    repair: "Correct the address."
  )

  package static let unlikelyEmail = DiagnosticCode(
    "R0305",
    title: "an email address is unlikely",
    explanation: """
      The address can be one, but hardly is: it has no top-level domain, or letters that only \
      look like others.
      """,
    example: "contacts:\n  jane: {email: jane@localhost}",
    repair: "Correct the address, or leave it when it is meant."
  )

  package static let malformedLinkedIn = DiagnosticCode(
    "R0306",
    title: "a LinkedIn URL is malformed",
    explanation: "The API takes LinkedIn's own URLs of people and companies only.",
    example: "contacts:\n  jane: {linkedinUrl: https://example.com/jane}",
    repair: "Copy the URL from LinkedIn."
  )

  package static let otherLinkedIn = DiagnosticCode(
    "R0307",
    title: "a LinkedIn URL of another kind",
    explanation: """
      A profile, a Sales Navigator profile and a company page have different URLs and a field \
      each.
      """,
    example: "contacts:\n  jane: {linkedinUrl: https://www.linkedin.com/company/acme}",
    repair: "Move the URL to the field that the hint names."
  )

  package static let schemelessLinkedIn = DiagnosticCode(
    "R0308",
    title: "a LinkedIn URL lacks https://",
    explanation: """
      The API takes URLs; whether it takes one without its beginning is not documented.
      """,
    example: "contacts:\n  jane: {linkedinUrl: linkedin.com/in/jane}",
    repair: "Write the whole URL."
  )

  package static let phoneWithoutDigits = DiagnosticCode(
    "R0309",
    title: "a phone number has no digits",
    explanation: "What has no digit is no number.",
    example: "contacts:\n  jane: {email: jane@example.com, phone: none}",
    repair: "Correct or remove it."
  )

  package static let unknownTimeZone = DiagnosticCode(
    "R0310",
    title: "a time zone is not known",
    explanation: "Time zones have the names of the IANA database, such as `Europe/Paris`.",
    example: "contacts:\n  jane: {email: jane@example.com, timezone: Paris}",
    repair: "Write the IANA name."
  )

  package static let pictureNotURL = DiagnosticCode(
    "R0311",
    title: "a picture is not a URL",
    explanation: """
      The picture is fetched from a web address: `https://`, a host, and no user name before it.
      """,
    example: "contacts:\n  jane: {email: jane@example.com, picture: jane.png}",
    repair: "Write a URL such as `https://example.com/jane.png`."
  )

  package static let wrongOwner = DiagnosticCode(
    "R0312",
    title: "an owner is neither a user id nor an email address",
    explanation: "The API ignores an owner in any other form without a word.",
    example: "defaults: {contactOwner: Sam}",
    repair: "Write the team member's email address or id (`usr_…`)."
  )

  package static let wrongCompanyID = DiagnosticCode(
    "R0313",
    title: "a company id has another form",
    explanation: """
      Company ids begin with `cpn_`. An id of another kind is an error, another form a warning.
      """,
    example: "contacts:\n  jane: {email: jane@example.com, companyId: ctc_1}",
    repair: "Copy the id from the CRM."
  )

  package static let wrongCompanyDomain = DiagnosticCode(
    "R0314",
    title: "a company domain is malformed",
    explanation: "A domain is a host name with a dot, without `https://` and path.",
    example: "companies: {acme: {domain: https://acme.example/}}",
    repair: "Write the bare domain."
  )

  package static let wrongCustomValue = DiagnosticCode(
    "R0315",
    title: "a custom value does not have its field's type",
    explanation: """
      `fields` declares the type. A `number` is a number, a `boolean` `true` or `false`, a \
      `date` `YYYY-MM-DD`, a `datetime` ISO 8601.
      """,
    example: """
      fields: {score: number}
      contacts:
        jane: {email: jane@example.com, custom: {score: high}}
      """,
    repair: "Correct the value or the declared type."
  )

  package static let numberOutOfRange = DiagnosticCode(
    "R0316",
    title: "a number cannot be kept exactly",
    explanation: """
      Numbers travel as JSON and are kept as 64-bit floating point, which is exact for whole \
      numbers up to 2^53; infinity and not-a-number do not exist there.
      """,
    example: """
      contacts:
        jane: {email: jane@example.com, custom: {account: 12345678901234567890}}
      """,
    repair: "Quote the value to make it text."
  )

  package static let doubledEmail = DiagnosticCode(
    "R0317",
    title: "an additional email address is given twice",
    explanation: "The list holds an address twice, or the contact's own `email`.",
    example: "contacts:\n  jane: {email: jane@example.com, additionalEmails: [jane@example.com]}",
    repair: "Remove it from the list."
  )

  package static let typographicQuotes = DiagnosticCode(
    "R0318",
    title: "typographic quotes around a value",
    explanation: """
      Word processors turn quotes into typographic ones, which are letters to YAML: they would \
      stand in the CRM.
      """,
    example: "contacts:\n  jane: {email: jane@example.com, firstName: “Jane”}",
    repair: "Write the value without quotes, or with straight ones."
  )

  package static let unseenInValue = DiagnosticCode(
    "R0340",
    title: "a value holds a character that cannot be seen",
    explanation: """
      Text that is copied from a web page or a word processor may hold characters without a width, and \
      no-break spaces between words. In the CRM the value looks right, and no search finds it.
      """,
    example: #"""
      $ printf 'contacts: {jane@example.com: {firstName: Ja\302\255ne}}' | roster validate -
      """#,
    repair: "Type the value anew."
  )

  /// All codes about values.
  static let manifestValuesCodes: [DiagnosticCode] = [
    emptyValue, spaceAround, controlInValue, malformedEmail, unlikelyEmail, malformedLinkedIn,
    otherLinkedIn, schemelessLinkedIn, phoneWithoutDigits, unknownTimeZone, pictureNotURL,
    wrongOwner, wrongCompanyID, wrongCompanyDomain, wrongCustomValue, numberOutOfRange,
    doubledEmail, typographicQuotes, unseenInValue,
  ]
}
