import Foundation
import Model
import TestSupport
import Testing

/// The README is true, and so are the pages that it refers to.
@Suite struct ReadmeTests {
  private static let repository = Workspace(path: Workspace.repository)

  private static func readme() throws -> String { try repository.read("README.md") }

  @Test(arguments: ResourceType.contact.fields)
  func `the field table has a row for every field`(_ field: Field) throws {
    let page = try Self.repository.read("Sources/roster/roster.docc/Manifest.md")
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `\(field.name)` |") }
    #expect(rows.count == 1)
    #expect(rows.first?.hasSuffix("| \(field.summary) |") == true)
  }

  @Test func `the README is a screen or two, and its links lead somewhere`() throws {
    let readme = try Self.readme()
    #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 250)
    let links = readme.matches(of: #/\]\(([^)#:]+)\)/#).map { String($0.output.1) }
    #expect(links.count > 5)
    for link in links { #expect(Self.repository.exists(link), "\(link)") }
  }

  @Test func `every command that the help lists is in the README, and explains itself`()
    async throws
  {
    let readme = try Self.readme()
    try await withTemporaryDirectory { path in
      let help = try await Workspace(path: path).run("--help")
      #expect(help.status == 0)
      let list = help.standardOutput.components(separatedBy: "SUBCOMMANDS:").last ?? ""
      let commands = list.matches(of: #/(?m)^[ ]{2}([a-z]+)[ ]/#).map { String($0.output.1) }
      #expect(commands.count > 10)
      for command in commands {
        #expect(readme.contains("\n| `roster \(command)"), "\(command)")
        let own = try await Workspace(path: path).run(command, "--help")
        #expect(own.status == 0 && own.standardOutput.contains("USAGE: roster \(command)"))
      }
      let version = try await Workspace(path: path).run("--version")
      #expect(version.standardOutput.hasPrefix("roster "))
    }
  }

  /// With the ids, which the sandbox draws by lot, all alike.
  private static func withoutIDs(_ text: String) -> String {
    text.replacing(/ctc_\w{17}/, with: "ctc_…")
  }

  @Test func `the plan and the apply that the README shows are real`() async throws {
    let readme = Self.withoutIDs(try Self.readme())
    let fixtures = "Tests/EndToEndTests/Readme/"
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(try Self.repository.read(fixtures + "crm.yaml"), to: "crm.yaml")
      try workspace.write(try Self.repository.read(fixtures + "before.yaml"))
      let before = ["apply", "--sandbox", "--seed", "crm.yaml", "--auto-approve"]
      #expect(try await workspace.run(before).status == 0)
      try workspace.write(try Self.repository.read(fixtures + "after.yaml"))
      let plan = try await workspace.run("plan", "--sandbox")
      let planned = Self.withoutIDs(plan.standardOutput)
      #expect(readme.contains("$ roster plan --sandbox\n\(planned)```"), "\(plan)")
      let apply = try await workspace.run("apply", "--sandbox", "--auto-approve")
      #expect(apply.status == 3)
      let text = apply.standardOutput
      let start = try #require(text.firstRange(of: "Not converged:")).lowerBound
      let shown = "$ roster apply --sandbox --auto-approve\n…\n\(text[start...])```"
      #expect(readme.contains(shown), "\(apply)")
    }
  }

  @Test func `the tour's first manifest is planned as it says`() async throws {
    let readme = try Self.readme()
    let tour = try #require(readme.firstMatch(of: #/(?s)[ ]{3}```yaml\n(.*?)[ ]{3}```/#))
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(
        tour.output.1.split(separator: "\n").map { $0.dropFirst(3) }.joined(separator: "\n")
      )
      let plan = try await workspace.run("plan", "--sandbox")
      #expect(plan.lastLine.hasPrefix("Plan: 2 to create"), "\(plan)")
    }
  }

  /// As CI systems run it: any command that fails ends the job.
  @Test(arguments: ["[]", "[{domain: initech.example, name: Initech}]"])
  func `the job for CI runs as it is written`(_ companies: String) async throws {
    let readme = try Self.readme()
    let job = try #require(readme.firstMatch(of: #/(?s)```sh\n(.*?)```/#)).output.1
    try await withTemporaryDirectory { path in
      var workspace = Workspace(path: path)
      try workspace.write("companies: \(companies)\n", to: "crm.yaml")
      try workspace.write(
        "contacts: {d@example.com: {firstName: D, companyDomain: initech.example}}\n"
      )
      try workspace.write(String(job), to: "job.sh")
      workspace.environment["HOME"] = path
      let isMissing = companies == "[]"
      // The job is for the real CRM: here the sandbox stands in for it.
      let output = try await workspace.shell(
        """
        git init --quiet . && git config user.name A && git config user.email a@example.com
        sed -i 's/roster plan/roster plan --sandbox/; s/roster apply/roster apply --seed crm.yaml --sandbox/' job.sh
        bash -e job.sh && echo "first $?" || echo "first $?"
        bash -e job.sh && echo "second $?" || echo "second $?"
        git log --format=%s
        """
      )
      #expect(output.standardOutput.contains("first \(isMissing ? 3 : 0)\n"), "\(output)")
      #expect(output.standardOutput.contains("second \(isMissing ? 3 : 0)\n"), "\(output)")
      #expect(output.standardOutput.contains("Apply contacts\n"), "\(output)")
    }
  }

  @Test func `every diagnostic code is explained, and none is used twice`() async throws {
    try await withTemporaryDirectory { path in
      let list = try await Workspace(path: path).run("explain")
      let codes = list.standardOutput.split(separator: "\n").map { String($0.prefix(5)) }
      #expect(codes.count > 50)
      #expect(Set(codes).count == codes.count)
      #expect(codes == codes.sorted())
      let one = try await Workspace(path: path).run("explain", "r0203")
      #expect(one.status == 0 && one.standardOutput.contains("Repair:"), "\(one)")
      let none = try await Workspace(path: path).run("explain", "R9999")
      #expect(none.status == 1 && none.standardError.contains("R9999"), "\(none)")
    }
  }

  @Test func `the example is planned and applied, and only the missing company is left`()
    async throws
  {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      for name in ["roster.yaml", "sandbox.yaml"] {
        let file = URL(fileURLWithPath: Workspace.repository + "/examples/" + name)
        try workspace.write(String(decoding: try Data(contentsOf: file), as: UTF8.self), to: name)
      }
      #expect(try await workspace.run("validate").status == 0)
      let plan = try await workspace.run("plan", "--sandbox")
      #expect(plan.lastLine.hasPrefix("Plan: 25 to create"), "\(plan)")
      let apply = try await workspace.run(
        "apply",
        "--sandbox",
        "--seed",
        "sandbox.yaml",
        "--auto-approve"
      )
      #expect(apply.status == 3, "\(apply)")
      #expect(
        apply.lastLine
          == "Apply complete: 25 created, 0 updated, 0 renamed, 0 forgotten, 0 deleted; 0 failed, 1 findings."
      )
      let again = try await workspace.run("plan", "--sandbox")
      #expect(again.lastLine.contains("0 to create, 1 to update"), "\(again)")
      #expect(again.standardOutput.contains("contact.priya@litware.example"), "\(again)")
      #expect(try await workspace.run("plan", "--sandbox", "--out", "p.json").status == 0)
      let reviewed = try await workspace.run("apply", "p.json")
      #expect(reviewed.status == 3, "a plan for the sandbox needs no flag: \(reviewed)")
    }
  }
}
