import Diagnostics
import Foundation
import Engine
import Lemlist
import Model
import TestSupport
import Testing

/// The rule table, row by row, over real connections.
struct FaultTests {
  struct Row: CustomTestStringConvertible {
    let testDescription: String
    let answer: ScriptedServer.Answer
    let kind: APIError.Kind
    let retries: Bool
    let mayHaveLanded: Bool
    var timeout: Duration = .seconds(5)

    init(
      _ name: String,
      _ answer: ScriptedServer.Answer,
      _ kind: APIError.Kind,
      retries: Bool,
      landed: Bool,
      timeout: Duration = .seconds(5)
    ) {
      self.testDescription = name
      self.answer = answer
      self.kind = kind
      self.retries = retries
      self.mayHaveLanded = landed
      self.timeout = timeout
    }
  }

  static let html = "<html><body>Welcome to the hotel</body></html>"

  static let rows = [
    Row("400", .status(400), .refused, retries: false, landed: false),
    Row("401", .status(401), .unauthorized, retries: false, landed: false),
    Row("402", .status(402), .paymentRequired, retries: false, landed: false),
    Row("403", .status(403), .forbidden, retries: false, landed: false),
    Row("404", .status(404), .notFound, retries: false, landed: false),
    Row("405", .status(405), .refused, retries: false, landed: false),
    Row("408", .status(408), .server, retries: true, landed: true),
    Row("409", .status(409), .conflict, retries: false, landed: false),
    Row("413", .status(413), .refused, retries: false, landed: false),
    Row("422", .status(422), .refused, retries: false, landed: false),
    Row("425", .status(425), .server, retries: true, landed: true),
    Row(
      "429",
      .status(429, headers: ["Retry-After: 0"]),
      .rateLimited,
      retries: true,
      landed: false
    ),
    Row("500", .status(500), .server, retries: true, landed: true),
    Row("501", .status(501), .server, retries: false, landed: false),
    Row("502", .status(502, body: html), .server, retries: true, landed: true),
    Row("503", .status(503), .server, retries: true, landed: true),
    Row("504", .status(504), .server, retries: true, landed: true),
    Row("505", .status(505), .server, retries: false, landed: false),
    Row("507", .status(507), .server, retries: true, landed: true),
    Row(
      "redirect to another host",
      .status(302, headers: ["Location: http://crm.example.com/"]),
      .redirected,
      retries: false,
      landed: false
    ),
    Row(
      "redirect that keeps the method",
      .status(307, headers: ["Location: /elsewhere"]),
      .redirected,
      retries: false,
      landed: false
    ),
    Row(
      "no answer in time",
      .silence,
      .timedOut,
      retries: true,
      landed: true,
      timeout: .seconds(2)
    ),
    Row("cut without an answer", .close, .cut, retries: true, landed: true),
    Row(
      "cut in the head",
      .rawThenClose("HTTP/1.1 200 OK\r\nContent-"),
      .cut,
      retries: true,
      landed: true
    ),
    Row(
      "half a body",
      .rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"success\":true"),
      .cut,
      retries: true,
      landed: true
    ),
    Row(
      "half a body, and the connection stays",
      .raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"success\":true"),
      .timedOut,
      retries: true,
      landed: true,
      timeout: .seconds(2)
    ),
    Row(
      "a length that is too short",
      .raw("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + updatedBody),
      .cut,
      retries: true,
      landed: true
    ),
    Row(
      "a length that is no number",
      .rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" + updatedBody),
      .cut,
      retries: true,
      landed: true
    ),
    Row(
      "half a body without a length",
      .rawThenClose("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"success\":tr"),
      .cut,
      retries: true,
      landed: true
    ),
    Row("not HTTP", .rawThenClose("SSH-2.0-OpenSSH\r\n"), .cut, retries: true, landed: true),
    Row("an empty body", .status(200), .cut, retries: true, landed: true),
    Row("HTML under 200", .status(200, body: html), .invalidAnswer, retries: false, landed: true),
    Row(
      "text under JSON's type",
      .status(200, headers: ["Content-Type: application/json"], body: "ok"),
      .invalidAnswer,
      retries: false,
      landed: true
    ),
    Row(
      "no _id",
      .status(200, body: #"{"success":true,"data":{"fields":{}}}"#),
      .invalidAnswer,
      retries: false,
      landed: true
    ),
    Row(
      "no success",
      .status(200, body: #"{"data":{"_id":"ctc_1"}}"#),
      .invalidAnswer,
      retries: false,
      landed: true
    ),
    Row(
      "no failure under 200",
      .status(200, body: #"{"success":false,"data":{"_id":"ctc_1"}}"#),
      .invalidAnswer,
      retries: false,
      landed: true
    ),
    Row("100 MB under 200", .flood(status: 200), .tooLarge, retries: false, landed: true),
    Row(
      "100 MB announced",
      .raw("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n{"),
      .tooLarge,
      retries: false,
      landed: true
    ),
    Row("100 MB under 500", .flood(status: 500), .server, retries: true, landed: true),
  ]

  @Test(arguments: rows)
  func `Each fault is retried or reported by its rule`(row: Row) async throws {
    try await ScriptedServer.run([row.answer]) { server in
      let log = EventLog()
      let configuration = try ClientConfiguration.test(port: server.port, timeout: row.timeout)
      let error = try await LemlistClient.withClient(configuration, onEvent: log.note) { client in
        await apiError { () throws(APIError) in
          try await client.upsert(jane, label: "contact.jane")
        }
      }
      let attempts = row.retries ? 3 : 1
      #expect(error?.attempts == attempts)
      #expect(error?.mayHaveLanded == row.mayHaveLanded)
      // An attempt on a connection that the one before it spoilt may not reach the server.
      let arrived = server.requests.count
      #expect((1...attempts).contains(arrived))
      let kinds = [row.kind] + (arrived < attempts ? [.unreachable] : [])
      #expect(error.map { kinds.contains($0.kind) } == true, "\(String(describing: error))")
      let retries = log.events.filter { if case .retrying = $0 { true } else { false } }
      #expect(retries.count == (row.retries ? 2 : 0))
    }
  }

  @Test(arguments: rows.filter(\.retries))
  func `A success after a fault says whether the first attempt may have landed`(
    row: Row
  ) async throws {
    let answers = [row.answer, .status(200, body: updatedBody)]
    try await ScriptedServer.run(answers) { server in
      let configuration = try ClientConfiguration.test(port: server.port, timeout: row.timeout)
      let answer = try await LemlistClient.withClient(configuration) { client in
        try await client.upsert(jane, label: "contact.jane")
      }
      // Bytes left over from a wrong length spoil the next attempt on the connection, too.
      #expect((2...3).contains(answer.attempts))
      #expect(answer.mayRepeatEarlierAttempt == row.mayHaveLanded)
      let bodies = Set(server.requests.compactMap { $0.split(separator: "\r\n").last })
      #expect(bodies == [#"{"email":"jane@example.com","firstName":"Jane"}"#])
    }
  }

  /// The documented rows, which of the rows here prove them, and what becomes of an apply, which `EndingTests` and the
  /// tests of faults from end to end prove.
  static let documented: [(fault: String, then: String, tests: [String])] = [
    ("429", "the contact fails", ["429"]),
    (
      "500, 502, 503, 504 and other 5xx",
      "the contact fails",
      ["500", "502", "503", "504", "507", "100 MB under 500"]
    ),
    (
      "408, 425, a timeout, a cut connection, half a body, a wrong length",
      "the contact fails",
      [
        "408", "425", "no answer in time", "cut without an answer", "cut in the head",
        "half a body", "half a body, and the connection stays", "a length that is too short",
        "a length that is no number", "half a body without a length", "not HTTP",
        "an empty body",
      ]
    ),
    (
      "refused connection, unknown host",
      "the contact fails",
      ["a refused connection", "an unknown host"]
    ),
    (
      "400 and other 4xx",
      "the contact fails, the rest goes on",
      ["400", "402", "404", "405", "409", "413", "422"]
    ),
    ("401, 403", "the run stops at once", ["401", "403"]),
    (
      "501, 505, a redirect (never followed)",
      "the contact fails",
      ["501", "505", "redirect to another host", "redirect that keeps the method"]
    ),
    (
      "no JSON (HTML, plain text), no `_id`, an answer that is too large",
      "the contact fails",
      [
        "HTML under 200", "text under JSON's type", "no _id", "no success",
        "no failure under 200", "100 MB under 200", "100 MB announced",
      ]
    ),
  ]

  /// Where there is no answer, a test of its own says what `rows` say of the others.
  static let withoutAnswer = ["a refused connection": true, "an unknown host": true]

  @Test func `The documented table says what the rows here prove, and has every row`() throws {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(
      contentsOf: repository.appendingPathComponent("Sources/roster/roster.docc/Limits.md"),
      encoding: .utf8
    )
    let table = page.components(separatedBy: "| fault | sent again | then |\n").last ?? ""
    let lines = table.components(separatedBy: "\n\n")[0].split(separator: "\n").dropFirst()
    let cells = lines.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(cells.map(\.[0]) == Self.documented.map(\.fault))
    #expect(cells.map(\.[2]) == Self.documented.map(\.then))
    let proofs = Self.withoutAnswer.merging(
      Self.rows.map { ($0.testDescription, $0.retries) }
    ) { $1 }
    for (row, documented) in zip(cells, Self.documented) {
      for name in documented.tests {
        let retries = try #require(proofs[name] as Bool?, "\(name)")
        #expect(row[1].hasPrefix(retries ? "yes" : "no"), "\(name)")
      }
    }
    #expect(Set(Self.documented.flatMap(\.tests)) == Set(proofs.keys))
  }

  @Test func `An unknown host is retried, and nothing has landed`() async throws {
    var configuration = try ClientConfiguration.test(port: 1)
    configuration.endpoint = try Endpoint("https://crm.invalid/api")
    let error = try await LemlistClient.withClient(configuration) { client in
      await apiError { () throws(APIError) in try await client.team() }
    }
    #expect(error?.kind == .unreachable)
    #expect(error?.attempts == 3)
    #expect(error?.mayHaveLanded == false)
    #expect(error?.message.hasPrefix("crm.invalid port 443: ") == true)
  }

  @Test func `A refused connection is retried, and nothing has landed`() async throws {
    let silent = try SilentPort()
    let port = silent.port
    let configuration = try ClientConfiguration.test(port: port)
    let error = try await LemlistClient.withClient(configuration) { client in
      await apiError { () throws(APIError) in try await client.team() }
    }
    #expect(error?.kind == .unreachable)
    #expect(error?.attempts == 3)
    #expect(error?.mayHaveLanded == false)
    #expect(error?.message == "127.0.0.1 port \(port): Connection refused")
    withExtendedLifetime(silent) {}
  }

  @Test func `The time that a 429 names holds back everything, and is told`() async throws {
    let answers: [ScriptedServer.Answer] = [
      .status(429, headers: ["Retry-After: 0.05", "X-RateLimit-Remaining: 0"]),
      .status(200, body: updatedBody),
    ]
    try await ScriptedServer.run(answers) { server in
      let log = EventLog()
      let configuration = try ClientConfiguration.test(port: server.port)
      let start = ContinuousClock.now
      let answer = try await LemlistClient.withClient(configuration, onEvent: log.note) { client in
        try await client.upsert(jane, label: "contact.jane")
      }
      #expect(ContinuousClock.now - start >= .milliseconds(50))
      #expect(answer.attempts == 2)
      #expect(log.events.contains { if case .throttled = $0 { true } else { false } })
    }
  }

  @Test func `A budget of time ends the retries`() async throws {
    try await ScriptedServer.run([.status(503, headers: ["Retry-After: 30"])]) { server in
      var configuration = try ClientConfiguration.test(port: server.port)
      configuration.retry = RetryPolicy(maximumAttempts: 9, totalBudget: .seconds(10))
      let log = EventLog()
      let error = try await LemlistClient.withClient(configuration, onEvent: log.note) { client in
        await apiError { () throws(APIError) in try await client.team() }
      }
      #expect(error?.kind == .server)
      #expect(error?.attempts == 1)
      // No retry is announced that there is no time for.
      #expect(log.events.isEmpty)
    }
  }

  @Test func `Documented errors keep their code and message`() async throws {
    let body =
      #"{"success":false,"error":{"code":"INVALID_EMAIL","message":"Invalid\n  email\u001b[31m"}}"#
    try await ScriptedServer.run([.status(400, body: body)]) { server in
      let configuration = try ClientConfiguration.test(port: server.port)
      let error = try await LemlistClient.withClient(configuration) { client in
        await apiError { () throws(APIError) in
          try await client.upsert(jane, label: "contact.jane")
        }
      }
      #expect(error?.serviceCode == "INVALID_EMAIL")
      #expect(error?.message == "Invalid email [31m")
      #expect(error?.diagnostics.first?.code.id == "R3013")
      #expect(error?.diagnostics.first?.hint == "Correct the contact's email.")
    }
  }

  @Test func `Plain text errors are quoted in one short line, and markup is not`() async throws {
    let answers: [ScriptedServer.Answer] = [
      .status(400, body: "Bad\r\n\tteam " + String(repeating: "x", count: 500)),
      .status(400, body: Self.html),
    ]
    try await ScriptedServer.run(answers) { server in
      let configuration = try ClientConfiguration.test(port: server.port)
      try await LemlistClient.withClient(configuration) { client in
        let text = await apiError { () throws(APIError) in try await client.team() }
        #expect(text?.message.hasPrefix("Bad team xxx") == true)
        #expect(text?.message.count == 201)
        let markup = await apiError { () throws(APIError) in try await client.team() }
        #expect(markup?.message == "")
      }
    }
  }
}
