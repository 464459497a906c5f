import Sandbox
import Testing

@Suite("Errors of POST /contacts")
struct ContactErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let body: String
    let code: String
    var testDescription: String { "\(code): \(body.prefix(60))" }

    init(_ code: String, _ body: String) {
      self.body = body
      self.code = code
    }
  }

  private static let identifiers: [Case] = [
    Case("MISSING_IDENTIFIER", "{}"),
    Case("MISSING_IDENTIFIER", #"{"firstName": "Jane"}"#),
    Case("MISSING_IDENTIFIER", #"{"email": "", "linkedinUrl": null, "contactId": ""}"#),
    Case("MISSING_IDENTIFIER", #"{"additionalEmails": ["a@example.com"]}"#),
    Case("INVALID_CONTACT_ID", #"{"contactId": "usr_abc"}"#),
    Case("INVALID_CONTACT_ID", #"{"contactId": "ctc_"}"#),
    Case("INVALID_CONTACT_ID", #"{"contactId": "ctc_a b"}"#),
    Case("INVALID_CONTACT_ID", #"{"contactId": 5, "email": "a@example.com"}"#),
    Case("CONTACT_NOT_FOUND_BY_ID", #"{"contactId": "ctc_Unknown00000000001"}"#),
    Case(
      "CONTACT_NOT_FOUND_BY_ID",
      #"{"contactId": "ctc_Unknown00000000001", "email": "a@example.com"}"#
    ),
  ]

  private static let values: [Case] =
    [
      "jane", "jane@", "@example.com", "a@b@example.com", "a b@example.com", "a@example",
      "a@.example.com", "a@-x.example", ".a@example.com", "a..b@example.com", "a@exam\\nple.com",
      "\(String(repeating: "x", count: 250))@example.com",
    ].map { Case("INVALID_EMAIL", #"{"email": "\#($0)"}"#) } + [
      Case("INVALID_EMAIL", #"{"email": 5}"#),
      Case("INVALID_EMAIL", #"{"email": ["a@example.com"]}"#),
      Case("INVALID_EMAIL", #"{"linkedinUrl": "https://linkedin.com/in/x", "email": "x"}"#),
      Case(
        "INVALID_ADDITIONAL_EMAILS",
        #"{"email": "a@example.com", "additionalEmails": "b@example.com"}"#
      ),
      Case("INVALID_ADDITIONAL_EMAILS", #"{"email": "a@example.com", "additionalEmails": ["b"]}"#),
      Case("INVALID_ADDITIONAL_EMAILS", #"{"email": "a@example.com", "additionalEmails": [""]}"#),
      Case(
        "INVALID_ADDITIONAL_EMAILS",
        #"{"email": "a@example.com", "additionalEmails": ["b@example.com", 5]}"#
      ),
      Case("INVALID_LINKEDIN_URL", #"{"linkedinUrl": "https://example.com/in/x"}"#),
      Case("INVALID_LINKEDIN_URL", #"{"linkedinUrl": "https://linkedin.com/company/x"}"#),
      Case("INVALID_LINKEDIN_URL", #"{"linkedinUrl": "https://linkedin.com.evil.example/in/x"}"#),
      Case("INVALID_LINKEDIN_URL", #"{"linkedinUrl": "https://linkedin.com/in/"}"#),
      Case("INVALID_LINKEDIN_URL", #"{"linkedinUrl": true}"#),
      Case("INVALID_LINKEDIN_URL", #"{"linkedinUrlSalesNav": "https://linkedin.com/in/x"}"#),
      Case("INVALID_FIELD", #"{"email": "a@example.com", "firstName": 5}"#),
      Case("INVALID_FIELD", #"{"email": "a@example.com", "phone": 33123456789}"#),
      Case("INVALID_FIELD", #"{"email": "a@example.com", "source": ["x"]}"#),
      Case("INVALID_FIELD", #"{"email": "a@example.com", "companyId": 7}"#),
    ]

  private static let shapes: [Case] = [
    "", " ", "null", "5", "[]", #"[{"email": "a@example.com"}]"#, #""a@example.com""#, "{", "{}}",
    #"{"email": "a@example.com""#, #"{"email": "a@example.com",}"#, #"{'email': 'a@example.com'}"#,
    "{\"email\": \"a@example.com\", \"firstName\": \"a\nb\"}", #"{"email": "\x"}"#,
    #"{"email": "\u12"}"#, "email=a%40example.com", "{\"email\": 01}", "{\"email\": NaN}",
    String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
  ].map { Case("CONTACT_VALIDATION_FAILED", $0) }

  @Test(arguments: identifiers + values + shapes)
  func `each bad body has its documented error, and nothing is kept`(_ test: Case) async throws {
    try await withSandbox { client, _ in
      let answer = try await client.upsert(test.body)
      #expect(answer.status == 400)
      let json = try answer.json
      #expect(json.names == ["success", "error"])
      #expect(json["success"].boolean == false)
      #expect(json["error"]["code"].string == test.code)
      #expect(json["error"]["message"].string?.isEmpty == false)
      #expect(try await client.get("/contacts").json["total"].integer == 0)
    }
  }

  @Test func `every documented code is reached`() {
    let documented: Set = [
      "MISSING_IDENTIFIER", "INVALID_CONTACT_ID", "CONTACT_NOT_FOUND_BY_ID", "INVALID_EMAIL",
      "INVALID_ADDITIONAL_EMAILS", "INVALID_LINKEDIN_URL", "INVALID_FIELD",
      "CONTACT_VALIDATION_FAILED",
    ]
    #expect(Set((Self.identifiers + Self.values + Self.shapes).map(\.code)) == documented)
  }

  @Test(arguments: [(1 << 20) + 1, 30_000_000])
  func `a body that is too large is refused and not kept`(size: Int) async throws {
    try await withSandbox { client, sandbox in
      let start = Array(#"{"email": "a@example.com", "summary": ""#.utf8)
      let body = start + [UInt8](repeating: 0x78, count: size) + Array("\"}".utf8)
      let answer = try await client.send("POST", "/contacts", body: body)
      #expect(answer.status == 400)
      #expect(try answer.json["error"]["code"].string == "CONTACT_VALIDATION_FAILED")
      #expect(sandbox.requests().map(\.body) == [[]])
    }
  }

  @Test func `a body of a million bytes is taken`() async throws {
    try await withSandbox { client, _ in
      let text = String(repeating: "ü", count: 500_000)
      let answer = try await client.upsert(#"{"email": "a@example.com", "summary": "\#(text)"}"#)
      #expect(answer.status == 201)
      #expect(try answer.json["data"]["fields"]["summary"].string == text)
    }
  }

  @Test func `bytes that are not UTF-8 are refused`() async throws {
    try await withSandbox { client, _ in
      let body = Array(#"{"email": "a@example.com", "firstName": ""#.utf8) + [0xFF, 0x22, 0x7D]
      let answer = try await client.send("POST", "/contacts", body: body)
      #expect(answer.status == 400)
      #expect(try answer.json["error"]["code"].string == "CONTACT_VALIDATION_FAILED")
    }
  }

  @Test func `of equal names in a body the last counts`() async throws {
    try await withSandbox { client, _ in
      let answer = try await client.upsert(
        #"{"email": "a@example.com", "firstName": "A", "firstName": "B"}"#
      )
      #expect(try answer.json["data"]["fields"]["firstName"].string == "B")
    }
  }
}
