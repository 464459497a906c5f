import Diagnostics
import Lemlist
import Model
import TestSupport
import Testing

/// The key never appears, however a service throws it back.
struct SecretTests {
  /// The key, and what the Base64 of it and of `:key` look like.
  static let forms = [testKey, "OmszeS0wMTIzNDU2Nzg5YWJjZGVm", "azN5LTAxMjM0NTY3ODlhYmNkZWY"]

  private func expectNoKey(_ text: String) {
    for form in Self.forms { #expect(!text.contains(form), "\(text)") }
  }

  @Test func `A key shows nothing of itself`() throws {
    let key = try #require(APIKey("  \(testKey)\n"))
    var dumped = ""
    dump(key, to: &dumped)
    expectNoKey("\(key) \(String(reflecting: key)) \(dumped) \(String(describing: [key]))")
    let configuration = try ClientConfiguration.test(port: 1)
    dumped = ""
    dump(configuration, to: &dumped)
    expectNoKey("\(configuration) \(dumped)")
  }

  @Test(arguments: ["", " \n", "a b", "a\u{0}b", "schlüssel", "a\r\nX: y", "\u{2028}"])
  func `What cannot be a key is none`(text: String) {
    let key = APIKey(text)
    #expect(key == nil)
  }

  @Test(arguments: ["\r\n", "\u{FEFF}", "\n\n", " \t", "\u{A0}"])
  func `A key is read without the marks and blanks around it`(around: String) throws {
    #expect(throws: Never.self) { try APIKey(reading: around + testKey + around) }
  }

  @Test(arguments: [
    ("", "is empty"), (" \r\n\u{FEFF}", "is empty"),
    ("KEY\nabcdef\n", "has 2 lines"), ("KEY\r\n\r\nabc\r\ndef", "has 3 lines"),
    ("\"\(testKey)\"", "stands in quotes"), ("'\(testKey)'\n", "stands in quotes"),
    ("\(testKey)\"", "stands in quotes"), ("“\(testKey)”", "stands in quotes"),
    ("LEMLIST_API_KEY=\(testKey)", "is a line that sets a variable"),
    ("export LEMLIST_API_KEY=\(testKey)", "is a line that sets a variable"),
    ("Bearer \(testKey)", "holds a blank"),
    ("k3y\u{200B}-0123456789abcdef", "holds the invisible character U+200B"),
    ("k3y\u{A0}-0123456789abcdef", "holds the no-break space U+00A0"),
    ("k3y\u{0}-0", "is not UTF-8 text"), ("\u{FFFD}\u{FFFD}k\u{0}\n\u{0}", "is not UTF-8 text"),
    ("k3y\u{FFFD}-0", "is not UTF-8 text"),
    ("k3y\u{1B}-0", "holds the character U+001B"), ("schlüssel", "holds the character U+00FC"),
  ])
  func `What is wrong with a key is said without it`(text: String, words: String) {
    let fault = #expect(throws: APIKeyError.self) { try APIKey(reading: text) }
    #expect(fault?.words == words)
    expectNoKey((fault?.words ?? "") + (fault?.hint ?? ""))
  }

  @Test(arguments: [
    "bad key \(testKey)", "bad key \(testKey)\u{301}!", "Basic OmszeS0wMTIzNDU2Nzg5YWJjZGVm",
    "azN5LTAxMjM0NTY3ODlhYmNkZWY=", "token azN5LTAxMjM0NTY3ODlhYmNkZWY.",
    #"{"error":{"code":"\#(testKey)","message":"\#(testKey)"}}"#,
    #"{"error":{"code":"X","message":"k3y\u002d0123456789abcdef"}}"#,
    String(repeating: "x", count: 190) + testKey,
  ])
  func `An echo of the key is not quoted`(body: String) async throws {
    let answers: [ScriptedServer.Answer] = [
      .status(400, body: body), .status(200, body: body),
      .status(302, headers: ["Location: /\(body.prefix(200).filter { $0.isASCII })"]),
      .status(500, body: body), .status(401, body: body),
    ]
    try await ScriptedServer.run(answers) { server in
      let log = EventLog()
      let configuration = try ClientConfiguration.test(port: server.port, attempts: 1)
      try await LemlistClient.withClient(configuration, onEvent: log.note) { client in
        for _ in answers {
          guard
            let error = await apiError({ () throws(APIError) in
              try await client.upsert(jane, label: "contact.jane")
            })
          else { continue }
          var dumped = ""
          dump(error, to: &dumped)
          expectNoKey("\(error) \(error.diagnostics) \(dumped) \(error.reason)")
        }
      }
      expectNoKey("\(log.events)")
    }
  }

  /// Of a long answer, 1,024 bytes are looked at, and 65,536 kept of an error's.
  @Test(arguments: [1024, 65536], [200, 400, 500])
  func `A long answer does not end in a part of the key`(length: Int, status: Int) async throws {
    let body = "x" + String(repeating: " ", count: length - 10) + testKey + " y"
    try await ScriptedServer.run([.status(status, body: body)]) { server in
      let configuration = try ClientConfiguration.test(port: server.port, attempts: 1)
      try await LemlistClient.withClient(configuration) { client in
        let error = await apiError { () throws(APIError) in
          try await client.upsert(jane, label: "contact.jane")
        }
        let text = "\(try #require(error)) \(error?.diagnostics ?? [])"
        #expect(!text.contains(testKey.prefix(6)), "\(text)")
      }
    }
  }

  @Test func `A redirect is not followed with the key`() async throws {
    try await ScriptedServer.run([.status(200, body: updatedBody)]) { other in
      let location = "Location: http://127.0.0.1:\(other.port)/api/contacts"
      for status in [301, 302, 303, 307, 308] {
        try await ScriptedServer.run([.status(status, headers: [location])]) { server in
          let configuration = try ClientConfiguration.test(port: server.port)
          let error = try await LemlistClient.withClient(configuration) { client in
            await apiError { () throws(APIError) in try await client.team() }
          }
          #expect(error?.kind == .redirected)
        }
      }
      #expect(other.requests == [])
    }
  }
}
