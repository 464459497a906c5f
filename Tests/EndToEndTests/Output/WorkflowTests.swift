import Foundation
import TestSupport
import Testing

/// The example workflows, with the very commands that their services would run.
@Suite struct WorkflowTests {
  enum Service: String, CaseIterable {
    case github = "github/contacts.yml"
    case gitlab = "gitlab/.gitlab-ci.yml"
    case jenkins = "jenkins/Jenkinsfile"
  }

  /// What stands for `gh`: the pull request of the commit, the run of its plan, and that run's artefact.
  private static let gh = """
    #!/bin/bash
    case "$1 $2" in
    "api repos/team/contacts/commits/"*) echo 1111 ;;
    "run list") [[ " $* " == *" --commit 1111 "* ]] && echo 42 ;;
    "run download") [ "$3" = 42 ] && cp "$ARTEFACTS"/plan.json . ;;
    *) exit 1 ;;
    esac
    """

  private static let setUp = """
    set -e
    chmod +x bin/gh
    git init --quiet --bare --initial-branch main origin.git
    git config --global url."$PWD/origin.git".insteadOf https://roster:token@git.example.com/team/contacts.git
    git config --global user.name Ada && git config --global user.email ada@example.com
    git clone --quiet origin.git clone 2>/dev/null
    cd clone
    git symbolic-ref HEAD refs/heads/main
    cp -r "$EXAMPLES/ci" "$EXAMPLES/policy" .
    printf '/plan.*\\n/apply.*\\n/drift.md\\nroster.state.jsonl.*\\n' >.gitignore
    printf 'contacts:\\n  ann: {email: ann@example.com, contactOwner: ada@sales.example.com}\\n' >roster.yaml
    git add . && git commit --quiet -m "Declare Ann" && git push --quiet origin main
    """

  private func environment(_ scenario: Scenario) -> [String: String] {
    let path = scenario.workspace.path
    return [
      "HOME": path, "CI": "true", "GIT_CONFIG_NOSYSTEM": "1", "TMPDIR": path,
      "EXAMPLES": Workspace.repository + "/examples", "ARTEFACTS": path + "/clone",
      "ROSTER_ENDPOINT": scenario.url, "ROSTER_BRANCH": "main",
      "GITHUB_REPOSITORY": "team/contacts", "GITHUB_SHA": "2222", "ROSTER_PUSH_TOKEN": "token",
      "CI_SERVER_HOST": "git.example.com", "CI_PROJECT_PATH": "team/contacts",
    ]
  }

  private func bash(
    _ script: String,
    in folder: String = "",
    _ scenario: Scenario,
    key: Bool = false
  ) async throws -> RunOutput {
    var workspace = Workspace(path: scenario.workspace.path + folder)
    workspace.environment = environment(scenario)
    if key { workspace.environment["LEMLIST_API_KEY"] = Scenario.key }
    let bin = scenario.workspace.path + "/bin"
    let built = URL(fileURLWithPath: Workspace.binary).deletingLastPathComponent().path
    let process = try RunningProcess(
      workspace,
      ["-c", "PATH='\(bin)':'\(built)':\"$PATH\"\n" + script],
      executable: "/bin/bash"
    )
    return try await process.wait()
  }

  /// The job's commands, run as its service does: one after the other, up to the first that fails.
  private func job(
    _ job: String,
    of service: Service,
    in folder: String = "/clone",
    _ scenario: Scenario
  ) async throws -> RunOutput {
    let process = try RunningProcess(
      scenario.workspace,
      [Workspace.repository + "/examples/ci/" + service.rawValue, job],
      executable: Workspace.repository + "/Tests/ci-commands.py"
    )
    let commands = try await process.wait()
    try #require(commands.status == 0 && !commands.standardOutput.isEmpty, "\(commands)")
    return try await bash(
      "set -e -o pipefail\n" + commands.standardOutput,
      in: folder,
      scenario,
      key: job != "plan"
    )
  }

