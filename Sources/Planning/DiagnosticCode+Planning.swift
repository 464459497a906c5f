package import Diagnostics

extension DiagnosticCode {
  package static let changeLimitExceeded = DiagnosticCode(
    "R1001",
    title: "the plan changes more contacts than a limit allows",
    explanation: """
      A plan may create, update or forget only so many contacts as `settings.limits` or a flag says: a \
      count, or a share of the contacts in the state, rounded down: `0%` means none, and 30% of 3 \
      contacts is none, too. Only a first apply, with no contact in the state yet, may create contacts \
      under any other share. The plan is shown whole, and nothing is applied.
      """,
    example: "settings:\n  limits: {update: 30%}",
    repair: """
      Look through the plan: a wrong merge or a wrong default often shows here. If it is what you mean, \
      raise the limit for this run with the flag that the message names, or raise it in the manifest.
      """
  )
  package static let deleteLimitExceeded = DiagnosticCode(
    "R1002",
    title: "the plan deletes more contacts than is allowed",
    explanation: """
      With `onRemove: delete`, contacts that are no longer declared are deleted in the CRM, with their \
      leads, opportunities, conversations and activities. That needs an explicit limit; the default is 0.
      """,
    example: "settings:\n  onRemove: delete",
    repair: """
      Look through the plan. If the contacts are to go, set `settings.limits.delete` or give \
      `--max-deletes` with the number that the message names; with `onRemove: forget` they stay in the CRM.
      """
  )
  package static let emptyManifest = DiagnosticCode(
    "R1003",
    title: "the manifest is empty and the state is not",
    explanation: """
      Without contacts in the manifest, every contact of the state would be forgotten or deleted. A wrong \
      path or folder is the usual cause.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ echo 'contacts: {}' > roster.yaml
      $ roster plan --sandbox
      """#,
    repair: "Check the path that roster read. If every contact is to go, give `--allow-empty`."
  )
  package static let endpointDiffers = DiagnosticCode(
    "R1004",
    title: "the state belongs to another endpoint",
    explanation: """
      A state records contacts of one CRM at one endpoint. Its ids mean nothing elsewhere, and applying it \
      there would create every contact again or change strangers.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ roster plan --endpoint https://crm.example.com/api
      """#,
    repair: """
      Give the endpoint that the state belongs to (`--endpoint`, `ROSTER_ENDPOINT`, or `--sandbox`), or \
      keep a state for each endpoint with `--state`.
      """
  )
  package static let sourceIsCreationOnly = DiagnosticCode(
    "R1005",
    title: "source of an existing contact cannot change",
    explanation: """
      The API takes `source` when a contact is created and ignores it ever after, so another value in the \
      manifest changes nothing.
      """,
    example: #"""
      $ echo 'contacts: {jane@example.com: {source: web}}' > roster.yaml
      $ roster apply --sandbox --auto-approve
      $ echo 'contacts: {jane@example.com: {source: fair}}' > roster.yaml
      $ roster plan --sandbox
      """#,
    repair: "Set `source` back to what the contact was created with, or remove it."
  )
  package static let patternMatchesNothing = DiagnosticCode(
    "R1007",
    title: "a pattern matches no contact",
    explanation: """
      A pattern of `--only` or `--exclude` matches no address of manifest or state, or the patterns together leave no \
      contact: what `--only` takes in, `--exclude` leaves out.
      """,
    example: "roster plan --only 'jnae-*'",
    repair:
      "Check its spelling: patterns are over whole keys, and case counts. `--exclude` wins over `--only`."
  )
  package static let sharedContactKept = DiagnosticCode(
    "R1009",
    title: "a contact is forgotten instead of deleted",
    explanation: """
      Two addresses of the state have the same contact in the CRM, and only one of them left the manifest. \
      Deleting it would take the other one's contact away.
      """,
    example: #"""
      contacts:
        jane: {email: jane@example.com}   # jane-2, the same contact in the CRM, is gone
      """#,
    repair: "Nothing needs doing: the address that is still declared keeps the contact."
  )

  package static let protectedContact = DiagnosticCode(
    "R1010",
    title: "a protected contact would be removed or become another person",
    explanation: """
      A contact with `protect: true` is neither forgotten nor deleted nor re-identified. What counts is the \
      state, so lifting the protection is a change of its own, reviewed and applied before the other.
      """,
    example: "contacts:\n  jane-smith: {email: jane.smith@example.com, protect: true}",
    repair: """
      Put the contact back as it was. If the change is meant, first apply one that only removes \
      `protect: true`, then this one.
      """
  )

  /// All codes of planning, in order.
  package static let planningCodes: [DiagnosticCode] = [
    changeLimitExceeded, deleteLimitExceeded, emptyManifest, endpointDiffers, sourceIsCreationOnly,
    identifiersContradict, patternMatchesNothing, renameFilteredOut, sharedContactKept,
    protectedContact,
    identifiersExchanged, identifierCycle, dependencyFilteredOut, contactsAreOne, createdAgain,
    createdAgainUnasked,
  ]
}
