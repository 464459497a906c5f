package import Diagnostics

/// Codes about the manifest's shape.
extension DiagnosticCode {
  package static let notAMapping = DiagnosticCode(
    "R0201",
    title: "the file is not a mapping",
    explanation: "A manifest is a mapping with `contacts` and the other sections as its keys.",
    example: "- email: jane@example.com",
    repair: "Put the contacts under `contacts:`."
  )

  package static let unknownKey = DiagnosticCode(
    "R0202",
    title: "a key is not known",
    explanation: "Every key has a meaning, so that a misspelt one is found rather than ignored.",
    example: "contact:\n  jane: {email: jane@example.com}",
    repair: "Correct or remove the key."
  )

  package static let unknownField = DiagnosticCode(
    "R0203",
    title: "a contact has an unknown field",
    explanation: """
      Fields have the API's names. What the team registered itself stands under `custom`, so \
      that a misspelt field does not become a new one.
      """,
    example: "contacts:\n  jane: {email: jane@example.com, firstname: Jane}",
    repair: "Correct the name, or move the field under `custom`."
  )

  package static let wrongShape = DiagnosticCode(
    "R0204",
    title: "a value has the wrong shape",
    explanation: "A text, a list or a mapping stands where another of the three belongs.",
    example: "contacts:\n  jane: jane@example.com",
    repair: "Write the value as the hint shows it."
  )

  package static let wrongVersion = DiagnosticCode(
    "R0205",
    title: "the version is not known",
    explanation: "`version` says which language the manifest is written in. 1 is the only one.",
    example: "version: 2",
    repair: "Write `version: 1`, or leave it out."
  )

  package static let settingsTwice = DiagnosticCode(
    "R0206",
    title: "settings stand in two files",
    explanation: """
      What becomes of removed contacts and how much a plan may change is decided in one place.
      """,
    example: "settings: {onRemove: delete}",
    repair: "Move the settings into one file."
  )

  package static let wrongSetting = DiagnosticCode(
    "R0207",
    title: "a setting has an unknown value",
    explanation: "`onRemove` is `forget`, which leaves the contact in the CRM, or `delete`.",
    example: "settings: {onRemove: remove}",
    repair: "Write one of the values that the message names."
  )

  package static let wrongLimit = DiagnosticCode(
    "R0208",
    title: "a limit is neither a count nor a share",
    explanation: """
      A limit is a whole number of contacts, such as `5`, or a share of the managed ones, such \
      as `30%`.
      """,
    example: "settings: {limits: {update: lots}}",
    repair: "Write a count or a percentage."
  )

  package static let wrongFieldType = DiagnosticCode(
    "R0209",
    title: "a custom field has an unknown type",
    explanation: """
      The types are those of the CRM's field registry: text, number, boolean, datetime, date and \
      phone.
      """,
    example: "fields: {tier: string}",
    repair: "Write one of these types."
  )

  package static let fieldTypesDiffer = DiagnosticCode(
    "R0210",
    title: "a custom field is declared with two types",
    explanation: """
      One field has one type in the CRM. Declaring it again with the same type is fine.
      """,
    example: "fields: {tier: text}",
    repair: "Remove one of the two, or make them agree."
  )

  package static let customIsField = DiagnosticCode(
    "R0211",
    title: "a custom field has an API field's name",
    explanation: "The API would take the value for its own field.",
    example: "contacts:\n  jane: {email: jane@example.com, custom: {firstName: Jane}}",
    repair: "Write the field directly under the contact."
  )

  package static let undeclaredField = DiagnosticCode(
    "R0212",
    title: "a custom field is not declared",
    explanation: """
      Where `fields` declares custom fields, it declares all of them, so that a misspelt one is \
      found before the CRM drops it. `ignore` names them, too.
      """,
    example: """
      fields: {tier: text}
      contacts:
        jane: {email: jane@example.com, custom: {teir: gold}}
      """,
    repair: "Correct the name, or declare the field under `fields`."
  )

  package static let identifierInDefaults = DiagnosticCode(
    "R0213",
    title: "defaults hold an identifier",
    explanation: """
      An identifier belongs to one contact; as a default it would make all contacts of the file \
      one person.
      """,
    example: "defaults: {email: team@example.com}",
    repair: "Move it to the contact that it identifies."
  )

  package static let wrongContactKey = DiagnosticCode(
    "R0214",
    title: "a contact's key cannot be an address",
    explanation: """
      A key is 1 to 256 bytes of text without control characters or white space around it.
      """,
    example: "contacts:\n  \"\": {email: jane@example.com}",
    repair: "Choose another key."
  )

  package static let wrongName = DiagnosticCode(
    "R0215",
    title: "a name cannot be used",
    explanation: """
      Names of companies and custom fields are 1 to 256 bytes of text without control characters \
      or white space around them.
      """,
    example: "fields: {\"\": text}",
    repair: "Choose another name."
  )

  package static let unseenIndentation = DiagnosticCode(
    "R0220",
    title: "a key begins with what only looks like its indentation",
    explanation: """
      No-break spaces and characters without a width do not indent: YAML takes them for a part of the key.
      """,
    example: #"""
      $ printf 'contacts:\n  jane:\n\302\240\302\240email: jane@example.com\n' | roster validate -
      """#,
    repair: "Replace them with ordinary spaces."
  )

  package static let unseenInKey = DiagnosticCode(
    "R0221",
    title: "a key or a name holds a character that cannot be seen",
    explanation: """
      A key is the contact's name in plans, in the state and on the command line. With a no-break space or a \
      character without a width in it, nobody can type it, and it looks like another key that is not the same.
      """,
    example: #"""
      $ printf 'contacts: {ja\342\200\213ne: {email: jane@example.com}}' | roster validate -
      """#,
    repair: "Write the key anew. In the state, `roster state mv` gives the contact its new name."
  )

  /// All codes about the manifest's shape.
  static let manifestShapeCodes: [DiagnosticCode] = [
    notAMapping, unknownKey, unknownField, wrongShape, wrongVersion, settingsTwice, wrongSetting,
    wrongLimit, wrongFieldType, fieldTypesDiffer, customIsField, undeclaredField,
    identifierInDefaults, wrongContactKey, wrongName, unseenIndentation, unseenInKey,
  ]
}
