import Foundation
import Sandbox
import TestSupport
import Testing

/// The examples for CI and for policies do what they say, with the built binary.
@Suite struct ExampleTests {
  /// Runs a script of the repository with the binary on the PATH.
  private func run(_ script: String, _ arguments: [String] = []) async throws -> RunOutput {
    try await withTemporaryDirectory { path in
      let folder = URL(fileURLWithPath: Workspace.binary).deletingLastPathComponent().path
      var workspace = Workspace(path: path)
      workspace.environment = ["HOME": path, "CI": "true", "TMPDIR": path]
      let command = "PATH='\(folder)':\"$PATH\" exec '\(Workspace.repository)/\(script)' \"$@\""
      let process = try RunningProcess(
        workspace,
        ["-c", command, script] + arguments,
        executable: "/bin/bash"
      )
      return try await process.wait()
    }
  }

  @Test(arguments: [
    "examples/policy/test.sh", "examples/ci/test.sh", "examples/hooks/test.sh",
    "examples/completions/test.sh",
  ])
  func `an example's own test passes`(_ script: String) async throws {
    let output = try await run(script)
    #expect(output.status == 0, "\(output)")
  }

  @Test func `the plans that other tests hold as golden files fit the schema that roster prints`()
    async throws
  {
    let folder = Workspace.repository + "/Tests/ReportingTests/Golden"
    let plans = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      $0.hasPrefix("plan-") && $0.hasSuffix(".json") && $0 != "plan-schema.json"
    }
    #expect(plans.count >= 2)
    let check = try await PlanSchemaCheck.fit(plans.sorted(), from: Workspace(path: folder))
    #expect(check.status == 0, "\(check)")
  }

  @Test func `an apply gets through the faults of the example, which has one of each kind`()
    async throws
  {
    let path = Workspace.repository + "/examples/faults.yaml"
    let faults = try String(contentsOfFile: path, encoding: .utf8)
    let rules = try FaultPlan.read(yaml: [UInt8](faults.utf8), file: path).rules
    let kinds = Set(
      rules.map { rule in String("\(rule.action)".prefix { $0.isLetter }) }
    )
    #expect(
      kinds == [
        "reply", "delay", "close", "halfBody", "malformedJSON", "contentLength", "oversized",
        "dropField", "setField", "ignoreField", "linkCompany",
      ]
    )
    try await Scenario.run(faults: faults) { scenario in
      let contacts = (1...8).map { "  c\($0)@example.com: {firstName: C}\n" }.joined()
      try await scenario.apply("contacts:\n" + contacts, "--parallelism", "1")
      #expect(scenario.sandbox.requests().count { $0.isFaulty } == 9)
      try await scenario.expectConverged()
    }
  }

  @Test func `what is no plan does not pass the check of plans`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write("{\"format_version\": \"1.0\"}", to: "p.json")
      let check = try await PlanSchemaCheck.fit(["p.json"], from: workspace)
      #expect(check.status == 1 && check.standardError.contains("resource_changes"), "\(check)")
    }
  }

  @Test func `a protected contact is neither forgotten nor re-identified until that is lifted`()
    async throws
  {
    try await Scenario.run { scenario in
      let boss = "  boss: {email: boss@example.com, firstName: B, protect: true}\n"
      let other = "  a@example.com: {firstName: A}\n"
      try await scenario.apply("contacts:\n" + boss + other)
      let before = scenario.requestCount
      let forgotten = try await scenario.apply("contacts:\n" + other, expecting: 1)
      #expect(forgotten.standardError.contains("contact.boss"), "\(forgotten)")
      try await scenario.apply(
        "contacts:\n" + boss.replacingOccurrences(of: "boss@", with: "chief@") + other,
        expecting: 1
      )
      #expect(scenario.requestCount == before)
      try await scenario.apply(
        "contacts:\n" + boss.replacingOccurrences(of: ", protect: true", with: "") + other
      )
      try await scenario.apply("contacts:\n" + other)
      try await scenario.expectConverged()
    }
  }

  @Test func `an ignored field is sent on creation and then left alone`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(
        "contacts:\n  a@example.com: {phone: +331, firstName: A, ignore: [phone]}\n"
      )
      #expect(try await scenario.contact("a@example.com").fields["phone"] as? String == "+331")
      let before = scenario.requestCount
      try await scenario.apply(
        "contacts:\n  a@example.com: {phone: +332, firstName: A, ignore: [phone]}\n"
      )
      #expect(scenario.writes(after: before).isEmpty)
      try await scenario.expectConverged()
    }
  }

  @Test func `merging into a folder adds what is new, and no file when nothing is`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(
        "companies: {acme: {domain: acme.example}, globex: {id: cpn_1}}\n"
          + "contacts: {jane@acme.example: {company: acme}}\n",
        to: "crm/old.yaml"
      )
      try workspace.write(
        "Email,Company,Website\nJANE@acme.example,Acme,acme.example\n"
          + "bo@acme.example,Acme,acme.example\ncy@globex.example,Globex,globex.example\n",
        to: "crm.csv"
      )
      let first = try await workspace.run("import", "crm.csv", "--merge-into", "crm")
      #expect(first.status == 0, "\(first)")
      #expect(first.standardError.contains("roster validate crm\n"), "\(first)")
      let added = try workspace.read("crm/crm.yaml")
      #expect(added.contains("company: acme\n") && !added.contains("  acme:"), "\(added)")
      #expect(added.contains("  globex-2:\n"), "globex is another company here: \(added)")
      let valid = try await workspace.run("validate", "crm")
      #expect(valid.status == 0 && valid.standardError.isEmpty, "\(valid)")
      #expect(valid.lastLine == "Valid: 3 contacts in 2 files.")
      let second = try await workspace.run("import", "crm.csv", "--merge-into", "crm")
      #expect(second.status == 0, "\(second)")
      #expect(second.standardError.contains("No file is written"), "\(second)")
      #expect(!workspace.exists("crm/crm-2.yaml"))
    }
  }

  @Test func `merging into an empty folder writes the first file`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write("", to: "new/.keep")
      try workspace.write("email\na@example.com\n", to: "people.csv")
      let output = try await workspace.run("import", "people.csv", "--merge-into", "new")
      #expect(output.status == 0, "\(output)")
      #expect(try await workspace.run("validate", "new").status == 0)
      let missing = try await workspace.run("import", "people.csv", "--merge-into", "gone")
      #expect(missing.status == 1 && missing.standardError.contains("gone"), "\(missing)")
    }
  }

  @Test func `an import makes a manifest that validates, and never overwrites one`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(
        "First Name,Last Name,Email,Company\nJane,Smith,jane@acme.example,Acme\n",
        to: "crm.csv"
      )
      let first = try await workspace.run("import", "crm.csv", "--out", "team.yaml")
      #expect(first.status == 0, "\(first)")
      #expect(first.standardError.contains("1 imported"), "\(first)")
      let valid = try await workspace.run("validate", "team.yaml")
      #expect(valid.status == 0 && valid.standardError.isEmpty, "\(valid)")
      let before = try workspace.read("team.yaml")
      let again = try await workspace.run("import", "crm.csv", "--out", "team.yaml")
      #expect(again.status == 1 && again.standardError.contains("team.yaml"), "\(again)")
      #expect(try workspace.read("team.yaml") == before)
      try FileManager.default.createSymbolicLink(
        atPath: path + "/link.yaml",
        withDestinationPath: "team.yaml"
      )
      let link = try await workspace.run("import", "crm.csv", "--out", "link.yaml")
      #expect(link.status == 1, "\(link)")
      #expect(link.standardError.contains("link.yaml exists already"), "\(link)")
      #expect(try workspace.read("team.yaml") == before)
      let kind = try FileManager.default.attributesOfItem(atPath: path + "/link.yaml")[.type]
      #expect(kind as? FileAttributeType == .typeSymbolicLink)
      let printed = try await workspace.run("import", "crm.csv", "--quiet")
      #expect(printed.standardOutput == before, "the same bytes again")
      let wrong = try await workspace.run("import", "crm.csv", "--map", "Mail=email")
      #expect(wrong.status == 1 && wrong.standardOutput.isEmpty, "\(wrong)")
      #expect(wrong.standardError.contains("No manifest is made"), "\(wrong)")
    }
  }
}
