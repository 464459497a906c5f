import Foundation
import Sandbox
import TestSupport
import Testing

/// A workspace whose binary talks to a sandbox of its own over HTTP.
struct Scenario: Sendable {
  let workspace: Workspace
  let sandbox: RunningSandbox

  static let key = "key-of-the-end-to-end-tests"

  static let seed = """
    team: {name: Example Sales}
    users:
      - {name: Ada Brook, email: ada@sales.example.com, role: admin, id: usr_Ada00000000000001}
      - {name: Grace Kimura, email: grace@sales.example.com, role: member, id: usr_Grace000000000001}
    companies:
      - {name: Acme, domain: acme.example, id: cpn_Acme0000000000001}
      - {name: Globex, domain: globex.example, linkedinUrl: https://www.linkedin.com/company/globex, id: cpn_Globex00000000001}
    fields:
      - {name: tier, type: text}
      - {name: score, type: number}
      - {name: vip, type: boolean}
      - {name: renewal, type: date}
      - {name: seen, type: datetime}
      - {name: direct, type: phone}
    """

  /// Runs `body` against a fresh sandbox in memory, without a rate limit, in an empty folder.
  static func run(
    faults: String? = nil,
    _ body: (Scenario) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { path in
      let configuration = SandboxConfiguration(
        database: .inMemory,
        rateLimit: nil,
        keys: [key],
        seed: try SandboxSeed.read(yaml: [UInt8](seed.utf8), file: "seed.yaml"),
        faults: try faults.map { try FaultPlan.read(yaml: [UInt8]($0.utf8), file: "faults.yaml") }
          ?? FaultPlan()
      )
      try await OwnThreads.run {
        try await Sandbox.withServer(configuration) { sandbox in
          let workspace = Workspace(
            path: path,
            environment: ["LEMLIST_API_KEY": key, "ROSTER_ENDPOINT": sandbox.url]
          )
          try await body(Scenario(workspace: workspace, sandbox: sandbox))
        }
      }
    }
  }

  /// Writes the manifest, applies it, and checks how that ended.
  @discardableResult
  func apply(
    _ manifest: String,
    _ options: String...,
    expecting status: Int32 = 0,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) async throws -> RunOutput {
    try workspace.write(manifest)
    let output = try await workspace.run(["apply", "--auto-approve"] + options)
    #expect(output.status == status, "\(output)", sourceLocation: sourceLocation)
    return output
  }

  /// Writes the manifest and plans it.
  func plan(_ manifest: String, _ options: String...) async throws -> RunOutput {
    try workspace.write(manifest)
    return try await workspace.run(["plan"] + options)
  }

  /// Checks that a plan of what is there now is empty.
  func expectConverged(sourceLocation: Testing.SourceLocation = #_sourceLocation) async throws {
    let output = try await workspace.run("plan", "--detailed-exitcode")
    #expect(output.status == 0, "\(output)", sourceLocation: sourceLocation)
    #expect(output.lastLine.hasPrefix("No changes."), "\(output)", sourceLocation: sourceLocation)
  }

  /// The writes that the sandbox has received since `count` requests.
  func writes(after count: Int = 0) -> [String] {
    sandbox.requests().dropFirst(count).filter { $0.method != "GET" }.map { request in
      let body = String(decoding: request.body, as: UTF8.self)
      return "\(request.method) \(request.path)" + (body.isEmpty ? "" : " \(body)")
    }
  }

  /// Where the sandbox is.
  var url: String { sandbox.url }

  /// How many requests the sandbox has received.
  var requestCount: Int { sandbox.requests().count }

  /// What the CRM holds of a contact, by id or email.
  func contact(_ idOrEmail: String) async throws -> [String: Any] {
    let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "._-"))
    let name = idOrEmail.addingPercentEncoding(withAllowedCharacters: allowed) ?? idOrEmail
    let output = try await curl("-sS", sandbox.url + "/contacts/" + name)
    let json = try JSONSerialization.jsonObject(with: Data(output.utf8))
    return try #require(json as? [String: Any], "\(output)")
  }

  /// What `curl` prints: a client that shares no code with the project.
  func curl(_ arguments: String...) async throws -> String {
    var curl = Workspace(path: workspace.path)
    curl.environment = [:]
    let process = try RunningProcess(
      curl,
      ["-u", ":" + Self.key] + arguments,
      executable: "/usr/bin/curl"
    )
    return try await process.wait().standardOutput
  }
}

extension [String: Any] {
  /// The `fields` of a contact.
  var fields: [String: Any] { self["fields"] as? [String: Any] ?? [:] }
}
