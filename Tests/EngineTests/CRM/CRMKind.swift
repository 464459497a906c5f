import Engine
import Lemlist
import Model
import Sandbox
import Testing

/// The CRMs that there are, each over something that a test may fill, break and throw away.
enum CRMKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case lemlist

  var testDescription: String { rawValue }

  /// The addresses of the team's members.
  static let members = ["ada@example.com", "grace@example.com"]
  /// A custom field of contacts, a number.
  static let field = "score"
  /// The domain of the only company.
  static let domain = "acme.example"

  /// What goes wrong.
  enum Trouble {
    case nothing
    case losesFirstAnswer
    case hasNoCompanies
    case refusesKey
  }

  /// Runs `body` with a CRM that has a team, a custom field, a company and no contact.
  func withCRM(
    _ trouble: Trouble = .nothing,
    _ body: (any CRM) async throws -> Void
  ) async throws {
    switch self {
    case .lemlist: try await Self.withLemlist(trouble, body)
    }
  }

  private static func withLemlist(
    _ trouble: Trouble,
    _ body: (any CRM) async throws -> Void
  ) async throws {
    let rules =
      switch trouble {
      case .nothing, .refusesKey: ""
      case .losesFirstAnswer: "{method: POST, path: /contacts, requests: [1], close: after}"
      case .hasNoCompanies: "{method: GET, path: /companies, status: 404}"
      }
    let sandbox = SandboxConfiguration(
      rateLimit: nil,
      keys: ["key-of-the-tests-of-crms"],
      seed: SandboxSeed(
        users: members.map { SandboxSeed.User(email: $0, name: $0) },
        companies: [SandboxSeed.Company(name: "Acme", domain: domain)],
        fields: [SandboxSeed.Field(name: field, type: .number)]
      ),
      faults: try FaultPlan.read(yaml: [UInt8]("rules: [\(rules)]".utf8), file: "faults.yaml")
    )
    try await Sandbox.withServer(sandbox) { server in
      let key = trouble == .refusesKey ? "another-key" : "key-of-the-tests-of-crms"
      let client = ClientConfiguration(
        endpoint: try Endpoint(server.url),
        key: try #require(APIKey(key)),
        rate: nil,
        retry: RetryPolicy(baseDelay: .milliseconds(1), maximumDelay: .milliseconds(2))
      )
      try await LemlistClient.withClient(client) { try await body($0) }
    }
  }
}
