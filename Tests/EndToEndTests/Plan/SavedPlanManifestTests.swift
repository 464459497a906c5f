import Foundation
import Testing

/// A saved plan is planned again from its manifest before it is applied, and has to come out the same.
@Suite struct SavedPlanManifestTests {
  struct Honest: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Applied first, in `crm`.
    var before: [String: String] = ["roster.yaml": SavedPlanManifestTests.people]
    /// What is planned after it, in the same files or in others.
    let after: [String: String]
    var plan = "plan --out p.json"
    var apply = "apply p.json"
    /// Run in `crm` between the two.
    var between = "true"
    var changes = "0 created, 1 updated, 0 renamed, 0 forgotten, 0 deleted"

    init(
      _ name: String,
      before: [String: String] = ["roster.yaml": SavedPlanManifestTests.people],
      after: [String: String],
      plan: String = "plan --out p.json",
      between: String = "true",
      apply: String = "apply p.json",
      changes: String = "0 created, 1 updated, 0 renamed, 0 forgotten, 0 deleted"
    ) {
      testDescription = name
      (self.before, self.after, self.plan) = (before, after, plan)
      (self.between, self.apply, self.changes) = (between, apply, changes)
    }
  }

  private static let people = """
    contacts:
      ann: {email: ann@example.com, firstName: Ann}
      bob: {email: bob@example.com, firstName: Bob}

    """

  private static let edited = people.replacingOccurrences(of: "firstName: Ann", with: "phone: '1'")

  private static let halves = [
    "people/a.yaml": "contacts: {ann: {email: ann@example.com, custom: {tier: gold}}}\n",
    "people/eu/b.yaml": "fields: {tier: text}\ncontacts: {bob: {email: bob@example.com}}\n",
  ]

  private static let plans: [Honest] = [
    Honest("an edit", after: ["roster.yaml": edited]),
    Honest(
      "--only",
      after: ["roster.yaml": edited.replacingOccurrences(of: "Bob", with: "Rob")],
      plan: "plan --only 'contact.a*' --out p.json"
    ),
    Honest(
      "--exclude",
      after: ["roster.yaml": edited.replacingOccurrences(of: "Bob", with: "Rob")],
      plan: "plan --exclude bob --exclude 'x y*' --out p.json"
    ),
    Honest(
      "a rename",
      after: ["roster.yaml": people.replacingOccurrences(of: "ann:", with: "anna:")],
      changes: "0 created, 0 updated, 1 renamed, 0 forgotten, 0 deleted"
    ),
    Honest(
      "another email",
      after: [
        "roster.yaml": people.replacingOccurrences(of: "ann@example.com", with: "a@example.net")
      ]
    ),
    Honest(
      "forgetting",
      after: ["roster.yaml": "contacts: {ann: {email: ann@example.com, firstName: Ann}}\n"],
      changes: "0 created, 0 updated, 0 renamed, 1 forgotten, 0 deleted"
    ),
    Honest(
      "a deletion that the command line allowed",
      after: [
        "roster.yaml":
          "settings: {onRemove: delete}\ncontacts: {ann: {email: ann@example.com, firstName: Ann}}\n"
      ],
      plan: "plan --max-deletes 1 --max-updates 100% --out p.json",
      changes: "0 created, 0 updated, 0 renamed, 0 forgotten, 1 deleted"
    ),
    Honest(
      "--allow-empty",
      after: ["roster.yaml": "contacts: {}\n"],
      plan: "plan --allow-empty --out p.json",
      changes: "0 created, 0 updated, 0 renamed, 2 forgotten, 0 deleted"
    ),
    Honest(
      "--refresh of what did not drift",
      after: ["roster.yaml": edited],
      plan: "plan --refresh --out p.json"
    ),
    Honest(
      "--adopt",
      after: ["roster.yaml": people + "  eve: {email: eve@example.com}\n"],
      between: """
        printf 'contacts: {eve: {email: eve@example.com}}' > ../eve.yaml
        roster apply ../eve.yaml --state ../eve.jsonl --auto-approve --quiet
        """,
      apply: "apply p.json --adopt",
      changes: "1 created, 0 updated, 0 renamed, 0 forgotten, 0 deleted"
    ),
    Honest(
      "a folder of several files",
      before: halves,
      after: ["people/a.yaml": "contacts: {ann: {email: ann@example.com, custom: {tier: blue}}}\n"],
      plan: "plan people --out p.json"
    ),
    Honest(
      "files in another order than a folder's",
      before: halves,
      after: ["people/a.yaml": "contacts: {ann: {email: ann@example.com, custom: {tier: blue}}}\n"],
      plan: "plan people/eu people/a.yaml --out p.json"
    ),
    Honest(
      "a plan that is applied from the folder above",
      after: ["roster.yaml": edited],
      between: "cd ..",
      apply: "apply crm/p.json"
    ),
    Honest(
      "a plan that was printed",
      after: ["roster.yaml": edited],
      plan: "plan --format json > p.json"
    ),
    Honest(
      "a manifest on standard input",
      after: ["roster.yaml": edited],
      plan: "plan - --out p.json < roster.yaml",
      apply: "apply p.json < roster.yaml"
    ),
    Honest(
      "a link inside of the folder",
      after: ["real/people.yaml": edited],
      plan: "plan link.yaml --out p.json",
      apply: "apply p.json"
    ),
    Honest(
      "a link that leads out",
      after: ["../people.yaml": edited],
      plan: "plan out.yaml --out p.json",
      apply: "apply p.json --follow-links"
    ),
    Honest(
      "a comment since",
      after: ["roster.yaml": edited],
      between: "sed -i '1i # Our people' roster.yaml"
    ),
  ]

  @Test(arguments: plans)
  func `a plan that was made is applied`(_ test: Honest) async throws {
    try await Scenario.run { scenario in
      let workspace = scenario.workspace
      for (name, text) in test.before { try workspace.write(text, to: "crm/" + name) }
      let manifest = test.before["roster.yaml"] == nil ? "people" : "roster.yaml"
      let first = try await workspace.shell(
        """
        cd crm; ln -s real/people.yaml link.yaml; ln -s ../people.yaml out.yaml
        roster apply \(manifest) --auto-approve --quiet --state roster.state.jsonl
        """
      )
      #expect(first.status == 0, "\(first)")
      for (name, text) in test.after { try workspace.write(text, to: "crm/" + name) }
      let plan = try await workspace.shell(
        "export ROSTER_STATE=roster.state.jsonl; cd crm; roster \(test.plan)"
      )
      #expect(plan.status == 0, "\(plan)")
      let output = try await workspace.shell("cd crm; \(test.between); roster \(test.apply)")
      #expect(output.status == 0, "\(output)")
      #expect(output.lastLine.hasPrefix("Apply complete: \(test.changes);"), "\(output)")
    }
  }

  private static func withPlan(_ body: (Scenario) async throws -> Void) async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(people)
      let plan = try await scenario.plan(edited, "--out", "p.json")
      #expect(plan.status == 0, "\(plan)")
      let requests = scenario.requestCount
      try await body(scenario)
      #expect(scenario.requestCount == requests)
    }
  }

  @Test(arguments: [
    ("sed -i s/Bob/Rob/ roster.yaml", "R5040", "it lacks their change of contact.bob."),
    ("sed -i \"s/'1'/'2'/\" roster.yaml", "R5040", "`change.after.phone` of contact.ann is not"),
    (
      "sed -i '1i settings: {limits: {update: 0}}' roster.yaml", "R1001",
      "settings.limits.update: 0"
    ),
    ("echo '  x: {email: no}' >> roster.yaml", "R0021", "has errors by now"),
    ("mv roster.yaml other.yaml", "R0021", "there is no roster.yaml"),
    ("rm roster.yaml; mkdir roster.yaml", "R0021", "is not a file in the manifest's folder"),
    ("rm roster.yaml; ln -s /proc/self/environ roster.yaml", "R0021", "--follow-links"),
  ])
  func `a plan is refused when its manifest asks for something else, and nothing of that is shown`(
    _ change: String,
    _ code: String,
    _ words: String
  ) async throws {
    try await Self.withPlan { scenario in
      let output = try await scenario.workspace.shell("\(change); roster apply p.json 2>&1")
      #expect(output.status == 1, "\(output)")
      let text = output.standardOutput.split { $0.isWhitespace }.joined(separator: " ")
      #expect(text.contains("error[\(code)]") && text.contains(words), "\(output)")
      #expect(!text.contains("LEMLIST_API_KEY") && !text.contains("email: no"), "\(output)")
    }
  }

  @Test func `a plan of a manifest that has changed is no way around the manifest`() async throws {
    try await Self.withPlan { scenario in
      var forged = ForgedPlan(try scenario.workspace.read("p.json"))
      forged.replace("\"phone\":\"1\"", "\"phone\":\"2\"")
      let digest = forged.text.firstMatch(of: /"path":"roster.yaml","sha256":"([0-9a-f]{64})"/)
      forged.replace(
        String(try #require(digest).1),
        String(repeating: "0", count: 64)
      )
      try await forged.write(to: "forged.json", in: scenario.workspace)
      let output = try await scenario.workspace.run("apply", "forged.json")
      #expect(output.status == 1 && output.standardError.contains("error[R5040]"), "\(output)")
    }
  }

  @Test func `a deletion that no limit allowed is not allowed by a plan without its error`()
    async throws
  {
    try await Scenario.run { scenario in
      let workspace = scenario.workspace
      try await scenario.apply(Self.people)
      try workspace.write(
        "settings: {onRemove: delete}\ncontacts: {ann: {email: ann@example.com, firstName: Ann}}\n"
      )
      let plan = try await workspace.run("plan", "--format", "json")
      #expect(plan.status == 1 && plan.standardError.contains("error[R1002]"), "\(plan)")
      var forged = ForgedPlan(plan.standardOutput)
      forged.replace("\"errored\":true", "\"errored\":false")
      forged.replace("\"applyable\":false", "\"applyable\":true")
      let start = try #require(forged.text.range(of: "\"diagnostics\":[")).lowerBound
      let end = try #require(forged.text.range(of: ",\n\"sha256\":", options: .backwards))
        .lowerBound
      forged.replace(String(forged.text[start..<end]), "\"diagnostics\":[]")
      try await forged.write(to: "forged.json", in: workspace)
      let requests = scenario.requestCount
      let refused = try await workspace.run("apply", "forged.json")
      #expect(refused.status == 1 && refused.standardError.contains("error[R1002]"), "\(refused)")
      #expect(scenario.requestCount == requests)
      let meant = try await workspace.run("apply", "forged.json", "--max-deletes", "1")
      #expect(meant.status == 0, "\(meant)")
      try await scenario.expectConverged()
    }
  }

  @Test(arguments: [
    ("\"jobTitle\":\"PM\"", "\"jobTitle\":\"CEO\""), ("\"phone\":\"123\"", "\"phone\":\"999\""),
    ("\"firstName\":\"Eve\"", "\"firstName\":\"Eva\""), ("\"contact.zoe\"", "\"contact.zo\""),
  ])
  func `a plan that has read the CRM sends what the manifest says, and nothing else`(
    _ value: String,
    _ forgery: String
  ) async throws {
    try await Scenario.run { scenario in
      let workspace = scenario.workspace
      let manifest = """
        contacts:
          eve: {email: eve@example.com, firstName: Eve}
          jane: {email: jane@example.com, jobTitle: PM}
          zoe: {email: zoe@example.com, phone: '123'}

        """
      try await scenario.apply(manifest)
      for body in [
        #"{"email":"jane@example.com","jobTitle":"Boss"}"#,
        #"{"email":"zoe@example.com","phone":"9"}"#,
      ] {
        _ = try await scenario.curl(
          "-sS",
          "-H",
          "Content-Type: application/json",
          "-d",
          body,
          scenario.url + "/contacts"
        )
      }
      _ = try await scenario.curl("-sS", "-X", "DELETE", scenario.url + "/contacts/eve@example.com")
      let plan = try await workspace.run(
        "plan",
        "--refresh",
        "--max-creates",
        "1",
        "--out",
        "p.json"
      )
      #expect(plan.lastLine.hasPrefix("Plan: 1 to create, 2 to update"), "\(plan)")
      var forged = ForgedPlan(try workspace.read("p.json"))
      forged.replace(value, forgery)
      forged.text(
        replacing: /"name":"zoe"/,
        with: value.contains("zoe") ? "\"name\":\"zo\"" : "\"name\":\"zoe\""
      )
      try await forged.write(to: "forged.json", in: workspace)
      let requests = scenario.requestCount
      let refused = try await workspace.run("apply", "forged.json")
      #expect(refused.status == 1 && refused.standardError.contains("error[R5040]"), "\(refused)")
      #expect(scenario.requestCount == requests)
      let output = try await workspace.run("apply", "p.json")
      #expect(output.status == 0, "\(output)")
      try await scenario.expectConverged()
    }
  }
}
