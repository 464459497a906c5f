import Foundation
import TestSupport
import Testing

/// The manifest's schema, held by another program against manifests that roster judges, too.
@Suite struct SchemaTests {
  private static let folder = Workspace.repository + "/Tests/EndToEndTests/Manifests"

  /// The manifests of that kind: both say of `invalid` that it is, and of `beyond` only roster does.
  ///
  /// The first line of those says why a schema cannot.
  private static func files(_ kind: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder + "/" + kind).sorted()
      .map { "\(kind)/\($0)" }
  }

  /// What the validator says of the files, and of the example, against what `roster schema` prints.
  private func verdicts(_ files: [String]) async throws -> [Substring] {
    try await withTemporaryDirectory { path in
      let schema = try await Workspace(path: path).run("schema")
      try Workspace(path: path).write(schema.standardOutput, to: "schema.json")
      let check = try RunningProcess(
        Workspace(path: Self.folder),
        [Workspace.repository + "/Tests/manifest-check.py", path + "/schema.json"] + files,
        executable: "/usr/bin/python3"
      )
      let output = try await check.wait()
      #expect(output.status == 0, "\(output)")
      return output.standardOutput.split(separator: "\n")
    }
  }

  @Test(arguments: ["valid", "invalid", "beyond"])
  func `the schema and the program agree wherever a schema can`(_ kind: String) async throws {
    let files = try Self.files(kind)
    #expect(files.count >= 20)
    let verdicts = try await verdicts(files)
    #expect(verdicts.count == files.count)
    for (file, verdict) in zip(files, verdicts) {
      let found = try await Workspace(path: Self.folder).run("validate", file)
      #expect(found.status == (kind == "valid" ? 0 : 1), "\(file): \(found)")
      #expect(verdict.hasPrefix(kind == "invalid" ? "fails \(file)" : "fits \(file)"), "\(verdict)")
      guard kind == "beyond" else { continue }
      let text = try Workspace(path: Self.folder).read(file)
      #expect(text.hasPrefix("# "), "\(file) must say why a schema cannot")
    }
  }

  @Test func `the example fits the schema that its first line attaches`() async throws {
    let example = Workspace.repository + "/examples/roster.yaml"
    #expect(try await verdicts([example]) == ["fits \(example)"])
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: example)), as: UTF8.self)
    #expect(text.hasPrefix("# yaml-language-server: $schema=./roster.schema.json\n"))
    let attached = Workspace.repository + "/examples/roster.schema.json"
    let schema = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: attached)),
      as: UTF8.self
    )
    let printed = try await Workspace(path: Self.folder).run("schema").standardOutput
    #expect(schema == printed, "write it anew: roster schema > examples/roster.schema.json")
  }

  @Test func `findings as SARIF have the form of the standard`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(
        "contacts:\n  a@example.com: {firstname: A}\n  a: {email: A@example.com}\n"
      )
      let found = try await workspace.run("validate", "--format", "sarif")
      #expect(found.status == 1 && found.standardError.isEmpty, "\(found)")
      try workspace.write(found.standardOutput, to: "found.sarif")
      try workspace.write("contacts: {a@example.com: {}}\n")
      let none = try await workspace.run("validate", "--format", "sarif")
      #expect(none.status == 0, "\(none)")
      try workspace.write(none.standardOutput, to: "none.sarif")
      let tests = Workspace.repository + "/Tests"
      let golden = tests + "/ReportingTests/Golden/diagnostics.sarif"
      let check = try RunningProcess(
        workspace,
        [
          tests + "/schema-check.py", tests + "/sarif-essentials.json", "found.sarif", "none.sarif",
          golden,
        ],
        executable: "/usr/bin/python3"
      )
      let output = try await check.wait()
      #expect(output.status == 0, "\(output)")
    }
  }

  @Test func `annotations and SARIF name files as the repository does`() async throws {
    try await withTemporaryDirectory { path in
      var workspace = Workspace(path: path + "/crm")
      try workspace.write("contacts: {a: {}}\n", to: "a.yaml")
      workspace.environment["GITHUB_WORKSPACE"] = path
      let github = try await workspace.run("validate", "a.yaml", "--format", "github")
      #expect(github.standardOutput.hasPrefix("::error file=crm/a.yaml,line=1,col="), "\(github)")
      #expect(github.status == 1 && github.standardError.isEmpty, "\(github)")
      let sarif = try await workspace.run("validate", "a.yaml", "--format", "sarif")
      #expect(sarif.standardOutput.contains("\"uri\":\"crm/a.yaml\""), "\(sarif)")
    }
  }
}
