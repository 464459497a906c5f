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
      A saved plan is applied as it was reviewed, or not at all. Comments and layout of its manifest may have \
      changed since. A plan that would come out otherwise by now is refused.
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

  static let outputReplaces = DiagnosticCode(
    "R0010",
    title: "An output would replace something else",
    explanation: """
      `--out` and `--report` write over what is there, and that is a manifest of this run, the state or a file \
      beside it, the sandbox's database, the file of the key, or another output. Files are compared by what they \
      are, not by how their paths are spelled. Nothing was done.
      """,
    example: #"""
      $ roster plan --sandbox --report markdown=roster.yaml
      """#,
    repair: "Name another file."
  )

  static let outputUnwritable = DiagnosticCode(
    "R0011",
    title: "Standard output could not be written",
    explanation: """
      The disk is full, a limit was reached, or standard output is closed: what was printed is cut off. Only a \
      reader that stops reading, such as `head`, is no error. `apply` sends nothing when it cannot show the plan.
      """,
    example: #"""
      $ roster validate > /dev/full
      """#,
    repair: "Make room, or let standard output lead to something that can be written."
  )

  static let reportUnwritten = DiagnosticCode(
    "R0012",
    title: "All was applied, and a report could not be written",
    explanation: """
      Every change was sent, answered and recorded in the state; then a report, the step summary or standard output \
      could not be written, as the error before this one says. `apply` exits with 4.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve --report json=/dev/full
      """#,
    repair: "Make room for the report. Nothing has to be applied again."
  )

  static let folderNotRead = DiagnosticCode(
    "R0013",
    title: "The folder contacts is not read",
    explanation: """
      Without a path, `roster.yaml` is read, and the folder `contacts` beside it as well where `roster.yaml` has \
      settings and the like but no `contacts` itself. Here it has both.
      """,
    example: #"""
      $ mkdir contacts
      $ echo 'contacts: {ada@example.com: {}}' > contacts/ada.yaml
      $ roster validate
      """#,
    repair: "Name both, or put everybody into one of the two."
  )

  static let sandboxMissing = DiagnosticCode(
    "R0014",
    title: "The sandbox that the state belongs to is not here",
    explanation: """
      With `--sandbox` the CRM is a file beside the state, `.roster/sandbox.sqlite`. A clone or a copy that has the \
      state but not that file would meet an empty CRM, in which none of the state's contacts are. `pull --sandbox` \
      needs that file, too.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ rm -r .roster
      $ roster drift --sandbox
      """#,
    repair: "Put the database back, or begin anew with another `--state`."
  )

  static let planStateMissing = DiagnosticCode(
    "R0015",
    title: "The state of a saved plan is not found",
    explanation: """
      A saved plan says where its state is, seen from its own folder, so that it can be applied from anywhere. It was \
      moved without the rest of its folder, or the state is gone.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ roster plan --sandbox --out plan.json
      $ mkdir elsewhere && mv plan.json elsewhere && cd elsewhere
      $ roster apply plan.json
      """#,
    repair: "Apply it from the folder in which it was made, or name the state with `--state`."
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

  static let planManifestMissing = DiagnosticCode(
    "R0021",
    title: "The manifest of a saved plan cannot be read",
    explanation: """
      A saved plan is data from outside. Before it is applied, roster plans again from the manifest that it was made \
      from, and compares the two. That manifest is not where the plan says, is a link that leads out of its folder, or \
      has errors by now.
      """,
    example: #"""
      $ roster plan --sandbox --out plan.json
      $ rm roster.yaml
      $ roster apply --sandbox plan.json
      """#,
    repair: "Apply the plan where its manifest is, such as in a checkout of the same commit."
  )

  static let settingsNotRead = DiagnosticCode(
    "R0050",
    title: "Settings beside the manifest are not read",
    explanation: """
      Manifests were given, and a `roster.yaml` where their state belongs was not. It is read with them where it has \
      settings and the like but no contacts. This one has contacts of its own, so it is not read, and its settings \
      or types of custom fields would be missing: limits would not hold, and contacts would be forgotten instead of \
      deleted. Where it is only in a folder above, this is a warning.
      """,
    example: #"""
      $ echo 'settings: {limits: {create: 10%}}' >> roster.yaml
      $ mkdir contacts
      $ echo 'contacts: {ada@example.com: {}}' > contacts/ada.yaml
      $ roster plan --sandbox contacts
      """#,
    repair: "Give both, or write `settings: {}` into a file that is given when it is on its own."
  )

  static let removedUnread = DiagnosticCode(
    "R0051",
    title: "a contact would be removed whose manifest was not read",
    explanation: """
      A state belongs to all manifests in its place: `roster.yaml`, the folder `contacts`, and the files beside one that \
      is named, but for folders with a state or a repository of their own. With a state that is named, only `roster.yaml` \
      and `contacts` count. Contacts of the state that none of the manifests read declare are removed. Here some of them \
      are declared, by key or by identifier, in a file that stands there and was not read. Where such a file cannot be \
      read to its end, this is a warning.
      """,
    example: #"""
      $ mkdir contacts
      $ echo 'contacts: {ada@example.com: {}}' > contacts/ada.yaml
      $ echo 'contacts: {bob@example.com: {}}' > contacts/bob.yaml
      $ roster apply --sandbox --auto-approve contacts
      $ roster plan --sandbox contacts/ada.yaml
      """#,
    repair: """
      Give all manifests, or the folder. To plan for some contacts alone, add `--only ADDRESS`. Take files out of the \
      folder that declare these people no more.
      """
  )

  static let commandLineCodes: [DiagnosticCode] = [
    noManifest, noKey, noApproval, unreadableFile, unknownCode, unknownAddress,
    manifestChanged, addressTaken, fileExists, outputReplaces, outputUnwritable, reportUnwritten,
    folderNotRead, sandboxMissing, planStateMissing, planPathForeign,
    planManifestMissing, settingsNotRead, removedUnread,
  ]
}
