import Foundation
import TestSupport
import Testing

/// The proxies that the environment names.
@Suite struct ProxyTests {
  private static let people = "contacts:\n  a@example.com: {firstName: A}\n"
  private static let key = "key-of-the-proxy-tests"

  /// Applies to a host that is not this machine, with these variables.
  private func apply(
    _ variables: [String: String],
    endpoint: String = "https://crm.invalid/api"
  ) async throws -> RunOutput {
    var output: RunOutput?
    try await withTemporaryDirectory { path in
      var workspace = Workspace(path: path, environment: ["LEMLIST_API_KEY": Self.key])
      workspace.environment.merge(variables) { $1 }
      try workspace.write(Self.people)
      output = try await workspace.run(
        "apply",
        "--auto-approve",
        "--retries",
        "0",
        "--endpoint",
        endpoint
      )
    }
    return try #require(output)
  }

  /// Its errors, as if lines had no end.
  private static func unwrapped(_ output: RunOutput) -> String {
    output.standardError.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test(arguments: ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
  func `a proxy sees a tunnel to the host, and neither key nor request`(_ name: String)
    async throws
  {
    for (status, said) in [
      (502, "the proxy refused the connection (502)"),
      (407, "the proxy asks for a user name and a password"),
    ] {
      try await ScriptedServer.run([.status(status)]) { proxy in
        let output = try await apply([name: "http://ann:s3cret@127.0.0.1:\(proxy.port)"])
        #expect(output.status == 1, "\(output)")
        #expect(output.standardError.contains("error[R3024]"), "\(output)")
        #expect(Self.unwrapped(output).contains(said), "\(output)")
        #expect(!"\(output)".contains("s3cret"), "\(output)")
        let request = try #require(proxy.requests.first)
        #expect(request.hasPrefix("CONNECT crm.invalid:443 HTTP/1.1\r\n"), "\(request)")
        // Base64 of ann:s3cret.
        let head = request.lowercased()
        #expect(head.contains("\r\nproxy-authorization: basic yw5uonmzy3jlda==\r\n"))
        #expect(!head.contains("\r\nauthorization:"), "\(request)")
        #expect(!request.contains(Self.key), "\(request)")
      }
    }
  }

  @Test(arguments: ["crm.invalid", "invalid", ".invalid", "*", "a.example, crm.invalid"])
  func `hosts in NO_PROXY are reached directly`(_ list: String) async throws {
    try await ScriptedServer.run([.status(502)]) { proxy in
      let output = try await apply([
        "HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)", "NO_PROXY": list,
      ])
      #expect(
        Self.unwrapped(output).contains("crm.invalid port 443: the host is unknown"),
        "\(output)"
      )
      #expect(proxy.requests == [], "\(output)")
    }
  }

  @Test func `a list of other hosts in NO_PROXY changes nothing`() async throws {
    try await ScriptedServer.run([.status(502)]) { proxy in
      let output = try await apply([
        "HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)", "NO_PROXY": "rm.invalid,example.com",
      ])
      #expect(proxy.requests.count == 1, "\(output)")
    }
  }

  @Test func `a proxy that cannot be reached is called the proxy`() async throws {
    let silent = try SilentPort()
    let output = try await apply(["HTTPS_PROXY": "http://ann:s3cret@127.0.0.1:\(silent.port)"])
    #expect(
      Self.unwrapped(output).contains("the proxy cannot be reached: Connection refused"),
      "\(output)"
    )
    let unknown = try await apply(["HTTPS_PROXY": "http://ann:s3cret@proxy.invalid:3128"])
    #expect(Self.unwrapped(unknown).contains("the proxy's host is unknown"), "\(unknown)")
    #expect(!"\(output)\(unknown)".contains("s3cret"), "\(output)\(unknown)")
    withExtendedLifetime(silent) {}
  }

  @Test(arguments: [
    "https://", "http://", "http://ann:s3cret@", "http://ann:s3cret@h:99999", "ftp://ann:s3cret@h",
  ])
  func `a proxy that cannot be used is an error that does not quote it`(_ value: String)
    async throws
  {
    let output = try await apply(["https_proxy": value])
    #expect(output.status == 1, "\(output)")
    #expect(output.standardError.contains("error[R3003]"), "\(output)")
    #expect(!"\(output)".contains("s3cret"), "\(output)")
  }

  @Test(arguments: ["http_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
  func `this machine is never reached through a proxy`(_ name: String) async throws {
    try await Scenario.run { scenario in
      var workspace = scenario.workspace
      workspace.environment[name] = "http://127.0.0.1:1"
      try workspace.write(Self.people)
      let output = try await workspace.run("apply", "--auto-approve")
      #expect(output.lastLine.hasPrefix("Apply complete: 1 created"), "\(output)")
    }
  }
}
