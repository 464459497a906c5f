package import Diagnostics

/// Codes about the identity of contacts, and about contacts that somebody deleted in the CRM.
extension DiagnosticCode {
  package static let identifiersContradict = DiagnosticCode(
    "R1006",
    title: "identifiers do not say who is who",
    explanation: """
      An identifier in the state stays with its contact, whatever its key is called, unless that contact gives \
      it up for another value in the same plan. Here a declared contact has identifiers of several contacts of \
      the state, or several declared contacts have identifiers of one. roster does not guess: one person's data \
      would end on another's contact.
      """,
    example: #"""
      $ cat > roster.yaml <<END
      contacts:
        a: {email: a@example.com}
        b: {linkedinUrl: https://www.linkedin.com/in/b}
      END
      $ roster apply --sandbox --auto-approve
      $ echo 'contacts: {c: {email: a@example.com, linkedinUrl: linkedin.com/in/b}}' > roster.yaml
      $ roster plan --sandbox
      """#,
    repair: """
      Declare all identifiers of a person in one entry, and one entry a person. If only a key is new, say whose \
      with `roster state mv OLD-ADDRESS NEW-ADDRESS`, then plan again.
      """
  )
  package static let renameFilteredOut = DiagnosticCode(
    "R1008",
    title: "a renamed contact is filtered out under one of its keys",
    explanation: """
      The contact is declared under another key than the state knows it by, and `--only` or `--exclude` leaves \
      one of the two out. A filter narrows a plan and never changes who is who, so the contact is left alone: it \
      is neither created again nor removed. Where `--only` asks for it, that is an error.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ sed -i 's/jane:/new:/' roster.yaml
      $ roster plan --sandbox --only contact.new
      """#,
    repair: "Let the patterns take in both addresses."
  )
  package static let identifiersExchanged = DiagnosticCode(
    "R1030",
    title: "contacts exchange their identifiers",
    explanation: """
      Two or more contacts pass an identifier on to the next in a ring. A person is known by the identifier, not \
      by the key, so each contact of the CRM keeps its identifiers and gets the other values that are declared \
      with them. Where nothing else differs, only keys were swapped, and only the state changes.
      """,
    example: #"""
      $ cat > roster.yaml <<END
      contacts:
        a: {email: one@example.com, firstName: Ada}
        b: {email: two@example.com, firstName: Ben}
      END
      $ roster apply --sandbox --auto-approve
      $ sed -i -e 's/one@/tmp@/' -e 's/two@/one@/' -e 's/tmp@/two@/' roster.yaml
      $ roster plan --sandbox
      """#,
    repair: """
      Nothing needs doing if the other values are what you mean. If the contacts are to exchange their \
      identifiers in the CRM instead, first give one of them another value, apply, then write what each is to \
      have.
      """
  )
  package static let identifierCycle = DiagnosticCode(
    "R1031",
    title: "contacts exchange some identifiers and keep others",
    explanation: """
      Each contact is found by the identifier that it keeps, and is to get one that another contact of the ring \
      has. The CRM lets no two contacts have one identifier, so none of them can begin.
      """,
    example: #"""
      $ cat > roster.yaml <<END
      contacts:
        a: {email: a@example.com, linkedinUrl: https://www.linkedin.com/in/one}
        b: {email: b@example.com, linkedinUrl: https://www.linkedin.com/in/two}
      END
      $ roster apply --sandbox --auto-approve
      $ sed -i -e 's#in/one#in/tmp#' -e 's#in/two#in/one#' -e 's#in/tmp#in/two#' roster.yaml
      $ roster plan --sandbox
      """#,
    repair: """
      Do it in two applies: first give one of the contacts another value, then write what each is to have. Leaving \
      the value out is not enough, as the CRM keeps it.
      """
  )
  package static let dependencyFilteredOut = DiagnosticCode(
    "R1032",
    title: "a contact waits for one that is filtered out",
    explanation: """
      The contact gets an identifier or a key that another contact gives up in the same plan, and `--only` or \
      `--exclude` leaves that other contact out. Sent alone, its values would end on the other's contact in the \
      CRM, so it is left alone, too. Where `--only` asks for it, that is an error.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ cat > roster.yaml <<END
      contacts:
        jane: {email: jane.doe@example.com}
        new: {email: jane@example.com}
        bob: {email: bob@example.com}
      END
      $ roster plan --sandbox --only contact.new
      """#,
    repair: "Let the patterns take in both addresses."
  )
  package static let contactsAreOne = DiagnosticCode(
    "R1033",
    title: "declared contacts are one contact in the CRM",
    explanation: """
      At the last apply the CRM answered for several declared contacts with one of its own: it holds the \
      identifiers of all of them. Whatever is sent for one overwrites the others, so nothing is sent for them.
      """,
    example: "contacts:\n  a: {email: a@example.com}\n  b: {linkedinUrl: linkedin.com/in/a}",
    repair: """
      If they are one person, declare one contact with the identifiers of all. If not, take the identifiers of one \
      off that contact in the CRM, run `roster state rm` with its address, and plan again.
      """
  )
  package static let createdAgain = DiagnosticCode(
    "R1034",
    title: "contacts that were deleted in the CRM would be created again",
    explanation: """
      A plan with `--refresh` found that declared contacts are gone from the CRM: somebody deleted them there, \
      or merged them into others. Or the state went back, as after `git revert`, and a later apply deleted them. The \
      plan creates them again, without their history.
      """,
    example: #"""
      $ roster serve --port 8080 --rate-limit off &
      $ export ROSTER_ENDPOINT=http://localhost:8080/api LEMLIST_API_KEY=any
      $ roster apply --auto-approve
      $ curl -sS -u :any -X DELETE http://localhost:8080/api/contacts/jane@example.com
      $ roster plan --refresh --max-creates 1
      """#,
    repair: """
      If they are to stay away, take them out of the manifest, or leave them out with `--exclude`.
      """
  )
  package static let createdAgainUnasked = DiagnosticCode(
    "R1035",
    title: "no limit allows creating deleted contacts again",
    explanation: """
      A person who was deleted in the CRM may have asked for that, so a plan creates contacts again only under a \
      limit that somebody set for creations: `settings.limits.create` or `--max-creates`. It counts all creations.
      """,
    example: #"""
      $ roster serve --port 8080 --rate-limit off &
      $ export ROSTER_ENDPOINT=http://localhost:8080/api LEMLIST_API_KEY=any
      $ roster apply --auto-approve
      $ curl -sS -u :any -X DELETE http://localhost:8080/api/contacts/jane@example.com
      $ roster plan --refresh
      """#,
    repair: """
      If they are to stay away, take them out of the manifest, or leave them out with `--exclude`. If they are to \
      come back, give `--max-creates` with the number that the message names.
      """
  )
}
