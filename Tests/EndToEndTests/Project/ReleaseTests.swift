import Foundation
import TestSupport
import Testing

/// The project's own workflows: the commands that they would run, with stand-ins for what takes long.
@Suite struct ReleaseTests {
  private static let folder = Workspace.repository + "/.github/workflows/"

  /// What stands for the scripts and for `gh`: it notes how it was called, and makes what the packaging makes.
  private static let standIn = """
    #!/bin/bash
    echo "${0##*/} $*" >>log
    if [ "${0##*/}" = package ]; then mkdir -p "$1" && touch "$1"/roster{_0.1.0_amd64.deb,-0.1.0.tar.gz}{,.sha256}; fi
    """

  /// Runs the commands of a job, one after the other, up to the first that fails.
  private func job(_ job: String, of file: String, in path: String) async throws -> RunOutput {
    let reader = try RunningProcess(
      Workspace(path: path),
      [Self.folder + file, job],
      executable: Workspace.repository + "/Tests/ci-commands.py"
    )
    let commands = try await reader.wait()
    try #require(commands.status == 0 && !commands.standardOutput.isEmpty, "\(commands)")
    var workspace = Workspace(path: path)
    workspace.environment = [
      "HOME": path, "GITHUB_REF_NAME": "v0.1.0", "GITHUB_REPOSITORY": "team/roster",
    ]
    let script = "set -e\nPATH=\"$PWD/bin:$PATH\"\n" + commands.standardOutput
    return try await RunningProcess(workspace, ["-c", script], executable: "/bin/bash").wait()
  }

  private func withStandIns(_ body: (Workspace) async throws -> Void) async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      for name in [".ci/run", ".ci/package", "Tests/package.sh", "bin/gh"] {
        try workspace.write(Self.standIn, to: name)
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o755],
          ofItemAtPath: path + "/" + name
        )
      }
      try await body(workspace)
    }
  }

  @Test func `a tag is checked, packaged, tried and published`() async throws {
    try await withStandIns { workspace in
      let packaged = try await job("package", of: "release.yml", in: workspace.path)
      #expect(packaged.status == 0, "\(packaged)")
      #expect(try workspace.read("log") == "run \npackage dist\npackage.sh dist\n")
      let published = try await job("publish", of: "release.yml", in: workspace.path)
      #expect(published.status == 0, "\(published)")
      let call = try #require(try workspace.read("log").split(separator: "\n").last)
      #expect(
        call.hasPrefix("gh release create v0.1.0 --repo team/roster --verify-tag "),
        "\(call)"
      )
      for name in ["_0.1.0_amd64.deb", "-0.1.0.tar.gz"] {
        #expect(call.contains(" dist/roster\(name) dist/roster\(name).sha256"), "\(call)")
      }
    }
  }

  @Test func `a tag that is not the version of the program is not published`() async throws {
    try await withStandIns { workspace in
      let other = Self.standIn.replacingOccurrences(of: "0.1.0", with: "0.2.0")
      try workspace.write(other, to: ".ci/package")
      #expect(try await job("package", of: "release.yml", in: workspace.path).status == 1)
    }
  }

  @Test func `a failing check stops a release, and a change`() async throws {
    try await withStandIns { workspace in
      try workspace.write("#!/bin/bash\nexit 1\n", to: ".ci/run")
      for (name, file) in [("package", "release.yml"), ("check", "ci.yml")] {
        #expect(try await job(name, of: file, in: workspace.path).status == 1)
      }
      #expect(!workspace.exists("log"), "nothing was packaged")
    }
  }

  @Test(arguments: ["ci.yml", "release.yml"])
  func `a workflow may do no more than it needs, with actions of one version each`(
    _ file: String
  ) throws {
    let text = try String(contentsOfFile: Self.folder + file, encoding: .utf8)
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "-" } }
    let actions = lines.filter { $0.hasPrefix("uses: ") }
    #expect(!actions.isEmpty)
    for action in actions {
      #expect(action.wholeMatch(of: /uses: actions\/[a-z-]+@v\d+\.\d+\.\d+/) != nil, "\(action)")
    }
    #expect(!text.contains("latest") && !text.contains("secrets."))
    #expect(lines.contains { $0.hasPrefix("permissions:") })
    let parts = text.components(separatedBy: "contents: write")
    #expect(parts.count == (file == "release.yml" ? 2 : 1))
    #expect(
      parts[0].contains("\n  publish:") == (file == "release.yml"),
      "only the last job writes"
    )
  }

  @Test func `the scripts that the workflows call are there`() {
    for name in [".ci/run", ".ci/package", "Tests/package.sh"] {
      #expect(FileManager.default.isExecutableFile(atPath: Workspace.repository + "/" + name))
    }
  }

  @Test func `the example workflows install the version that this is`() async throws {
    try await withTemporaryDirectory { path in
      let said = try await Workspace(path: path).run("--version").standardOutput
      let version = try #require(said.split(whereSeparator: \.isWhitespace).dropFirst().first)
      for name in ["github/contacts.yml", "gitlab/.gitlab-ci.yml", "jenkins/Jenkinsfile"] {
        let text = try Workspace(path: Workspace.repository).read("examples/ci/" + name)
        #expect(text.contains(/ROSTER_VERSION(:| =) '?/), "\(name)")
        #expect(text.contains(version), "\(name)")
      }
    }
  }
}
