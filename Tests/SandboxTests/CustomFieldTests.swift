import Sandbox
import Testing

@Suite("Custom fields of POST /contacts")
struct CustomFieldTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let value: String
    /// What is kept, as JSON; `nil` when it is refused.
    let kept: String?
    var testDescription: String { "\(name): \(value)" }

    init(_ name: String, _ value: String, _ kept: String?) {
      self.name = name
      self.value = value
      self.kept = kept
    }

    static func kept(_ name: String, _ value: String) -> Case { Case(name, value, value) }
    static func refused(_ name: String, _ value: String) -> Case { Case(name, value, nil) }
  }

  @Test(
    arguments: [
      Case.kept("tier", #""gold""#), .kept("tier", #""5""#), .refused("tier", "5"),
      .refused("tier", "true"), .refused("tier", #"["gold"]"#), .refused("tier", #"{"a": 1}"#),
      .kept("seats", "12"), .kept("seats", "-1.5"), Case("seats", "1e2", "100"),
      Case("seats", "2.0", "2"), .kept("seats", "0"), .refused("seats", #""12""#),
      .refused("seats", "1e999"),
      .kept("vip", "true"), .kept("vip", "false"), .refused("vip", "1"),
      .refused("vip", #""true""#),
      .kept("renewal", #""2024-02-29""#), .refused("renewal", #""2023-02-29""#),
      .refused("renewal", #""29.2.2024""#), .refused("renewal", "20240229"),
      .kept("lastMet", #""2024-01-31T23:59:59.999Z""#),
      .kept("lastMet", #""2024-01-31T10:00+01:00""#),
      .kept("lastMet", #""2024-01-31""#), .refused("lastMet", #""2024-01-31T25:00:00Z""#),
      .refused("lastMet", #""yesterday""#),
      .kept("mobile", #""+33 1 23""#), .refused("mobile", "33123"),
    ]
  )
  func `a registered field takes values of its type`(_ test: Case) async throws {
    try await withSandbox { client, _ in
      let answer = try await client.upsert(
        #"{"email": "j@example.com", "\#(test.name)": \#(test.value)}"#
      )
      if let kept = test.kept {
        #expect(answer.status == 201)
        #expect(try answer.json["data"]["fields"][test.name] == JSON(Array(kept.utf8)))
      } else {
        #expect(answer.status == 400)
        #expect(try answer.json["error"]["code"].string == "INVALID_FIELD")
      }
    }
  }

  @Test(arguments: ["unheardOf", "TIER", "revenue", "isActiveInCampaigns"])
  func `an unregistered field is ignored without an error`(name: String) async throws {
    try await withSandbox { client, _ in
      let answer = try await client.upsert(
        #"{"email": "j@example.com", "\#(name)": "x", "firstName": "J"}"#
      )
      #expect(answer.status == 201)
      #expect(try answer.json["data"]["fields"].names == ["firstName"])
      #expect(try answer.json["warnings"].isMissing)
    }
  }

  @Test func `an unregistered field is refused when that is configured`() async throws {
    var configuration = SandboxConfiguration.unlimited
    configuration.unregisteredFields = .refused
    try await withSandbox(configuration) { client, _ in
      let answer = try await client.upsert(#"{"email": "j@example.com", "unheardOf": "x"}"#)
      #expect(answer.status == 400)
      #expect(try answer.json["error"]["code"].string == "INVALID_FIELD")
    }
  }
}
