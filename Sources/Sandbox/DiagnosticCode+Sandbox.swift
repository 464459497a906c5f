package import Diagnostics

extension DiagnosticCode {
  package static let sandboxCannotListen = DiagnosticCode(
    "R7001",
    title: "The sandbox cannot listen on its port",
    explanation: "Another program has the port, or the system does not allow it.",
    example: #"""
      $ roster serve --port 8080 &
      $ roster serve --port 8080
      """#,
    repair: "Give another port, or 0 for any free one."
  )
  package static let sandboxCannotOpenDatabase = DiagnosticCode(
    "R7002",
    title: "The sandbox's database cannot be opened",
    explanation: """
      The file or its folder cannot be read and written, or the file is not a database that the sandbox made.
      """,
    example: #"""
      $ echo text > sandbox.sqlite
      $ roster serve --db sandbox.sqlite
      """#,
    repair: "Give another file, or remove this one to begin with an empty CRM."
  )
  package static let sandboxFileShape = DiagnosticCode(
    "R7010",
    title: "A seed or fault file has a value of the wrong shape",
    explanation: "The key takes another kind of value: a list, a mapping, a text or a number.",
    example: "companies: acme.example\n",
    repair: "Write the value as the hint says."
  )
  package static let sandboxFileUnknownKey = DiagnosticCode(
    "R7011",
    title: "A seed or fault file has an unknown key",
    explanation: "The key means nothing here, and is more likely misspelt than meant.",
    example: "user:\n  - {email: sales@example.com}\n",
    repair: "Correct or remove the key."
  )
  package static let sandboxFileMissingKey = DiagnosticCode(
    "R7012",
    title: "A seed or fault file lacks a key",
    explanation: "The entry is of no use without it.",
    example: "fields:\n  - {name: tier}\n",
    repair: "Add the key."
  )
  package static let sandboxFileInvalidValue = DiagnosticCode(
    "R7013",
    title: "A seed or fault file has a value that cannot be",
    explanation: "The value has the right shape, but the sandbox's CRM would never hold it.",
    example: "users:\n  - {email: nobody}\n",
    repair: "Correct the value."
  )
  package static let sandboxFileDuplicate = DiagnosticCode(
    "R7014",
    title: "A seed file has the same thing twice",
    explanation: "Ids, email addresses, domains and field names are unique in a CRM.",
    example: "users:\n  - {email: sales@example.com}\n  - {email: Sales@example.com}\n",
    repair: "Remove one of the two."
  )

  /// All codes of the sandbox.
  package static let sandboxCodes: [DiagnosticCode] = [
    .sandboxCannotListen, .sandboxCannotOpenDatabase, .sandboxFileShape, .sandboxFileUnknownKey,
    .sandboxFileMissingKey, .sandboxFileInvalidValue, .sandboxFileDuplicate,
  ]
}
