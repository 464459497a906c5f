import Sandbox
import Testing

@Suite("Authentication and routes")
struct RoutingTests {
  private static let paths = [
    "/team", "/contacts", "/contacts/j@example.com", "/companies", "/companies/cpn_x",
  ]

  @Test(
    arguments: [
      nil, "", "Basic", "Basic ", "Basic !!!", "Bearer test-key", TestClient.basic(":"),
      TestClient.basic("test-key"), TestClient.basic("user:test-key"), TestClient.basic(":wrong"),
      TestClient.basic(":test-key2"),
    ]
  )
  func `a missing, wrong or named key is 401 as plain text`(authorization: String?) async throws {
    var configuration = SandboxConfiguration.unlimited
    configuration.keys = ["test-key", "other-key"]
    try await withSandbox(configuration) { client, _ in
      var stranger = client
      stranger.authorization = authorization
      for path in Self.paths {
        let answer = try await stranger.get(path)
        #expect(answer.status == 401)
        #expect(answer.headers["content-type"]?.hasPrefix("text/plain") == true)
        #expect(answer.text == "The authentication you supplied is incorrect")
      }
      let fields = try await stranger.get("/fields")
      #expect(fields.status == 401)
      #expect(try fields.json["error"].string == "Unauthorized")
      let write = try await stranger.upsert(#"{"email": "a@example.com"}"#)
      #expect(write.status == 401)
      #expect(try await client.get("/contacts").json["total"].integer == 0)
    }
  }

  @Test(arguments: [":test-key", ":other-key", ":"])
  func `an empty user name with the key as the password is taken`(credentials: String) async throws
  {
    var configuration = SandboxConfiguration.unlimited
    configuration.keys = credentials == ":" ? [] : ["test-key", "other-key"]
    try await withSandbox(configuration) { client, _ in
      var friend = client
      friend.authorization = TestClient.basic(credentials == ":" ? ":any key ü" : credentials)
      let answer = try await friend.get("/team")
      #expect(answer.status == 200)
    }
  }

  @Test(
    arguments: [
      ("PUT", "/contacts"), ("PATCH", "/contacts"), ("DELETE", "/contacts"),
      ("OPTIONS", "/contacts"), ("POST", "/contacts/j@example.com"), ("PUT", "/companies"),
      ("GET", "/companies/cpn_x"), ("POST", "/team"), ("DELETE", "/team"),
    ]
  )
  func `another method is 405`(method: String, path: String) async throws {
    try await withSandbox { client, _ in
      let answer = try await client.send(method, path, body: [])
      #expect(answer.status == 405)
      #expect(answer.text == "Method not allowed")
    }
  }

  @Test func `another method on fields is 405 as JSON`() async throws {
    try await withSandbox { client, _ in
      let answer = try await client.post("/fields", "{}")
      #expect(answer.status == 405)
      #expect(try answer.json["error"].string == "Method not allowed. Use GET.")
    }
  }

  @Test(arguments: ["/leads", "/contact", "/contacts/a/b", "/", "", "/../team"])
  func `an unknown path is 404 as plain text`(path: String) async throws {
    try await withSandbox { client, _ in
      let answer = try await client.get(path)
      #expect(answer.status == 404)
      #expect(answer.headers["content-type"]?.hasPrefix("text/plain") == true)
    }
  }

  @Test func `the log has each request as it was sent, and its answer`() async throws {
    try await withSandbox { client, sandbox in
      let body = #"{"email": "j@example.com", "firstName": "J"}"#
      _ = try await client.upsert(body)
      _ = try await client.get("/contacts?limit=5")
      _ = try await client.get("/nothing")
      let requests = sandbox.requests()
      #expect(requests.map(\.method) == ["POST", "GET", "GET"])
      #expect(requests.map(\.path) == ["/api/contacts", "/api/contacts?limit=5", "/api/nothing"])
      #expect(requests.map(\.status) == [201, 200, 404])
      #expect(requests.map(\.sequence) == [0, 1, 2])
      #expect(requests[0].body == Array(body.utf8))
      #expect(requests[0].arrival <= requests[1].arrival)
      #expect(sandbox.requestCount == 3)
    }
  }

  @Test func `the log keeps the latest requests only`() async throws {
    var configuration = SandboxConfiguration.unlimited
    configuration.requestLogCapacity = 3
    try await withSandbox(configuration) { client, sandbox in
      for _ in 0..<10 { _ = try await client.get("/team") }
      #expect(sandbox.requests().map(\.sequence) == [7, 8, 9])
      #expect(sandbox.requests().map(\.status) == [200, 200, 200])
      #expect(sandbox.requestCount == 10)
    }
  }

  @Test func `two calls at once that create one contact create it once`() async throws {
    try await withSandbox { client, _ in
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for index in 0..<20 {
          group.addTask {
            try await client.upsert(#"{"email": "j@example.com", "tier": "\#(index)"}"#).status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.sorted() == Array(repeating: 200, count: 19) + [201])
    }
  }
}
