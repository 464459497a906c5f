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

  @Test func `people in other letters are taken over, and pulled once`() async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(
        """
        contacts:
          a: {linkedinUrl: https://www.linkedin.com/in/jörn}
          b: {linkedinUrl: https://www.linkedin.com/in/ΟΔΥΣΣΕΎΣ}
          c: {email: Info@bücher.example}
          d: {linkedinUrl: https://www.linkedin.com/pub/uma-hart/fr}

        """
      )
      let first = try await scenario.workspace.run("apply", "--auto-approve")
      #expect(first.status == 0, "\(first)")
      try scenario.workspace.write(
        """
        contacts:
          a: {linkedinUrl: "https://www.linkedin.com/in/JO%CC%88RN/"}
          b: {linkedinUrl: "https://gr.linkedin.com/in/οδυσσεύς"}
          c: {email: info@xn--bcher-kva.example}
          d: {linkedinUrl: "https://www.linkedin.com/in/Uma-Hart"}

        """,
        to: "people/all.yaml"
      )
      let second = try await scenario.workspace.run(
        "apply",
        "--auto-approve",
        "--adopt",
        "--state",
        "new.jsonl",
        "people"
      )
      #expect(second.lastLine.contains("4 of the created were adopted"), "\(second)")
      let pull = try await scenario.workspace.run("pull", "--out", "pulled.yaml")
      #expect(pull.standardError.contains("contacts: 4,"), "\(pull)")
      let again = try await scenario.workspace.run("pull", "--merge-into", "people")
      #expect(again.standardError.contains("No file is written"), "\(again)")
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

  /// Whatever way identifiers are spelled, what is pulled is what the CRM matches.
  @Test func `what is pulled is taken over, and nobody is made twice`() async throws {
    try await Scenario.run { scenario in
      let identifiers = [
        "linkedinUrl: https://www.linkedin.com/in/ida-falk/fr",
        "linkedinUrl: 'https://de.linkedin.com/in/j\u{F6}rn?trk=x'",
        "linkedinUrl: https://www.linkedin.com/in/ren%C3%A9e-ash/",
        "linkedinUrl: https://www.linkedin.com/in/%E4%BD%A0/en-us",
        "linkedinUrl: 'https://www.linkedin.com/in/a%2Fb'",
        "linkedinUrl: https://www.linkedin.com/pub/uma-hart/1/2a/3b4/de",
        "linkedinUrl: https://www.linkedin.com/in/ACoAAB1C2d3",
        "linkedinUrlSalesNav: 'https://www.linkedin.com/sales/lead/ACwAAAB12,NAME_SEARCH,x1Yz'",
        "linkedinUrlSalesNav: 'https://www.linkedin.com/sales/people/ACwAAAB13,OUT%2Cx?_ntb=1'",
        "email: Info@b\u{FC}cher.example", "email: J.O'Neil+x@Example.com",
        "email: j\u{F6}rg@north.example",
      ]
      let manifest =
        "contacts:\n"
        + identifiers.enumerated().map { "  c\($0.offset): {\($0.element), firstName: N}\n" }
        .joined()
      try await scenario.apply(manifest, "--parallelism", "1")
      try await scenario.expectConverged()
      for folder in ["one", "two"] {
        let copy = Workspace(
          path: scenario.workspace.path + "/" + folder,
          environment: scenario.workspace.environment
        )
        try FileManager.default.createDirectory(
          atPath: copy.path,
          withIntermediateDirectories: true
        )
        let pull = try await copy.run("pull", "--out", "roster.yaml")
        #expect(pull.lastLine.isEmpty && !pull.standardError.contains("left out:"), "\(pull)")
        let adopted = try await copy.run("apply", "--adopt", "--auto-approve")
        #expect(adopted.status == 0, "\(adopted)")
        let all = try await scenario.curl("-sS", scenario.url + "/contacts")
        #expect(all.contains("\"total\":\(identifiers.count),"), "\(all)")
        let plan = try await copy.run("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
      }
      try await scenario.expectConverged()
      let drift = try await scenario.workspace.run("drift")
      #expect(drift.lastLine.hasPrefix("No drift."), "\(drift)")
    }
  }
}