  @Test(arguments: Service.allCases)
  func `a plan is reviewed and applied, the state is committed, and drift is noticed`(
    _ service: Service
  ) async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write(Self.gh, to: "bin/gh")
      let ready = try await bash(Self.setUp, scenario)
      try #require(ready.status == 0, "\(ready)")
      let planned = try await job("plan", of: service, scenario)
      #expect(planned.status == 0, "\(planned)")
      #expect(planned.standardOutput.contains("The plan keeps to the policies."), "\(planned)")
      #expect(try scenario.workspace.read("clone/plan.env") == "ROSTER_CHANGES=true\n")
      #expect(scenario.requestCount == 0, "a plan needs no key and sends nothing")

      // GitHub's jobs share no folder: the plan comes from the run of the pull request.
      let place = service == .github ? "/apply" : "/clone"
      if service == .github {
        let cloned = try await bash("git clone --quiet origin.git apply", scenario)
        try #require(cloned.status == 0, "\(cloned)")
      }
      let applied = try await job("apply", of: service, in: place, scenario)
      #expect(applied.status == 0, "\(applied)")
      #expect(scenario.writes().count == 1)
      let log = try await bash("git -C origin.git log --format=%s main", scenario)
      #expect(log.standardOutput.hasPrefix("Record the applied contacts [skip ci]\n"), "\(log)")

      let quiet = try await job("drift", of: service, in: place, scenario)
      #expect(quiet.status == 0, "\(quiet)")
      let edit = try await bash(
        "echo '  bob: {email: bob@example.com}' >>roster.yaml",
        in: place,
        scenario
      )
      try #require(edit.status == 0)
      let drift = try await job("drift", of: service, in: place, scenario)
      #expect(drift.status == 2, "\(drift)")
      #expect(
        try scenario.workspace.read(String(place.dropFirst()) + "/drift.md").contains("1 to create")
      )

      // A plan that a policy forbids does not get as far as an artefact.
      let forbidden = try await bash(
        "printf '#!/bin/bash\\nexit 1\\n' >policy/check.sh",
        in: "/clone",
        scenario
      )
      try #require(forbidden.status == 0)
      #expect(try await job("plan", of: service, scenario).status == 1)

      let broken = try await bash("echo '  bob: {mail: x}' >>roster.yaml", in: "/clone", scenario)
      try #require(broken.status == 0)
      #expect(try await job("plan", of: service, scenario).status == 1)
      let comment = try scenario.workspace.read("clone/plan.md")
      #expect(comment.hasPrefix("<!-- roster plan -->\n"), "\(comment)")
      #expect(comment.contains("**No plan could be made.**"), "\(comment)")
    }
  }

  @Test(arguments: [
    ("github/contacts.yml", "jobs: [", "plan"), ("github/contacts.yml", "jobs: {}", "plan"),
    ("gitlab/.gitlab-ci.yml", "plan: {script: [a]}\n  x: y", "plan"),
    ("jenkins/Jenkinsfile", "stage('Install') { sh 'x'", "plan"),
  ])
  func `a workflow that is not well-formed is noticed`(
    _ name: String,
    _ text: String,
    _ job: String
  ) async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(text, to: name)
      let process = try RunningProcess(
        workspace,
        [name, job],
        executable: Workspace.repository + "/Tests/ci-commands.py"
      )
      let output = try await process.wait()
      #expect(output.status == 1, "\(output)")
    }
  }

  @Test func `what only a service understands is as it should be`() throws {
    func read(_ service: Service) throws -> String {
      try Workspace(path: Workspace.repository).read("examples/ci/" + service.rawValue)
    }
    let github = try read(.github)
    for text in [
      "group: apply", "cancel-in-progress: false", "- cron: ", "name: plan\n", "contents: write",
      "LEMLIST_API_KEY: ${{ secrets.LEMLIST_API_KEY }}",
      "!cancelled() && hashFiles('plan.md') != ''",
    ] {
      #expect(github.contains(text), "\(text)")
    }
    #expect(
      github.components(separatedBy: "secrets.LEMLIST_API_KEY").count == 3,
      "a plan has it not"
    )
    let gitlab = try read(.gitlab)
    for text in ["resource_group: crm", "when: manual", "\"schedule\""] {
      #expect(gitlab.contains(text), "\(text)")
    }
    let jenkins = try read(.jenkins)
    for text in ["disableConcurrentBuilds()", "cron(", "withCredentials("] {
      #expect(jenkins.contains(text), "\(text)")
    }
  }
}
