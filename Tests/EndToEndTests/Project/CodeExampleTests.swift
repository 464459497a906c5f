import Foundation
import TestSupport
import Testing

/// The commands of the examples of `roster explain` are run, and bring their codes about.
@Suite struct CodeExampleTests {
  /// What has to be so before an example shows what it is about.
  struct Rehearsal: Sendable {
    /// Of the service.
    var faults: String?
    /// Commands that run before the example's.
    var before = ""
    /// Commands that run after them.
    var after = ""
    /// Words of the example for which others stand here.
    var replacing: [String: String] = [:]
  }

  /// A repository with the state that an apply made, and, on top of it, what `commands` do.
  private static func repository(_ commands: String) -> String {
    """
    git init -q -b main .
    roster apply --auto-approve
    git add roster.state.jsonl
    git -c user.name=Ada -c user.email=ada@example.com commit -qm 'Apply contacts'
    echo '  carla: {email: carla@example.com}' >> roster.yaml
    \(commands)
    """
  }

  private static let isSlow = "rules:\n  - {path: /contacts, method: POST, from: 2, delay: 1m}"

  static let rehearsals: [String: Rehearsal] = [
    "R2010": Rehearsal(
      faults: "rules:\n  - {path: /contacts, method: POST, from: 5, delay: 1m}",
      before: repository(
        """
        roster apply --auto-approve
        echo '  dan: {email: dan@example.com}' >> roster.yaml
        echo '  eve: {email: eve@example.com}' >> roster.yaml
        timeout --signal KILL 10 roster apply --auto-approve
        """
      )
    ),
    "R2011": Rehearsal(faults: isSlow),
    "R2020": Rehearsal(
      faults: "rules:\n  - {path: /contacts, method: POST, delay: 5s}",
      after: "wait"
    ),
    "R2030": Rehearsal(
      before: "roster apply --auto-approve",
      // Nothing is forbidden to root, as whom these tests may run.
      replacing: ["roster state": "denied roster.state.jsonl roster state"]
    ),
    "R2031": Rehearsal(
      replacing: ["roster apply --sandbox --auto-approve": "for n in {1..20}; do full $n; done"]
    ),
    "R2042": Rehearsal(
      faults: "rules:\n  - {path: /contacts, method: POST, from: 4, delay: 5s}",
      before: repository(
        """
        roster apply --auto-approve
        echo '  dan: {email: dan@example.com}' >> roster.yaml
        """
      ),
      after: "wait",
      replacing: [
        "git checkout": "until [ -e roster.state.jsonl.journal ]; do :; done\ngit checkout"
      ]
    ),
    "R3011": Rehearsal(),
    "R3012": Rehearsal(
      faults: "rules:\n  - {path: /team, status: 403, text: 'User is blocked'}",
      replacing: ["LEMLIST_API_KEY=$KEY_OF_A_BLOCKED_USER": ""]
    ),
    "R3023": Rehearsal(faults: "rules:\n  - {path: /team, delay: 5s}"),
    "R3025": Rehearsal(faults: "rules:\n  - {path: /contacts, method: POST, answer: half}"),
    "R3027": Rehearsal(
      faults: "rules:\n  - {path: /contacts, method: POST, oversized: 50000000}",
      replacing: ["--endpoint https://crm.example.com/downloads": ""]
    ),
    "R3040": Rehearsal(
      faults: """
        rules:
          - {path: /contacts, method: GET, status: 200, contentType: application/json, \
        text: '{"data":[{"_id":"ctc_1"},{"_id":"ctc_1"}],"total":3}'}
        """
    ),
    "R3120": Rehearsal(
      faults: """
        rules:
          - {path: /contacts, method: POST, setField: {path: data.emails, value: mixed up}}
        """
    ),
    "R3121": Rehearsal(
      faults: """
        rules:
          - {path: /contacts, method: POST, setField: {path: data.teamId, value: tea_Other00000001}}
        """
    ),
    "R3106": Rehearsal(
      faults: """
        rules:
          - {path: /team, method: GET, from: 2, status: 200, contentType: application/json, \
        text: '{"_id":"tea_Other000000000001","name":"Others","userIds":[]}'}
        """,
      before: """
        roster apply --auto-approve
        echo '  carla: {email: carla@example.com}' >> roster.yaml
        """,
      replacing: ["LEMLIST_API_KEY=$KEY_OF_ANOTHER_TEAM": ""]
    ),
    "R3109": Rehearsal(
      replacing: ["roster apply --auto-approve": "for n in {1..60}; do full $n; done"]
    ),
    "R5005": Rehearsal(
      before: "roster plan --out plan.json",
      replacing: ["roster apply plan.json": "seal plan.json; roster apply plan.json"]
    ),
    "R5040": Rehearsal(
      before: """
        roster apply --auto-approve
        echo 'contacts: {}' > roster.yaml
        roster plan --allow-empty --out plan.json
        """,
      replacing: ["roster apply plan.json": "seal plan.json; roster apply plan.json"]
    ),
  ]

