import Diagnostics
import Sandbox
import Testing

@Suite("Faults")
struct FaultTests {
  private static let jane = #"{"email": "jane@example.com", "firstName": "Jane"}"#

  /// Sends one upsert under the rule, and then one without it.
  private func upsertTwice(
    _ action: FaultAction
  ) async throws -> (first: Result<TestClient.Answer, any Error>, second: Int, RecordedRequest) {
    try await withSandbox(.faulty(FaultRule(on: .requests([1]), action))) { client, sandbox in
      let first: Result<TestClient.Answer, any Error>
      do {
        first = .success(try await client.upsert(Self.jane))
      } catch {
        first = .failure(error)
      }
      let second = try await client.upsert(Self.jane).status
      #expect(sandbox.requests().map(\.isFaulty) == [true, false])
      return (first, second, sandbox.requests()[0])
    }
  }

  @Test(arguments: [(FaultAction.Moment.before, 201), (.after, 200)])
  func `a reply stands in for the answer, before or after the effect`(
    moment: FaultAction.Moment,
    second: Int
  ) async throws {
    let reply = FaultAction.Reply(503, "Come back", headers: ["Retry-After": "7"])
    let result = try await upsertTwice(.reply(reply, moment))
    let answer = try result.first.get()
    #expect(answer.status == 503)
    #expect(answer.text == "Come back")
    #expect(answer.headers["retry-after"] == "7")
    #expect(result.second == second)
  }

  @Test(arguments: [(FaultAction.Moment.before, 201), (.after, 200)])
  func `the connection is closed without an answer, before or after the effect`(
    moment: FaultAction.Moment,
    second: Int
  ) async throws {
    let result = try await upsertTwice(.close(moment))
    #expect(throws: TestClient.Failure.noAnswer) { try result.first.get() }
    #expect(result.second == second)
    #expect(result.2.status == nil)
  }

  @Test func `half a body ends with the connection`() async throws {
    let result = try await upsertTwice(.halfBody)
    let answer = try result.first.get()
    #expect(answer.status == 201)
    #expect(!answer.isWhole && !answer.body.isEmpty)
    #expect(result.second == 200)
  }

  @Test func `a malformed answer is whole and no JSON`() async throws {
    let answer = try await upsertTwice(.malformedJSON).first.get()
    #expect(answer.isWhole)
    #expect(throws: (any Error).self) { try answer.json }
  }

  @Test func `HTML comes under 200 after the effect`() async throws {
    let result = try await upsertTwice(.html)
    #expect(try result.first.get().status == 200)
    #expect(try result.first.get().headers["content-type"] == "text/html")
    #expect(result.second == 200)
  }

  @Test(arguments: [5, -5])
  func `the length can be wrong`(difference: Int) async throws {
    let answer = try await upsertTwice(.contentLength(difference)).first.get()
    #expect(answer.headers["content-length"] == "\(answer.body.count + difference)")
  }

  @Test func `an answer can be of any size and still be JSON`() async throws {
    let answer = try await upsertTwice(.oversized(3_000_000)).first.get()
    #expect(answer.body.count == 3_000_000)
    #expect(try answer.json["data"]["created"].boolean == true)
  }

  @Test func `members of the answer can be dropped or set`() async throws {
    let dropped = try await upsertTwice(.dropField("data._id")).first.get().json
    #expect(dropped["data"]["_id"].isMissing)
    #expect(dropped["data"]["created"].boolean == true)
    let set = try await upsertTwice(.setField("data.ownerId", to: "usr_x")).first.get().json
    #expect(set["data"]["ownerId"].string == "usr_x")
  }

  @Test func `a field can be ignored under a success`() async throws {
    let rule = FaultRule(method: "POST", path: "/contacts", .ignoreField("firstName"))
    try await withSandbox(.faulty(rule)) { client, sandbox in
      let answer = try await client.upsert(Self.jane)
      #expect(answer.status == 201)
      #expect(try answer.json["data"]["fields"].names == [])
      #expect(sandbox.requests()[0].body == Array(Self.jane.utf8))
    }
  }

  @Test func `another company can be linked`() async throws {
    try await withSandbox(.faulty(FaultRule(.linkCompany("globex.example")))) { client, _ in
      let linked = try await client.upsert(
        #"{"email": "j@example.com", "companyDomain": "acme.example"}"#
      )
      #expect(try linked.json["data"]["companyId"].string == SandboxSeed.globex)
      let unlinked = try await client.upsert(Self.jane)
      #expect(try unlinked.json["data"]["companyLinked"].boolean == false)
    }
  }

  @Test(arguments: [FaultAction.Moment.before, .after])
  func `an answer can be late`(moment: FaultAction.Moment) async throws {
    let clock = ManualClock()
    var configuration = SandboxConfiguration.faulty(FaultRule(.delay(.seconds(90), moment)))
    configuration.clock = clock.sandboxClock
    try await withSandbox(configuration) { client, _ async throws in
      #expect(try await client.upsert(Self.jane).status == 201)
      #expect(clock.now == .seconds(90))
    }
  }

