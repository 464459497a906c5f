package import Diagnostics

extension DiagnosticCode {
  package static let unknownOwner = DiagnosticCode(
    "R3101",
    title: "The owner is not a member of the team",
    explanation: """
      `contactOwner` must be the user id or the email address of a member of the team that the API key \
      belongs to. The API ignores any other value without a word, so the contact would get another owner \
      than the one asked for.
      """,
    example: "contacts:\n  jane@example.com: {contactOwner: nobody@example.com}",
    repair: "Correct the value, invite the person to the team, or remove `contactOwner`."
  )
  package static let unregisteredField = DiagnosticCode(
    "R3102",
    title: "The custom field is not registered in the CRM",
    explanation: """
      A custom field must be registered in the team's CRM before contacts can have it. The API drops \
      values of fields that it does not know.
      """,
    example: "contacts:\n  jane@example.com: {custom: {teir: gold}}",
    repair: "Correct the name, or create the field in the CRM's settings first."
  )
  package static let fieldTypeDiffers = DiagnosticCode(
    "R3103",
    title: "The custom field has another type in the CRM",
    explanation: """
      The type that the manifest gives a custom field, or that its value implies, is not the type that \
      the CRM has registered for it.
      """,
    example: "fields:\n  score: text   # the CRM says number",
    repair: "Change the type under `fields` to the CRM's."
  )
  package static let missingCompany = DiagnosticCode(
    "R3104",
    title: "The CRM does not have the company",
    explanation: """
      Contacts can be linked to companies that exist already. The API takes the contact all the same, \
      without the link; roster reports it and tries again at each apply until the company exists.
      """,
    example: "companies:\n  acme: {domain: no-such-company.example}",
    repair: "Create the company in the CRM, or correct its domain or id."
  )
  package static let checkSkipped = DiagnosticCode(
    "R3105",
    title: "The service does not offer what a check needs",
    explanation: """
      Before the first write roster reads the team, the registered fields and the companies. The service \
      answered that it does not have one of these, so the values that depend on it are not checked beforehand.
      """,
    example: #"""
      $ echo 'contacts: {jane@example.com: {companyDomain: acme.example}}' > roster.yaml
      $ echo 'rules: [{path: /companies, status: 402, text: no}]' > faults.yaml
      $ roster serve --faults faults.yaml --rate-limit off &
      $ LEMLIST_API_KEY=any roster apply --endpoint http://localhost:8080/api --auto-approve
      """#,
    repair:
      "Nothing, if the service is known to lack it; each answer is still compared with what was asked."
  )
  package static let otherTeam = DiagnosticCode(
    "R3106",
    title: "The API key belongs to another team",
    explanation: """
      A state file belongs to one team. Applying it with another team's key would create every contact \
      a second time, in the wrong place.
      """,
    example: #"""
      $ LEMLIST_API_KEY=$KEY_OF_ANOTHER_TEAM roster apply --auto-approve
      """#,
    repair: "Use the key of the state's team, or another state file with --state."
  )
  package static let stoppedByFailures = DiagnosticCode(
    "R3107",
    title: "Too many failures in a row",
    explanation: """
      So many requests failed one after the other that the run was stopped: the rest would most likely \
      have failed too.
      """,
    example: #"""
      $ echo 'rules: [{path: /contacts, method: POST, status: 400, text: no}]' > faults.yaml
      $ roster serve --faults faults.yaml --rate-limit off &
      $ LEMLIST_API_KEY=any roster apply --endpoint http://localhost:8080/api --auto-approve --max-failures 1 --parallelism 1
      """#,
    repair:
      "Read the failures above; raise the limit with --max-failures, or lift it with --max-failures 0."
  )
  package static let waitsForOther = DiagnosticCode(
    "R3108",
    title: "A contact waits for another one",
    explanation: """
      The contact gets a key or an identifier that another contact gives up in the same plan, and that one \
      failed, was not attempted, or kept it in the CRM. Sent all the same, one person's values would end on the \
      other's contact, or the record of it would be lost.
      """,
    example: #"""
      contacts:
        jane: {email: jane.doe@example.com}   # was jane@example.com; failed
        new: {email: jane@example.com}
      """#,
    repair: "Repair what holds the other contact up, and apply again."
  )
  package static let notRecorded = DiagnosticCode(
    "R3109",
    title: "The outcome could not be recorded",
    explanation: """
      The CRM took the request, and then writing the journal failed. The run stops, so that no more \
      outcomes are lost. The next apply sends the request again, which changes nothing in the CRM.
      """,
    example: #"""
      $ roster apply --auto-approve   # on a disk that fills up meanwhile
      """#,
    repair: "Repair the cause, such as a full disk, and apply again."
  )
  package static let answerAboutAnother = DiagnosticCode(
    "R3120",
    title: "The answer is about another contact",
    explanation: """
      The service answered a request with a contact that has other identifiers than those that were sent. \
      Its id is not recorded, because the next change would be written over that contact. The contact that \
      was meant stays as the state had it, and the next apply sends it again by its own identifiers.
      """,
    example: #"""
      $ roster apply --auto-approve   # through a proxy that mixes answers up
      """#,
    repair: """
      Look both contacts up in the CRM. If the service merged them, declare one contact for both; otherwise \
      apply again, and tell the provider when the answers stay wrong.
      """
  )
  package static let answerOfAnotherTeam = DiagnosticCode(
    "R3121",
    title: "The answer is about another team's contact",
    explanation: """
      A state belongs to one team. The service answered a request with a contact of another team, so the \
      run stops before more is written there. Nothing is recorded of the answer.
      """,
    example: #"""
      $ roster apply --auto-approve   # while somebody gives the API key to another team
      """#,
    repair: "Use a key of the state's team, or another state with `--state FILE`."
  )
  package static let stalePlan = DiagnosticCode(
    "R5010",
    title: "The saved plan is out of date",
    explanation: """
      The state has changed since the plan was made, so the plan may undo or repeat what was done since.
      """,
    example: #"""
      $ roster plan --sandbox --out plan.json
      $ roster apply --sandbox --auto-approve
      $ roster apply --sandbox plan.json
      """#,
    repair: "Make a new plan with `roster plan --out FILE` and review it."
  )
  package static let planElsewhere = DiagnosticCode(
    "R5011",
    title: "The saved plan is for another state or endpoint",
    explanation:
      "A plan can be applied only where it was made: to its own state and its own endpoint.",
    example: #"""
      $ roster plan --sandbox --out plan.json
      $ LEMLIST_API_KEY=any roster apply --endpoint https://crm.example.com/api plan.json
      """#,
    repair: "Give the --state and --endpoint that the plan was made with, or make a new plan."
  )
  package static let planUnfounded = DiagnosticCode(
    "R5040",
    title: "The saved plan does not follow from its manifest and the state",
    explanation: """
      A saved plan is data from outside. Before it is applied, roster plans again from the manifest that it \
      names and the state, and every change must come out the same: address, action, id, values, request. A \
      plan that says anything else is refused, even if its own digest is right: somebody edited it, or the \
      manifest asks for something else by now.
      """,
    example: #"""
      $ sed -i 's/ctc_[0-9A-Za-z]*/ctc_Somebody/g' plan.json   # and a digest made anew
      $ roster apply plan.json
      """#,
    repair: "Make a new plan with `roster plan --out FILE`, and review it."
  )

  /// Those that this module declares.
  package static let applyingCodes: [DiagnosticCode] = [
    unknownOwner, unregisteredField, fieldTypeDiffers, missingCompany, checkSkipped, otherTeam,
    stoppedByFailures, waitsForOther, notRecorded, answerAboutAnother, answerOfAnotherTeam,
    stalePlan, planElsewhere, planUnfounded,
  ]
}
