import Engine
import Lemlist
import Model
import TestSupport
import Testing

/// Reading all contacts of a team, whatever the service makes of pages.
@Suite struct ContactPagesTests {
  /// Pages by what they hold: ids, and the total and offset that they say.
  private static func page(_ ids: Range<Int>, total: Int?, offset: Int? = nil)
    -> ScriptedServer.Answer
  {
    let contacts = ids.map { #"{"_id":"ctc_\#($0)"}"# }.joined(separator: ",")
    let rest = [total.map { #","total":\#($0)"# }, offset.map { #","offset":\#($0)"# }]
      .compactMap(\.self).joined()
    return .status(200, body: #"{"data":[\#(contacts)]\#(rest)}"#)
  }

  private static func read(
    _ answers: [ScriptedServer.Answer]
  ) async throws -> (Result<[Int], APIError>, requests: [String]) {
    try await with(answers) { client, server in
      let result: Result<[Int], APIError>
      do throws(APIError) {
        let contacts = try await client.allContacts()
        result = .success(contacts.compactMap { Int($0.id.rawValue.dropFirst(4)) })
      } catch {
        result = .failure(error)
      }
      let offsets = server.requests.map { request in
        String(
          request.prefix { $0 != "\r\n" }.split(separator: "offset=").last?.prefix { $0 != " " }
            ?? ""
        )
      }
      return (result, offsets)
    }
  }

  @Test func `the next page begins after what came`() async throws {
    let (result, requests) = try await Self.read([
      Self.page(0..<100, total: 250), Self.page(100..<200, total: 250, offset: 100),
      Self.page(200..<250, total: 250),
    ])
    #expect(try result.get() == Array(0..<250))
    #expect(requests == ["0", "100", "200"])
  }

  @Test func `without a total a page without contacts is the last one`() async throws {
    let bare = #"[{"_id":"ctc_0"},{"_id":"ctc_1"}]"#
    let (result, requests) = try await Self.read([
      .status(200, body: bare), Self.page(2..<3, total: nil), .status(200, body: "[]"),
    ])
    #expect(try result.get() == [0, 1, 2])
    #expect(requests == ["0", "2", "3"])
  }

  @Test func `no contacts are complete`() async throws {
    #expect(try await Self.read([Self.page(0..<0, total: 0)]).0.get() == [])
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let pages: [(ids: Range<Int>, total: Int?, offset: Int?)]
    let kind: APIError.Kind
    let message: String
  }

  @Test(arguments: [
    Case(
      testDescription: "fewer than it says",
      pages: [(0..<100, 1200, nil), (0..<0, 1200, nil)],
      kind: .invalidAnswer,
      message: "it gives 100 contacts, and says that there are 1200"
    ),
    Case(
      testDescription: "the same page again",
      pages: [(0..<100, 1200, nil)],
      kind: .shifting,
      message: ""
    ),
    Case(
      testDescription: "another page than was asked for",
      pages: [(0..<100, 1200, 0)],
      kind: .invalidAnswer,
      message: "offset is 0, and 100 was asked for"
    ),
    Case(
      testDescription: "more than it says",
      pages: [(0..<100, 50, nil)],
      kind: .shifting,
      message: ""
    ),
    Case(
      testDescription: "a total below nothing",
      pages: [(0..<100, -1, nil)],
      kind: .invalidAnswer,
      message: "total is not a count"
    ),
  ])
  func `pages that do not fit together are an error`(_ test: Case) async throws {
    let answers = test.pages.map { Self.page($0.ids, total: $0.total, offset: $0.offset) }
    let (result, _) = try await Self.read(answers)
    guard case .failure(let error) = result else {
      Issue.record("they were taken")
      return
    }
    #expect(error.kind == test.kind)
    #expect(error.message == test.message)
  }

  @Test func `contacts that change meanwhile are read again`() async throws {
    let (result, requests) = try await Self.read([
      Self.page(0..<100, total: 150), Self.page(99..<150, total: 151),
      Self.page(0..<100, total: 151), Self.page(100..<151, total: 151),
    ])
    #expect(try result.get() == Array(0..<151))
    #expect(requests == ["0", "100", "0", "100"])
  }

  @Test func `a batch by ids that is only a page of its answer is an error`() async throws {
    let answer = Self.page(0..<1, total: 2)
    try await with([answer]) { client, _ in
      let error = await apiError { () throws(APIError) in
        try await client.contacts(idsOrEmails: ["ctc_0", "ctc_1"])
      }
      #expect(error?.message == "total is 2, and data has 1 contacts")
    }
  }

  @Test func `an answer may name a contact by another spelling or a further email`() async throws {
    let answer =
      #"[{"_id":"ctc_9","emails":[{"value":"j@example.com"},{"value":"Jane@Example.com"}]}]"#
    try await with([.status(200, body: answer)]) { client, _ in
      let found = try await client.contacts(idsOrEmails: ["jane@example.com", "ctc_1"])
      #expect(found.map(\.id) == [ContactID("ctc_9")])
    }
  }

  @Test(arguments: [
    (answer: #"[{"_id":"ctc_9"}]"#, message: "ctc_9 was not asked for"),
    (
      answer: #"[{"_id":"ctc_9","email":"x@example.com"}]"#, message: "ctc_9 was not asked for"
    ),
    // The last of the batches has one.
    (answer: #"[{"_id":"ctc_200"}]"#, message: "ctc_200 was not asked for"),
    (answer: #"[{"_id":"ctc_0"},{"_id":"ctc_0"}]"#, message: "ctc_0 stands in it twice"),
    (answer: #"[{"_id":"ctc_0/../ctc_1"}]"#, message: "_id is no id: ctc_0/../ctc_1"),
    (answer: #"[{"_id":"ctc_0,ctc_1"}]"#, message: "_id is no id: ctc_0,ctc_1"),
  ])
  func `an answer that does not fit the ids that were asked for is an error`(
    _ answer: String,
    _ message: String
  ) async throws {
    try await with([.status(200, body: answer)]) { client, _ in
      let error = await apiError { () throws(APIError) in
        let ids = (0...200).map { "ctc_\($0)" }
        return try await client.contacts(idsOrEmails: ["jane@example.com"] + ids)
      }
      #expect(
        error?.kind == .invalidAnswer && error?.message.hasSuffix(message) == true,
        "\(error?.message ?? "")"
      )
    }
  }
}
