import Foundation
import Model
import TestSupport
import Testing

/// The README is true: its tables come from what the program says.
@Suite struct ReadmeTests {
  private static func readme() throws -> String {
    let path = Workspace.repository + "/README.md"
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  @Test(arguments: ContactField.allCases)
  func `the field table has a row for every field`(_ field: ContactField) throws {
    let rows = try Self.readme().split(separator: "\n").filter {
      $0.hasPrefix("| `\(field.name)` |")
    }
    #expect(rows.count == 1)
    #expect(rows.first?.hasSuffix("| \(field.definition.summary) |") == true)
  }

  @Test func `every command that the help lists is in the README, with its flags explained`()
    async throws
  {
    let readme = try Self.readme()
    try await withTemporaryDirectory { path in
      let help = try await Workspace(path: path).run("--help")
      #expect(help.status == 0)
      for command in ["plan", "apply", "validate", "show", "state", "schema", "explain", "serve"] {
        #expect(help.standardOutput.contains("  \(command)"), "\(help)")
        #expect(readme.contains("`roster \(command)"))
        let own = try await Workspace(path: path).run(command, "--help")
        #expect(own.status == 0 && own.standardOutput.contains("USAGE: roster \(command)"))
      }
      let version = try await Workspace(path: path).run("--version")
      #expect(version.standardOutput.hasPrefix("roster "))
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
