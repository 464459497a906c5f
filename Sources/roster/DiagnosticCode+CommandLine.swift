import Diagnostics

extension DiagnosticCode {
  static let noManifest = DiagnosticCode(
    "R0001",
    title: "There is no manifest",
    explanation:
      "No path was given, and the current folder has neither `roster.yaml` nor `contacts/`.",
    example: #"""
      $ mkdir empty && cd empty
      $ roster plan
      """#,
    repair: "Name a manifest, or change into the folder that has it."
  )
  static let noKey = DiagnosticCode(
    "R0002",
    title: "There is no API key",
    explanation: """
      Requests to the CRM need the team's API key. It is read from the environment or a file, never from \
      an argument, where other users of the machine could see it.
      """,
    example: #"""
      $ LEMLIST_API_KEY= roster apply --auto-approve
      """#,
    repair: "Set LEMLIST_API_KEY, or give --api-key-file FILE."
  )
  static let noApproval = DiagnosticCode(
    "R0003",
    title: "Nobody can approve the plan",
    explanation: """
      `apply` asks before it sends, and there is no terminal to ask on. An unattended apply must say that \
      it is meant: with a plan that was reviewed, or with --auto-approve.
      """,
    example: #"""
      $ roster apply --sandbox < /dev/null
      """#,
    repair: "Apply a plan saved by `roster plan --out FILE`, or give --auto-approve."
  )
  static let unreadableFile = DiagnosticCode(
    "R0004",
    title: "A file could not be read or written",
    explanation:
      "The operating system refused to read or write a file that the command line names.",
    example: #"""
      $ roster import gone.csv
      """#,
    repair: "Check the path, its folder and their permissions."
  )
  static let unknownCode = DiagnosticCode(
    "R0005",
    title: "There is no such code",
    explanation: "`roster explain` knows the codes that diagnostics print: R and four digits.",
    example: #"""
      $ roster explain R9999
      """#,
    repair: "Run `roster explain` without a code for the list."
  )
  static let unknownAddress = DiagnosticCode(
    "R0006",
    title: "The state has no such contact",
    explanation: "The address that was named is not in the state file.",
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ roster state rm contact.nobody
      """#,
    repair: "`roster state list` shows the addresses that are."
  )
  static let manifestChanged = DiagnosticCode(
    "R0007",
    title: "The manifest has changed since the plan was made",
    explanation: """
      A saved plan is applied as it was reviewed, whatever the manifest says by now. What was changed in \
      the manifest since is not part of it.
      """,
    example: #"""
      $ roster plan --sandbox --out plan.json
      $ echo '# One more line.' >> roster.yaml
      $ roster apply --sandbox plan.json
      """#,
    repair: "Make a new plan with `roster plan --out FILE` to have the changes in."
  )

  static let addressTaken = DiagnosticCode(
    "R0008",
    title: "The state has that address already",
    explanation: "A contact cannot be moved to an address at which the state records another one.",
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ roster state mv contact.jane contact.bob
      """#,
    repair: "Choose another address, or remove the other contact from the state first."
  )

  static let fileExists = DiagnosticCode(
    "R0009",
    title: "The file exists already",
    explanation:
      "An import writes new files only: comments and layout of a manifest are its authors'.",
    example: #"""
      $ roster import people.csv --out roster.yaml
      """#,
    repair:
      "Name another file, or merge into the folder with --merge-into, which adds a file beside the others."
  )

  static let planPathForeign = DiagnosticCode(
    "R0020",
    title: "The saved plan names a file in another folder",
    explanation: """
      A saved plan says which state and which manifest it was made from. It is data from outside, so it may \
      not choose any file of the machine. Unless --state or ROSTER_STATE names the state, that must be in the \
      current folder, in the plan's, or beside the manifest; the manifest must be below one of these folders. \
      No other file is read, and no lock made elsewhere.
      """,
    example: #"""
      $ mkdir -p /tmp/states
      $ roster plan --sandbox --state /tmp/states/crm.jsonl --out plan.json
      $ roster apply --sandbox plan.json
      """#,
    repair: "Name the state with --state, and apply the plan from the manifest's folder."
  )

  static let commandLineCodes: [DiagnosticCode] = [
    noManifest, noKey, noApproval, unreadableFile, unknownCode, unknownAddress,
    manifestChanged, addressTaken, fileExists, planPathForeign,
  ]
}