  /// Those that no test can bring about by commands, with the reason.
  private static let unrun: [String: String] = [
    "R0110": "it takes a gigabyte of memory; tests of the reader lower the limit",
    "R0127": "it takes a file that is too large to be kept, changed between two readings",
    "R2021": "it takes a file system without locks; tests of the state have one",
    "R3028": "an apply that is interrupted counts what was not attempted instead",
    "R2040": "R1004 says it before; this is the check while the state is locked",
    "R2041": "R3106 says it before; this is the check while the state is locked",
  ]

  /// Commands that the rehearsals use; what is begun in the background ends with them.
  private static let tools = """
    trap 'kill $(jobs -p) 2> /dev/null' EXIT
    denied() { LD_PRELOAD='\(Workspace.crashPoints)' CRASH_POINTS_DENY="$1" "${@:2}"; }
    full() {
      rm -f roster.state.jsonl*
      LD_PRELOAD='\(Workspace.crashPoints)' CRASH_POINTS_FAIL_FROM="$1" CRASH_POINTS_ERRNO=28 \\
        CRASH_POINTS_FILES_ONLY=1 roster apply --auto-approve
    }
    seal() {
      python3 -c 'if True:
        import hashlib, json, sys
        plan = json.load(open(sys.argv[1]))
        plan.pop("sha256")
        def text(plan): return json.dumps(plan, ensure_ascii=False, separators=(",", ":"))
        plan["sha256"] = hashlib.sha256(text(plan)[:-1].encode()).hexdigest()
        open(sys.argv[1], "w").write(text(plan))' "$1"
    }
    serve() {
      mkfifo said
      roster serve --port 0 "$@" > said &
      exec 9< said
      read -r line <&9
      port=${line##*:}
      port=${port%%/*}
    }

    """

  /// The script of an example, with a free port where it names one.
  private static func script(_ example: String, _ rehearsal: Rehearsal) -> String {
    var text = example
    for (words, others) in rehearsal.replacing { text = text.replacing(words, with: others) }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.hasPrefix("roster serve "), line.hasSuffix("&") else { return String(line) }
      let options = line.dropLast().replacing("roster serve", with: "").replacing(
        "--port 8080",
        with: ""
      )
      return "serve\(options)"
    }
    text = lines.joined(separator: "\n").replacing("localhost:8080", with: "localhost:$port")
      .replacing("--port 8080", with: "--port $port")
    return [tools, rehearsal.before, text, rehearsal.after].joined(separator: "\n")
  }

  /// The commands of the examples on the page of all codes, by code.
  private static func examples() async throws -> [String: String] {
    let page = try await withTemporaryDirectory { folder in
      try await Workspace(path: folder).run("explain", "--markdown").standardOutput
    }
    var found: [String: String] = [:]
    for section in page.split(separator: "\n### ").dropFirst() {
      let parts = section.split(separator: "\n```\n")
      let fence = try #require(parts.first?.firstRange(of: "\n```"), "no example: \(section)")
      let example = parts[0][fence.upperBound...].split(separator: "\n")
      guard example.first == "console" else { continue }
      let lines = example.dropFirst().map { $0.hasPrefix("$ ") ? $0.dropFirst(2) : $0 }
      found[String(section.prefix(5))] = lines.joined(separator: "\n")
    }
    return found
  }

  private static let manifest =
    "contacts:\n  jane: {email: jane@example.com}\n  bob: {email: bob@example.com}\n"

  private func run(_ script: String, in workspace: Workspace) async throws -> RunOutput {
    try workspace.write(Self.manifest)
    let tools = URL(fileURLWithPath: Workspace.binary).deletingLastPathComponent().path
    let process = try RunningProcess(
      workspace,
      ["-c", "PATH='\(tools)':$PATH\n" + script],
      executable: "/bin/bash"
    )
    return try await process.wait()
  }

  @Test func `every code has an example, and those that no test runs say why`() async throws {
    let examples = try await Self.examples()
    #expect(Set(examples.keys).isSuperset(of: Self.unrun.keys))
    #expect(Set(examples.keys).isSuperset(of: Self.rehearsals.keys))
    #expect(Set(Self.rehearsals.keys).isDisjoint(with: Self.unrun.keys))
  }

  @Test(.timeLimit(.minutes(5)))
  func `an example that needs nothing brings its code about`() async throws {
    for (code, example) in try await Self.examples().sorted(by: { $0.key < $1.key })
    where Self.unrun[code] == nil && Self.rehearsals[code] == nil {
      try await withTemporaryDirectory { path in
        let output = try await run(Self.script(example, Rehearsal()), in: Workspace(path: path))
        #expect(output.description.contains(code), "\(code): \(output)")
      }
    }
  }

  @Test(.timeLimit(.minutes(5)), arguments: rehearsals.keys.sorted())
  func `an example that needs a service or a failure brings its code about`(
    _ code: String
  ) async throws {
    let example = try #require(try await Self.examples()[code])
    let rehearsal = try #require(Self.rehearsals[code])
    try await Scenario.run(faults: rehearsal.faults) { scenario in
      let output = try await run(Self.script(example, rehearsal), in: scenario.workspace)
      #expect(output.description.contains(code), "\(output)")
    }
  }
}
