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
}
