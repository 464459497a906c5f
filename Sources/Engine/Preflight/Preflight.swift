package import Diagnostics
package import Model
package import Planning

/// Reads what the plan depends on from the service, in few requests, before the first write.
package enum Preflight {
  package struct Result: Sendable {
    package let facts: CRMFacts
    /// Errors stop the run before the first write; sorted by place.
    package let diagnostics: [Diagnostic]
  }

  /// Reads the team always, and, with `checksValues`, the fields and companies that the plan's
  /// requests use.
  ///
  /// A service that lacks one of these (404, 402) skips that check with a warning.
  ///
  /// - Throws: `CRMError` when the service refuses the key or cannot be reached.
  package static func run(
    _ plan: Plan,
    prior: PriorState,
    crm: any CRM,
    checksValues: Bool
  ) async throws(CRMError) -> Result {
    let needs = PreflightNeeds(plan)
    var diagnostics: [Diagnostic] = []
    let team = try await optional("the team", &diagnostics) { () async throws(CRMError) in
      try await crm.readTeam()
    }
    if let problem = teamProblem(team, plan, prior) { diagnostics.append(problem) }
    guard checksValues, !diagnostics.containsError else {
      return Result(
        facts: CRMFacts(team: team, companies: []),
        diagnostics: diagnostics.sorted()
      )
    }
    if let team { diagnostics += ownerProblems(needs, CRMFacts(team: team, companies: [])) }
    if !needs.customFields.isEmpty {
      let fields = try await optional("the custom fields", &diagnostics) {
        () async throws(CRMError) in try await crm.readFields(of: .contact)
      }
      if let fields { diagnostics += fieldProblems(needs, fields) }
    }
    var companies: [RemoteCompany]?
    if !needs.companies.isEmpty {
      companies = try await optional("the companies", &diagnostics) {
        () async throws(CRMError) in
        try await crm.readCompanies(needs.companies.map(\.value))
      }
    }
    let facts = CRMFacts(team: team, companies: companies ?? [])
    if companies != nil { diagnostics += companyProblems(needs, facts) }
    return Result(facts: facts, diagnostics: diagnostics.sorted())
  }

  private static func optional<Value>(
    _ what: String,
    _ diagnostics: inout [Diagnostic],
    _ read: () async throws(CRMError) -> Value
  ) async throws(CRMError) -> Value? {
    do throws(CRMError) {
      return try await read()
    } catch {
      guard error.meaning == .notOffered else { throw error }
      diagnostics.append(
        Diagnostic(
          .warning,
          .checkSkipped,
          "The service does not offer to read \(what), so this was not checked beforehand.",
          detail: error.message
        )
      )
      return nil
    }
  }

  private static func teamProblem(_ team: Team?, _ plan: Plan, _ prior: PriorState) -> Diagnostic? {
    guard let team, let expected = prior.team ?? plan.basis.team else { return nil }
    return teamProblem(team, expected: expected, endpoint: plan.basis.endpoint)
  }

  /// What is wrong with a key of that team, where a state belongs to a team.
  static func teamProblem(_ team: Team, expected: TeamID, endpoint: String?) -> Diagnostic? {
    guard team.id != expected else { return nil }
    if endpoint == PlanOptions.sandbox {
      return Diagnostic(
        .error,
        .otherTeam,
        "This sandbox is not the state's: its team is \(team.id), and the state belongs to team "
          + "\(expected).",
        detail: "Nothing was sent. A sandbox is a file beside the state, .roster/sandbox.sqlite, "
          + "and missing from a clone or copy that has the state alone.",
        hint: "Put the state's sandbox back, or begin anew with a state of its own:\n"
          + "  --state new.state.jsonl"
      )
    }
    return Diagnostic(
      .error,
      .otherTeam,
      "The API key belongs to team \(team.id), and the state belongs to team \(expected).",
      detail: "Nothing was sent.",
      hint: "Use the key of team \(expected), or another state file with --state."
    )
  }

  /// What is said of a contact that the service read from another team than the key's.
  package static func strangerProblem(_ contact: RemoteContact, _ team: TeamID) -> Diagnostic {
    Diagnostic(
      .error,
      .answerOfAnotherTeam,
      "The service answered with \(contact.id), a contact of the team \(contact.team?.rawValue ?? ""); "
        + "the API key belongs to the team \(team).",
      detail: "Nothing was written.",
      hint: "Find out which team the API key belongs to."
    )
  }

  private static func ownerProblems(
    _ needs: PreflightNeeds,
    _ facts: CRMFacts
  ) -> [Diagnostic] {
    guard facts.knowsMembers else { return [] }
    return needs.owners.filter { facts.user($0.value) == nil }.map { use in
      Diagnostic(
        .error,
        .unknownOwner,
        "The owner \(use.value) is not a member of the team\(use.others).",
        detail: "The API would ignore it without a word, and the contact would get another owner.",
        address: use.address.description,
        location: use.location,
        hint: "Correct contactOwner, or invite the person to the team."
      )
    }
  }

  private static func fieldProblems(
    _ needs: PreflightNeeds,
    _ fields: [RegisteredField]
  ) -> [Diagnostic] {
    let types = Dictionary(fields.map { ($0.name, $0.typeName) }) { first, _ in first }
    return needs.customFields.compactMap { use -> Diagnostic? in
      guard let registered = types[use.value] else {
        let near = Suggestion.nearest(to: use.value, among: fields.map(\.name))
        return Diagnostic(
          .error,
          .unregisteredField,
          "The custom field \(use.value) is not registered in the team's CRM\(use.others).",
          detail: "The API would drop its values.",
          address: use.address.description,
          location: use.location,
          hint: (near.map { "Did you mean \($0)? Otherwise create" } ?? "Create")
            + " the field in the CRM's settings first."
        )
      }
      guard let declared = use.declaredType, declared.rawValue != registered else { return nil }
      return Diagnostic(
        .error,
        .fieldTypeDiffers,
        "The custom field \(use.value) is of type \(declared.rawValue) here and \(registered) in the CRM.",
        location: use.declaration ?? use.location,
        hint: "Declare it under fields as the CRM has it:\n  \(use.value): \(registered)"
      )
    }
  }

  private static func companyProblems(
    _ needs: PreflightNeeds,
    _ facts: CRMFacts
  ) -> [Diagnostic] {
    needs.companies.filter { use in
      use.field.map { facts.company($0, use.value) == nil } ?? false
    }.map { use in
      Diagnostic(
        .warning,
        .missingCompany,
        "The CRM has no company \(use.value)\(use.others).",
        detail: "The contact is written all the same, without the link.",
        address: use.address.description,
        location: use.location,
        hint: "Create the company in the CRM; the next apply links it."
      )
    }
  }
}
