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
  ) throws -> [String] {
    try PlanGuard.problems(plan, prior: prior, endpoint: endpoint, planFile: "p.json").map(
      \.code.id
    )
  }

  @Test func `a plan goes where it was made`() throws {
    #expect(try codes(plan(), prior()).isEmpty)
    #expect(try codes(plan(lineage: nil, serial: 0, team: nil), .empty).isEmpty)
  }

  @Test func `a plan whose state moved on names both serials`() throws {
    let problems = try PlanGuard.problems(
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

  @Test func `a plan made before there was a state is refused once there is one`() throws {
    #expect(try codes(plan(lineage: nil, serial: 0, team: nil), prior(serial: 1)) == ["R5010"])
  }

  @Test func `what does not follow from the state is said with each address, and many are counted`()
    throws
  {
    let changes = try (10..<25).map { index in
      Change(
        address: try #require(Address(key: "k\(index)")),
        action: .forget,
        contactID: ContactID("ctc_\(index)"),
        before: Attributes()
      )
    }
    let forged = Plan(basis: plan().basis, changes: changes, unchanged: 0)
    let problems = try PlanGuard.problems(
      forged,
      prior: prior(),
      endpoint: "https://api.example.com",
      planFile: "p.json"
    )
    #expect(Set(problems.map(\.code.id)) == ["R5040"] && problems.count == 11)
    expectGolden(problems, "plan-unfounded")
  }

  @Test func `another lineage, endpoint or team is another place`() throws {
    #expect(try codes(plan(), prior(lineage: "other")) == ["R5011"])
    #expect(try codes(plan(), prior(team: "tea_2")) == ["R5011"])
    #expect(try codes(plan(), prior(), endpoint: "sandbox") == ["R5011"])
    #expect(try codes(plan(), .empty) == ["R5011"])
    let elsewhere = try [
      (prior(lineage: "other"), "https://api.example.com"),
      (prior(team: "tea_2"), "https://api.example.com"), (prior(), "sandbox"),
      (.empty, "https://api.example.com"),
    ].flatMap { prior, endpoint in
      try PlanGuard.problems(plan(), prior: prior, endpoint: endpoint, planFile: "p.json")
    }
    expectGolden(elsewhere, "plan-elsewhere")
  }
}

/// Plans that were made honestly follow from their state.
@Suite struct HonestPlanTests {
  @Test(arguments: 0..<150) func `a plan that was made from the state is not refused`(seed: Int)
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
      drift: try seed % 3 == 0 ? drift(of: prior) : []
    )
    let problems = try PlanGuard.problems(
      plan,
      prior: prior,
      endpoint: options.endpoint,
      planFile: "p.json"
    )
    #expect(problems.isEmpty || plan.isErrored, "\(render(problems))")
  }

  /// Every third contact was changed in the CRM, and every seventh is gone.
  private func drift(of prior: PriorState) throws -> [Drift] {
    try prior.contacts.all().enumerated().compactMap { index, contact in
      if index % 7 == 0 { return Drift(address: contact.address, id: contact.id, fields: nil) }
      guard index % 3 == 0, let key = contact.attributes.keys.last,
        let applied = contact.attributes[key]
      else { return nil }
      let field = Drift.Field(key: key, applied: applied, held: .string("held"))
      return Drift(address: contact.address, id: contact.id, fields: [field])
    }
  }
}
