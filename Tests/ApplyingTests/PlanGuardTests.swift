import Applying
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
    PlanGuard.problems(plan, prior: prior, endpoint: endpoint, planFile: "p.json").map(\.code.id)
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
