import Engine
import Diagnostics
import Model
import Planning
import TestSupport
import Testing

@Suite struct PlanGuardTests {
  private func plan(lineage: String? = "l", serial: Int = 3, team: String? = "tea_1") -> Plan {
    Plan(
      basis: Plan.Basis(
        lineage: lineage.map { Lineage($0) },
        serial: Serial(serial),
        endpoint: "https://api.example.com",
        team: team.map { TeamID($0) },
        files: []
      ),
      changes: [],
      unchanged: 0
    )
  }

  private func prior(lineage: String? = "l", serial: Int = 3, team: String? = "tea_1") -> PriorState
  {
    PriorState(
      lineage: lineage.map { Lineage($0) },
      serial: Serial(serial),
      endpoint: "https://api.example.com",
      team: team.map { TeamID($0) },
      contacts: []
    )
  }

  private func codes(
    _ plan: Plan,
    _ prior: PriorState,
    endpoint: String = "https://api.example.com"
  ) -> [String] {
    PlanGuard.problems(plan, prior: prior, endpoint: endpoint, planFile: "p.json").map(
      \.code.id
    )
  }

  @Test func `a plan goes where it was made`() {
    #expect(codes(plan(), prior()).isEmpty)
    #expect(codes(plan(lineage: nil, serial: 0, team: nil), .empty).isEmpty)
  }

  @Test func `a plan whose state moved on names both serials`() throws {
    let problems = PlanGuard.problems(
      plan(),
      prior: prior(serial: 5),
      endpoint: "https://api.example.com",
      planFile: "p.json"
    )
    let problem = try #require(problems.first)
    #expect(problem.code.id == "R5010")
    #expect(problem.message.contains("serial 3") && problem.message.contains("serial 5"))
    expectGolden(problems, "plan-out-of-date")
  }

  @Test func `a plan made before there was a state is refused once there is one`() {
    #expect(codes(plan(lineage: nil, serial: 0, team: nil), prior(serial: 1)) == ["R5010"])
  }

  @Test func `what does not follow is said with each address, and many are counted`() throws {
    let changes = try (10..<25).map { index in
      Change(
        address: try #require(Address(key: "k\(index)")),
        action: .forget,
        contactID: ContactID("ctc_\(index)"),
        before: Attributes()
      )
    }
    let forged = Plan(basis: plan().basis, changes: changes, unchanged: 0)
    let problems = try PlanGuard.differences(
      forged,
      from: DesiredState(files: [], contacts: [DesiredContact]()),
      prior: prior(),
      options: PlanOptions(endpoint: "https://api.example.com"),
      planFile: "p.json"
    )
    #expect(Set(problems.map(\.code.id)) == ["R5040"] && problems.count == 11)
    expectGolden(problems, "plan-unfounded")
  }

  @Test(arguments: [false, true])
  func `what a plan says of the CRM does not make one person of two`(isEdited: Bool) throws {
    let bob = try #require(Address(key: "bob"))
    let zoe = try #require(Address(key: "zoe"))
    let before = Attributes([
      (.field(.email), .string("bob@example.com")), (.field(.firstName), .string("Bob")),
    ])
    let after = Attributes([
      (.field(.email), .string("zoe@example.com")), (.field(.firstName), .string("Zoe")),
    ])
    let prior = PriorState(
      lineage: Lineage("l"),
      serial: Serial(3),
      endpoint: "https://api.example.com",
      team: TeamID("tea_1"),
      contacts: [PriorContact(address: bob, id: ContactID("ctc_bob"), attributes: before)]
    )
    let desired = DesiredState(
      files: [.init(path: "roster.yaml", sha256: "")],
      contacts: [
        DesiredContact(
          address: zoe,
          attributes: after,
          position: SourcePosition(file: 0, line: 1, column: 1)
        )
      ]
    )
    let options = PlanOptions(endpoint: "https://api.example.com")
    let field = Drift.Field(
      key: .field(.email),
      applied: .string("bob@example.com"),
      held: .string("zoe@example.com")
    )
    var plan = try Planner.plan(
      desired: desired,
      prior: prior,
      options: options,
      drift: [Drift(address: bob, id: ContactID("ctc_bob"), fields: [field])]
    )
    let change = try #require(plan.changes.first)
    #expect(change.previousAddress == bob && change.contactID == ContactID("ctc_bob"))
    if isEdited {
      let held = before.setting(.field(.email), to: .string("zoe@example.com"))
      let request = ContactUpsert(id: change.contactID, attributes: after)
      let forged = Change(
        address: zoe,
        previousAddress: bob,
        action: .reidentify,
        contactID: change.contactID,
        before: held,
        after: after,
        changedKeys: [.field(.firstName)],
        request: .upsert(request),
        location: change.location,
        keyLocations: change.keyLocations
      )
      plan = Plan(basis: plan.basis, changes: [forged], unchanged: 0)
    }
    let problems = try PlanGuard.differences(
      plan,
      from: desired,
      prior: prior,
      options: options,
      planFile: "p.json"
    )
    #expect(problems.map(\.code.id).first == "R5040", "\(render(problems))")
  }