  @Test func `a held request does not hold back the end of the server`() async throws {
    let clock = ContinuousClock()
    let took = try await clock.measure {
      try await withThrowingTaskGroup(of: Void.self) { group in
        try await withSandbox(.faulty(FaultRule(.delay(.seconds(600))))) { client, sandbox in
          group.addTask { _ = try? await client.get("/team") }
          while sandbox.requestCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
        try await group.waitForAll()
      }
    }
    // Far less than the request is held for, and far more than a busy machine needs.
    #expect(took < .seconds(590))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let occasion: FaultRule.Occasion
    let failing: [Int]
    var testDescription: String { "\(occasion)" }
  }

  @Test(
    arguments: [
      Case(occasion: .always, failing: [1, 2, 3, 4, 5, 6]),
      Case(occasion: .requests([2, 5]), failing: [2, 5]),
      Case(occasion: .from(3, count: 2), failing: [3, 4]),
      Case(occasion: .from(5, count: .max), failing: [5, 6]),
      Case(occasion: .every(3), failing: [3, 6]),
      Case(occasion: .probability(0), failing: []),
      Case(occasion: .probability(1), failing: [1, 2, 3, 4, 5, 6]),
    ]
  )
  func `a rule acts on its occasions, counted among the requests that fit`(
    _ test: Case
  ) async throws {
    let rule = FaultRule(
      method: "GET",
      path: "/contacts",
      on: test.occasion,
      .reply(.init(500))
    )
    try await withSandbox(.faulty(rule)) { client, _ async throws in
      var failing: [Int] = []
      for number in 1...6 {
        #expect(try await client.get("/team").status == 200)
        #expect(try await client.upsert(Self.jane).status < 300)
        if try await client.get("/contacts").status == 500 { failing.append(number) }
      }
      #expect(failing == test.failing)
    }
  }

  @Test func `a probability gives the same faults for the same seed`() async throws {
    func failing(seed: UInt64) async throws -> [Int] {
      var configuration = SandboxConfiguration.unlimited
      let rule = FaultRule(on: .probability(0.5), .reply(.init(500)))
      configuration.faults = FaultPlan(rules: [rule], seed: seed)
      return try await withSandbox(configuration) { client, _ async throws in
        var failing: [Int] = []
        for number in 0..<40 where try await client.get("/team").status == 500 {
          failing.append(number)
        }
        return failing
      }
    }
    let first = try await failing(seed: 1)
    #expect((10...30).contains(first.count))
    #expect(try await failing(seed: 1) == first)
    #expect(try await failing(seed: 2) != first)
  }

  @Test func `a rule can fit a body, and the first that is due acts`() async throws {
    let configuration = SandboxConfiguration.faulty(
      FaultRule(body: "jane@", .reply(.init(400, "first"))),
      FaultRule(on: .requests([2]), .reply(.init(400, "second")))
    )
    try await withSandbox(configuration) { client, _ async throws in
      let other = #"{"email": "bob@example.com"}"#
      #expect(try await client.upsert(Self.jane).text == "first")
      #expect(try await client.upsert(other).text == "second")
      #expect(try await client.upsert(other).status == 201)
    }
  }

  @Test func `a fault file is read`() throws {
    let text = """
      seed: 7
      rules:
        - {method: POST, path: /contacts, requests: [2, 5], status: 503, text: Down, headers: {Retry-After: 3}}
        - {every: 4, close: after}
        - {from: 2, count: 3, delay: 250ms}
        - {probability: 0.25, answer: half}
        - {body: jane, setField: {path: data._id, value: ctc_x}}
        - {status: 302, after: true, contentType: text/html}
        - {delayAnswer: 2s}
        - {answer: malformed}
        - {answer: html}
        - {contentLength: -3}
        - {oversized: 100000000}
        - {dropField: data._id}
        - {ignoreField: firstName}
        - {linkCompany: other.example}
      """
    let plan = try FaultPlan.read(yaml: Array(text.utf8), file: "faults.yaml")
    #expect(plan.seed == 7)
    #expect(
      plan.rules == [
        FaultRule(
          method: "POST",
          path: "/contacts",
          on: .requests([2, 5]),
          .reply(.init(503, "Down", headers: ["Retry-After": "3"]))
        ),
        FaultRule(on: .every(4), .close(.after)),
        FaultRule(on: .from(2, count: 3), .delay(.milliseconds(250))),
        FaultRule(on: .probability(0.25), .halfBody),
        FaultRule(body: "jane", .setField("data._id", to: "ctc_x")),
        FaultRule(.reply(.init(302, contentType: "text/html"), .after)),
        FaultRule(.delay(.seconds(2), .after)), FaultRule(.malformedJSON), FaultRule(.html),
        FaultRule(.contentLength(-3)), FaultRule(.oversized(100_000_000)),
        FaultRule(.dropField("data._id")), FaultRule(.ignoreField("firstName")),
        FaultRule(.linkCompany("other.example")),
      ]
    )
  }
}
