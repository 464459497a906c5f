import Foundation
import TestSupport
import Testing

/// Whom the client believes.
@Suite struct TrustTests {
  private static let key = "key-of-the-trust-tests"

  /// Says its port, and then what each connection said or why there was none.
  private static let server = """
    import socket, ssl, sys
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("certificate.pem", "key.pem")
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], file=sys.stderr, flush=True)
    while True:
        connection, _ = listener.accept()
        try:
            said = context.wrap_socket(connection, server_side=True).recv(4096).decode()
        except OSError as error:
            said = f"no connection: {error}"
        print(said, file=sys.stderr, flush=True)
    """

  @Test func `a certificate that nobody vouches for ends the run, and the key is not sent`()
    async throws
  {
    try await withTemporaryDirectory { path in
      var workspace = Workspace(path: path)
      let made = try await RunningProcess(
        workspace,
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
          "-keyout", "key.pem", "-out", "certificate.pem", "-days", "2", "-subj", "/CN=localhost",
          "-addext", "subjectAltName=DNS:localhost",
        ],
        executable: "/usr/bin/openssl"
      ).wait()
      #expect(made.status == 0, "\(made)")
      try workspace.write(Self.server, to: "server.py")
      let server = try RunningProcess(
        workspace,
        ["server.py"],
        executable: "/usr/bin/python3"
      )
      defer { server.signal(SIGKILL) }
      while !server.standardError.contains("\n") { try await Task.sleep(for: .milliseconds(20)) }
      let port = server.standardError.prefix { $0 != "\n" }
      workspace.environment["LEMLIST_API_KEY"] = Self.key
      try workspace.write("contacts:\n  a@example.com: {firstName: A}\n")
      let output = try await workspace.run(
        "apply",
        "--auto-approve",
        "--retries",
        "0",
        "--endpoint",
        "https://localhost:\(port)/api"
      )
      #expect(output.status == 1, "\(output)")
      #expect(output.standardError.contains("error[R3024]"), "\(output)")
      #expect(output.standardError.contains("certificate"), "\(output)")
      #expect(output.lastLine.hasPrefix("Apply stopped: 0 created"), "\(output)")
      while !server.standardError.contains("no connection") {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(!server.standardError.lowercased().contains("authorization"))
    }
  }

  /// A composed é and an e with a combining accent: another value for the CRM, and alike for whoever reads the plan.
  @Test func `values that look the same are told apart in the plan`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write("contacts: {a@example.com: {firstName: Jos\u{E9}}}\n")
      #expect(try await workspace.run("apply", "--sandbox", "--auto-approve").status == 0)
      try workspace.write("contacts: {a@example.com: {firstName: Jose\u{301}}}\n")
      let plan = try await workspace.run("plan", "--sandbox")
      let note = "firstName looks the same; other code points: U+00E9 → U+0065 U+0301"
      #expect(plan.standardOutput.contains(note), "\(plan)")
      #expect(try await workspace.run("apply", "--sandbox", "--auto-approve").status == 0)
      let after = try await workspace.run("plan", "--sandbox")
      #expect(after.lastLine.hasPrefix("No changes."), "\(after)")
    }
  }
}
