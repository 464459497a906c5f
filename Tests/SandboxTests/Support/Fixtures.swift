import Model
import Sandbox
import TestSupport

/// Runs a sandbox without a rate limit, and a client of it.
func withSandbox<Result: Sendable>(
  _ configuration: SandboxConfiguration = .unlimited,
  _ body: (TestClient, RunningSandbox) async throws -> Result
) async throws -> Result {
  try await OwnThreads.run {
    try await Sandbox.withServer(configuration) { sandbox in
      try await body(TestClient(port: sandbox.port), sandbox)
    }
  }
}

extension SandboxConfiguration {
  /// In memory, without a rate limit, with the test seed.
  static let unlimited = SandboxConfiguration(rateLimit: nil, seed: .test)

  static func faulty(_ rules: FaultRule...) -> SandboxConfiguration {
    var configuration = unlimited
    configuration.faults = FaultPlan(rules: rules)
    return configuration
  }
}

extension SandboxSeed {
  static let test = SandboxSeed(
    team: Team(name: "Test team", id: "tea_TestTeam000000001"),
    users: [
      User(email: "owner@team.example", name: "Olga Owner", role: "admin", id: owner),
      User(email: "sales@team.example", name: "Sam Sales", id: sales),
    ],
    companies: [
      Company(
        name: "Acme",
        domain: "acme.example",
        linkedinUrl: "https://www.linkedin.com/company/acme",
        id: acme
      ),
      Company(
        name: "Globex",
        domain: "globex.example",
        linkedinUrl: "https://www.linkedin.com/company/globex",
        id: globex
      ),
    ],
    fields: [
      Field(name: "tier", type: .text, label: "Tier"),
      Field(name: "seats", type: .number),
      Field(name: "vip", type: .boolean),
      Field(name: "renewal", type: .date),
      Field(name: "lastMet", type: .datetime),
      Field(name: "mobile", type: .phone),
      Field(name: "revenue", type: .number, entity: .company),
    ]
  )

  static let owner = "usr_Owner000000000001"
  static let sales = "usr_Sales000000000001"
  static let acme = "cpn_Acme0000000000001"
  static let globex = "cpn_Globex00000000001"
}
