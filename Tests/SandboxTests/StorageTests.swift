import Foundation
import Glibc
import Sandbox
import TestSupport
import Testing

@Suite("The database")
struct StorageTests {
  private func configuration(_ path: String, _ seed: SandboxSeed? = .test) -> SandboxConfiguration {
    SandboxConfiguration(database: .file(path), rateLimit: nil, seed: seed)
  }

  private func mode(_ path: String) throws -> UInt32 {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return status.st_mode & 0o7777
  }

  @Test func `contacts, team and fields survive a restart`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/a/b/sandbox.sqlite"
      let before = try await withSandbox(configuration(path)) { client, _ in
        _ = try await client.upsert(
          """
          {"email": "j@example.com", "firstName": "Jane", "seats": 2.5, "vip": true,
          "additionalEmails": ["k@example.com"], "companyDomain": "acme.example", "jobTitle": "PM"}
          """
        )
        return try await [
          client.get("/contacts/j@example.com").text, client.get("/team?version=v2").text,
          client.get("/fields").text, client.get("/companies").text,
        ]
      }
      let after = try await withSandbox(configuration(path, nil)) { client, _ in
        try await [
          client.get("/contacts/j@example.com").text, client.get("/team?version=v2").text,
          client.get("/fields").text, client.get("/companies").text,
        ]
      }
      #expect(before == after)
      let again = try await withSandbox(configuration(path)) { client, _ in
        try await client.upsert(#"{"email": "j@example.com"}"#).status
      }
      #expect(again == 200)
    }
  }

  @Test func `a seed adds to an old database what it lacks and changes nothing else`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      let path = folder + "/sandbox.sqlite"
      try await withSandbox(configuration(path, nil)) { client, _ in
        let team = try await client.get("/team?version=v2").json
        #expect(team["name"].string == SandboxSeed.default.team.name)
        #expect(team["users"].count == 1)
        _ = try await client.post("/companies", #"{"name": "Old", "domain": "acme.example"}"#)
      }
      for _ in 0..<2 {
        try await withSandbox(configuration(path)) { client, _ in
          let team = try await client.get("/team?version=v2").json
          #expect(team["name"].string == SandboxSeed.default.team.name)
          #expect(team["users"].count == 3)
          let companies = try await client.get("/companies").json["data"]
          #expect(companies.elements.map { $0["fields"]["name"].string } == ["Old", "Globex"])
          let fields = try await client.get("/fields?entity=contact&source=custom").json
          #expect(fields["data"]["contact"].count == 6)
        }
      }
    }
  }

  @Test func `in memory nothing survives`() async throws {
    for _ in 0..<2 {
      try await withSandbox { client, _ async throws in
        #expect(try await client.upsert(#"{"email": "j@example.com"}"#).status == 201)
      }
    }
  }

  @Test func `the file and those beside it are for their owner only`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/new/sandbox.sqlite"
      // An older file that anybody could read is closed too.
      try await withSandbox(configuration(path)) { _, _ in }
      chmod(path, 0o666)
      try await withSandbox(configuration(path)) { client, _ in
        _ = try await client.upsert(#"{"email": "j@example.com"}"#)
        for suffix in ["", "-wal", "-shm"] { #expect(try mode(path + suffix) == 0o600) }
      }
      #expect(try mode(folder + "/new") == 0o700)
    }
  }

  @Test func `two servers on one file take turns`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/sandbox.sqlite"
      try await withSandbox(configuration(path)) { first, _ in
        try await withSandbox(configuration(path)) { second, _ in
          try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<40 {
              let client = index.isMultiple(of: 2) ? first : second
              group.addTask {
                try await client.upsert(#"{"email": "j\#(index / 2)@example.com"}"#).status
              }
            }
            let statuses = try await group.reduce(into: []) { $0.append($1) }
            #expect(
              statuses.sorted() == Array(repeating: 200, count: 20)
                + Array(repeating: 201, count: 20)
            )
          }
          #expect(try await first.get("/contacts").json["total"].integer == 20)
        }
      }
    }
  }

  @Test func `a file that is no database is an error and stays as it is`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/sandbox.sqlite"
      let text = String(repeating: "This is a letter, not a database. ", count: 100)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      await #expect(
        throws: SandboxError.cannotOpenDatabase(path: path, reason: "file is not a database")
      ) {
        try await withSandbox(configuration(path)) { _, _ in }
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
  }

  @Test func `a folder in the file's place is an error`() async throws {
    try await withTemporaryDirectory { folder in
      _ = await #expect(
        throws: SandboxError.cannotOpenDatabase(path: folder, reason: "Is a directory")
      ) {
        try await withSandbox(configuration(folder)) { _, _ in }
      }
    }
  }

  @Test func `a port that is taken is an error that names it`() async throws {
    try await withSandbox { _, sandbox in
      var configuration = SandboxConfiguration.unlimited
      configuration.port = sandbox.port
      let error = await #expect(throws: SandboxError.self) {
        try await withSandbox(configuration) { _, _ in }
      }
      guard case .cannotListen(let port, let reason)? = error else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
      #expect(port == sandbox.port)
      #expect(reason == "Address already in use")
    }
  }

  @Test func `what the body throws comes out, and the server has stopped`() async throws {
    struct Stop: Error, Equatable {
      let port: Int
      let team: [UInt8]
    }
    let stop = try await #require(throws: Stop.self) {
      try await withSandbox { client, sandbox in
        throw Stop(port: sandbox.port, team: try await client.get("/team").body)
      }
    }
    // Nobody answers there, or, by now, the server of another test.
    let answer = try? await TestClient(port: stop.port).get("/team")
    #expect(answer?.body != stop.team)
  }

  @Test func `run serves until it is cancelled`() async throws {
    let (ready, continuation) = AsyncStream.makeStream(of: RunningSandbox.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await Sandbox.run(.unlimited) { continuation.yield($0) }
      }
      var iterator = ready.makeAsyncIterator()
      let sandbox = try #require(await iterator.next())
      #expect(sandbox.url == "http://127.0.0.1:\(sandbox.port)/api")
      #expect(try await TestClient(port: sandbox.port).get("/team").status == 200)
      group.cancelAll()
      try await group.waitForAll()
    }
  }
}