  @Test func `another lineage, endpoint or team is another place`() {
    #expect(codes(plan(), prior(lineage: "other")) == ["R5011"])
    #expect(codes(plan(), prior(team: "tea_2")) == ["R5011"])
    #expect(codes(plan(), prior(), endpoint: "sandbox") == ["R5011"])
    #expect(codes(plan(), .empty) == ["R5011"])
    let elsewhere = [
      (prior(lineage: "other"), "https://api.example.com"),
      (prior(team: "tea_2"), "https://api.example.com"), (prior(), "sandbox"),
      (.empty, "https://api.example.com"),
    ].flatMap { prior, endpoint in
      PlanGuard.problems(plan(), prior: prior, endpoint: endpoint, planFile: "p.json")
    }
    expectGolden(elsewhere, "plan-elsewhere")
  }
}

/// Plans that were made honestly follow from their manifest and state.
@Suite struct HonestPlanTests {
  @Test(arguments: 0..<300) func `a plan that was made from the state is not refused`(seed: Int)
    throws
  {
    var random = RandomRoster(seed: UInt64(seed))
    let first = random.desired(count: seed % 50, policy: seed % 2 == 0 ? .forget : .delete)
    let prior = random.prior(of: first, findingOneIn: 4)
    let desired = random.edited(first, edits: 30)
    var options = PlanOptions(endpoint: "http://127.0.0.1:8080/api")
    if seed % 5 == 0 { options.exclude = ["*1*", "none"].compactMap { AddressPattern($0) } }
    let plan = try Planner.plan(
      desired: desired,
      prior: prior,
      options: options,
      drift: try seed % 3 == 0 ? drift(of: prior, declared: desired) : []
    )
    let problems = try PlanGuard.differences(
      plan,
      from: desired,
      prior: prior,
      options: PlanOptions(endpoint: options.endpoint),
      planFile: "p.json"
    )
    #expect(problems.isEmpty || plan.isErrored, "\(render(problems))")
  }

  /// Every second contact was changed in the CRM, some to what is declared by now, and every seventh is gone.
  private func drift(of prior: PriorState, declared: DesiredState) throws -> [Drift] {
    let declared = Dictionary(uniqueKeysWithValues: declared.contacts.map { ($0.address, $0) })
    return try prior.contacts.all().enumerated().compactMap { index, contact in
      if index % 7 == 0 { return Drift(address: contact.address, id: contact.id, fields: nil) }
      let keys = contact.attributes.keys
      guard index % 2 == 0, !keys.isEmpty else { return nil }
      let key = keys[index % keys.count]
      guard let applied = contact.attributes[key] else { return nil }
      let held: AttributeValue? =
        switch index % 3 {
        case 0: .string("held-\(index)")
        case 1: declared[contact.address]?.attributes[key]
        default: nil
        }
      guard held != applied else { return nil }
      let field = Drift.Field(key: key, applied: applied, held: held)
      return Drift(address: contact.address, id: contact.id, fields: [field])
    }
  }
}
