import Foundation
import Testing

/// A manifest of what is in the CRM.
@Suite struct PullTests {
  private func fill(_ scenario: Scenario) async throws {
    for body in [
      #"{"email":"jane@example.com","firstName":"Jane","lastName":"O'Neil: Sales","jobTitle":"PM","companyDomain":"acme.example","contactOwner":"ada@sales.example.com","tier":"gold","score":5,"vip":true,"renewal":"2027-01-31"}"#,
      #"{"email":"bob@example.com","additionalEmails":["bob2@example.com"],"phone":"+33 1","linkedinUrl":"https://www.linkedin.com/in/bob-example"}"#,
    ] {
      let answer = try await scenario.curl(
        "-sS",
        "-H",
        "Content-Type: application/json",
        "-d",
        body,
        scenario.url + "/contacts"
      )
      #expect(answer.contains("\"success\":true"), "\(answer)")
    }
  }

  private static func text(_ fields: [String: Any]) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: fields, options: .sortedKeys)
    return String(decoding: data, as: UTF8.self)
  }

  @Test func `what is pulled validates, is adopted without a finding, and converges`() async throws
  {
    try await Scenario.run { scenario in
      try await fill(scenario)
      let requests = scenario.requestCount
      let output = try await scenario.workspace.run("pull", "--out", "roster.yaml")
      #expect(output.status == 0, "\(output)")
      #expect(scenario.writes(after: requests).isEmpty)
      let manifest = try scenario.workspace.read("roster.yaml")
      for text in [
        "tier: text", "score: number", "vip: true", "score: 5", "company: acme",
        "domain: acme.example", "contactOwner: ada@sales.example.com", "bob2@example.com",
        "https://www.linkedin.com/in/bob-example", "jobTitle: PM",
      ] {
        #expect(manifest.contains(text), "\(text)\n\(manifest)")
      }
      let valid = try await scenario.workspace.run("validate")
      #expect(valid.standardOutput.contains("Valid: 2 contacts"), "\(valid)")
      #expect(!manifest.contains("isActiveInCampaigns"), "\(manifest)")
      let before = try await scenario.contact("jane@example.com")
      let apply = try await scenario.workspace.run("apply", "--auto-approve", "--adopt")
      #expect(apply.status == 0, "\(apply)")
      let after = try await scenario.contact("jane@example.com")
      #expect(try Self.text(before.fields) == Self.text(after.fields))
      try await scenario.expectConverged()
      let drift = try await scenario.workspace.run("drift")
      #expect(drift.lastLine.hasPrefix("No drift."), "\(drift)")
    }
  }

  @Test func `only what is not declared is added to a folder, and nothing is overwritten`()
    async throws
  {
    try await Scenario.run { scenario in
      try await fill(scenario)
      let own = "contacts:\n  b: {email: BOB@example.com}\n"
      try scenario.workspace.write(own, to: "people/pulled.yaml")
      let output = try await scenario.workspace.run("pull", "--merge-into", "people")
      #expect(output.status == 0, "\(output)")
      #expect(try scenario.workspace.read("people/pulled.yaml") == own)
      let added = try scenario.workspace.read("people/pulled-2.yaml")
      #expect(added.contains("Jane") && !added.contains("bob@"), "\(added)")
      #expect(output.standardError.contains("`contact.b` is declared already"), "\(output)")
      let again = try await scenario.workspace.run("pull", "--merge-into", "people")
      #expect(again.standardError.contains("No file is written"), "\(again)")
      try scenario.workspace.write(own)
      let refused = try await scenario.workspace.run("pull", "--out", "roster.yaml")
      #expect(refused.status == 1 && refused.standardError.contains("exists already"), "\(refused)")
      #expect(try scenario.workspace.read("roster.yaml") == own)
    }
  }

  @Test func `more contacts than a page holds are all pulled, owners left out where asked`()
    async throws
  {
    try await Scenario.run { scenario in
      let many =
        "contacts:\n" + (1...520).map { "  p\($0)@example.com: {firstName: P}\n" }.joined()
      try await scenario.apply(many)
      let output = try await scenario.workspace.run(
        "pull",
        "--without-owners",
        "--out",
        "all/contacts.yaml"
      )
      #expect(output.status == 1, "a folder that is not there: \(output)")
      let pulled = try await scenario.workspace.run("pull", "--without-owners")
      #expect(pulled.status == 0, "\(pulled)")
      #expect(pulled.standardOutput.components(separatedBy: "firstName: P").count == 521)
      #expect(!pulled.standardOutput.contains("contactOwner"))
    }
  }
}
