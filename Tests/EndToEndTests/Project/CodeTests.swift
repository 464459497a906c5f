import Foundation
import TestSupport
import Testing

/// Every code is explained, listed, and shown as a user meets it.
@Suite struct CodeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let code: String
    var files: [String: String] = ["roster.yaml": BadInputTests.sound]
    /// Run one after the other before; they succeed.
    var before: [[String]] = []
    /// Written after those.
    var then: [String: String] = [:]
    var faults: String?
    var environment: [String: String] = [:]
    let arguments: [String]
    var status: Int32 = 1

    var testDescription: String { code }
  }

  private static let apply = ["apply", "--auto-approve"]

  static let cases: [Case] = [
    Case(code: "R0001", files: [:], arguments: ["plan"]),
    Case(code: "R0002", environment: ["LEMLIST_API_KEY": ""], arguments: apply),
    Case(code: "R0003", arguments: ["apply"]),
    Case(code: "R0004", arguments: ["show", "gone.json"]),
    Case(code: "R0005", arguments: ["explain", "R9999"]),
    Case(code: "R0006", before: [apply], arguments: ["state", "rm", "contact.nobody"]),
    Case(
      code: "R0007",
      before: [["plan", "--out", "p.json"]],
      then: ["roster.yaml": "# Our people\n" + BadInputTests.sound],
      arguments: ["apply", "p.json"],
      status: 0
    ),
    Case(
      code: "R0021",
      files: ["people/a.yaml": BadInputTests.sound],
      before: [["plan", "people", "--out", "p.json"]],
      then: ["people/a.yaml": "contacts: 1\n"],
      arguments: ["apply", "p.json"]
    ),
    Case(
      code: "R0008",
      files: ["roster.yaml": "contacts: {a@example.com: {}, b@example.com: {}}\n"],
      before: [apply],
      arguments: ["state", "mv", "contact.a@example.com", "contact.b@example.com"]
    ),
    Case(
      code: "R0009",
      files: ["old.yaml": "", "crm.csv": "email\na@example.com\n"],
      arguments: ["import", "crm.csv", "--out", "old.yaml"]
    ),
    Case(
      code: "R0020",
      files: ["roster.yaml": BadInputTests.sound, "states/readme": ""],
      before: [["plan", "--state", "states/crm.jsonl", "--out", "p.json"]],
      arguments: ["apply", "p.json"]
    ),
    Case(code: "R0010", arguments: ["plan", "--out", "./roster.yaml"]),
    Case(code: "R0012", arguments: apply + ["--report", "json=/dev/full"], status: 4),
    Case(
      code: "R0013",
      files: [
        "roster.yaml": BadInputTests.sound, "contacts/b.yaml": "contacts: {b@example.com: {}}",
      ],
      arguments: ["validate"],
      status: 0
    ),
    Case(
      code: "R0050",
      files: [
        "roster.yaml": "settings: {onRemove: delete}\nfields: {tier: text}\n" + BadInputTests.sound,
        "contacts/b.yaml": "contacts: {b@example.com: {}}",
      ],
      arguments: ["validate", "contacts"]
    ),
    Case(
      code: "R0051",
      files: [
        "roster.yaml": "settings: {onRemove: delete, limits: {delete: 9}}\n",
        "contacts/a.yaml": BadInputTests.sound,
        "contacts/b.yaml": "contacts: {b@example.com: {}}",
      ],
      before: [apply],
      arguments: ["plan", "contacts/a.yaml"]
    ),
    Case(code: "R0120", arguments: ["validate", "gone.yaml"]),
    Case(
      code: "R0130",
      files: [
        "people/a.yaml": BadInputTests.sound, "people/b.YAML": "", "people/c.yaml.txt": "",
        "people/.d.yaml": BadInputTests.sound, "people/.e.yml": "x: y\n", "people/f.yml~": "",
      ],
      arguments: ["validate", "people"],
      status: 0
    ),
    Case(
      code: "R2043",
      arguments: ["state", "list", "--state", "my state.jsonl"]
    ),
    Case(
      code: "R2045",
      files: ["people/eu/a.yaml": BadInputTests.sound],
      before: [apply + ["people"]],
      arguments: ["plan", "people/eu"]
    ),
    Case(
      code: "R2046",
      before: [apply],
      then: ["roster.state.jsonl": "\u{FEFF}{\"format\":\"roster-state\"}\n"],
      arguments: ["state", "list"]
    ),
    Case(
      code: "R2047",
      files: [
        "roster.yaml": BadInputTests.sound, "s.jsonl": #"{"lineage":"l","serial":3,"# + "\n",
      ],
      environment: ["ROSTER_ENDPOINT": ""],
      arguments: ["state", "repair", "--state", "s.jsonl", "--dry-run"]
    ),
    Case(
      code: "R2070",
      files: [
        "roster.yaml": BadInputTests.sound,
        "s.jsonl": #"{"format":"roster-state","version":1,"lineage":"l","serial":3,"#
          + #""endpoint":"sandbox","count":1}"# + "\n"
          + #"{"address":"contact.ada","fingerprint":"x","id":"ctc_1","attributes":{}}"# + "\n",
      ],
      arguments: ["state", "repair", "--state", "s.jsonl"]
    ),
    Case(
      code: "R2071",
      files: [
        "roster.yaml": BadInputTests.sound,
        "s.jsonl": #"{"format":"roster-state","version":1,"lineage":"l","serial":3,"#
          + #""endpoint":"sandbox","count":2}"# + "\n"
          + ["a", "b"].map {
            #"{"address":"contact.\#($0)","fingerprint":"67a14cf88cbde59c08a5aa1d558e1989","id":"ctc_1","#
              + #""attributes":{"email":"ada@example.com","firstName":"Ada"}}"# + "\n"
          }.joined(),
      ],
      arguments: ["state", "repair", "--state", "s.jsonl", "--dry-run"],
      status: 0
    ),
    Case(code: "R0122", arguments: ["validate", "/dev/zero"]),
    Case(code: "R0125", arguments: ["validate", "roster.yaml", "./roster.yaml"], status: 0),
    Case(
      code: "R0141",
      files: ["roster.yaml": "contacts:\n  a@example.com: {summary: \(Scenario.key)}\n"],
      arguments: ["validate"]
    ),
    Case(
      code: "R2044",
      before: [apply + ["--state", "a.jsonl"], apply + ["--state", "b.jsonl", "--adopt"]],
      arguments: ["state", "repair", "--state", "a.jsonl", "--merge", "b.jsonl"]
    ),
    Case(
      code: "R3101",
      files: [
        "roster.yaml": "contacts:\n  a@example.com: {contactOwner: nobody@sales.example.com}\n"
      ],
      arguments: apply
    ),
    Case(
      code: "R3102",
      files: ["roster.yaml": "contacts:\n  a@example.com:\n    custom: {teir: gold}\n"],
      arguments: apply
    ),
    Case(
      code: "R3103",
      files: [
        "roster.yaml":
          "fields: {score: text}\ncontacts:\n  a@example.com:\n    custom: {score: high}\n"
      ],
      arguments: apply
    ),
    Case(
      code: "R3104",
      files: ["roster.yaml": "contacts:\n  a@example.com: {companyDomain: initech.example}\n"],
      arguments: apply,
      status: 3
    ),
    Case(
      code: "R3105",
      files: ["roster.yaml": "contacts:\n  a@example.com: {companyDomain: acme.example}\n"],
      faults: "rules:\n  - {path: /companies, status: 402, text: no}",
      arguments: apply,
      status: 0
    ),
    Case(
      code: "R3106",
      before: [apply],
      then: ["roster.yaml": "contacts:\n  a@example.com: {firstName: B}\n"],
      faults: """
        rules:
          - {path: /team, method: GET, from: 2, status: 200, contentType: application/json, \
        text: '{"_id":"tea_Other000000000001","name":"Others","userIds":[]}'}
        """,
      arguments: apply
    ),
    Case(
      code: "R3107",
      files: ["roster.yaml": "contacts: {a@example.com: {}, b@example.com: {}, c@example.com: {}}"],
      faults: "rules:\n  - {path: /contacts, method: POST, status: 400, text: no}",
      arguments: apply + ["--max-failures", "2", "--parallelism", "1"]
    ),
  ]

  @Test(arguments: cases)
  func `what is said with a code is what was reviewed`(_ said: Case) async throws {
    try await Scenario.run(faults: said.faults) { scenario in
      var workspace = scenario.workspace
      for (name, text) in said.files { try workspace.write(text, to: name) }
      for command in said.before {
        let output = try await workspace.run(command)
        #expect(output.status == 0, "\(output)")
      }
      for (name, text) in said.then { try workspace.write(text, to: name) }
      workspace.environment.merge(said.environment) { $1 }
      let output = try await workspace.run(said.arguments)
      #expect(output.status == said.status, "\(output)")
      #expect(output.description.contains(said.code), "\(output)")
      let text = output.standardError
        .replacing(/127\.0\.0\.1:[0-9]+/, with: "127.0.0.1:PORT")
        .replacing(/(ctc|tea)_[0-9A-Za-z]+/) { "\($0.output.1)_ID" }
        .replacing(/[0-9.]+ ?m?s\b/, with: "TIME")
        .replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/, with: "UUID")
      expectGolden(text, "\(said.code).txt")
    }
  }

  /// At one of the disk's failures the contact is in the CRM and its outcome cannot be noted.
  @Test func `an outcome that cannot be recorded is said as it was reviewed`() async throws {
    try await Scenario.run { scenario in
      try scenario.workspace.write("contacts: {a@example.com: {firstName: A}}")
      var workspace = scenario.workspace
      workspace.environment["LD_PRELOAD"] = Workspace.crashPoints
      workspace.environment["CRASH_POINTS_ERRNO"] = "28"
      workspace.environment["CRASH_POINTS_FILES_ONLY"] = "1"
      for point in 1...80 {
        workspace.environment["CRASH_POINTS_FAIL_FROM"] = "\(point)"
        let output = try await workspace.run("apply", "--auto-approve")
        if output.description.contains("R3109") {
          #expect(output.status == 1)
          let text = output.standardOutput.split(separator: "\n")
            .drop { !$0.hasPrefix("Failed:") }.joined(separator: "\n")
          expectGolden(text + "\n", "R3109.txt")
          break
        }
        #expect(point < 80, "no point of the disk's failure was between an answer and its record")
      }
      try await scenario.apply("contacts: {a@example.com: {firstName: A}}")
      try await scenario.expectConverged()
    }
  }

  @Test func `what is said of files that only a shell can make is what was reviewed`() async throws
  {
    let people = "contacts: {a@example.com: {firstName: A}}"
    let cases = [
      ("R0011", "roster validate > /dev/full"),
      (
        "R0014",
        "roster apply --sandbox --auto-approve > out; rm -r .roster; roster plan --sandbox > out"
      ),
      (
        "R0015",
        "roster apply --sandbox --auto-approve > out; roster plan --sandbox --out 'a plan.json' -q > out\n"
          + "mkdir far; mv *.json far; cd far; roster apply --sandbox 'a plan.json' > out"
      ),
      (
        "R0131",
        "mkdir people; cp roster.yaml people/$'ad\\351le.yaml'; mkdir people/$'\\377'; roster validate people"
      ),
    ]
    for (code, script) in cases {
      try await withTemporaryDirectory { path in
        let workspace = Workspace(path: path)
        try workspace.write(people)
        let output = try await workspace.shell(script)
        expectGolden(output.standardError, "\(code).txt")
      }
    }
  }

  @Test(arguments: ["R0203", "r0203", "R203", "203"])
  func `a code is explained however it is written`(_ code: String) async throws {
    try await withTemporaryDirectory { folder in
      let text = try await Workspace(path: folder).run("explain", code)
      #expect(text.status == 0 && text.standardOutput.hasPrefix("R0203: "), "\(text)")
    }
  }

  @Test func `every code has a golden case`() async throws {
    var seen: Set<String> = []
    let tests = URL(fileURLWithPath: Workspace.repository + "/Tests")
    let walk = try #require(
      FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
    )
    while let url = walk.nextObject() as? URL {
      guard url.pathComponents.contains("Golden"), !url.hasDirectoryPath else { continue }
      let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
      for match in text.matches(of: /\bR[0-9]{4}\b/) { seen.insert(String(match.output)) }
    }
    let codes = try await codes()
    #expect(Set(codes).subtracting(seen).sorted() == [])
  }

  @Test func `the page of all codes is what the program prints`() async throws {
    let path = Workspace.repository + "/Sources/roster/roster.docc/DiagnosticCodes.md"
    let page = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    try await withTemporaryDirectory { folder in
      let printed = try await Workspace(path: folder).run("explain", "--markdown")
      #expect(
        printed.standardOutput == page,
        "write it anew: roster explain --markdown > Sources/roster/roster.docc/DiagnosticCodes.md"
      )
    }
    let listed = page.split(separator: "\n").filter { $0.hasPrefix("### R") }
      .map { String($0.dropFirst(4).prefix(5)) }
    #expect(listed == (try await codes()))
    #expect(!page.contains("## Others"))
  }

  private func codes() async throws -> [String] {
    try await withTemporaryDirectory { folder in
      let list = try await Workspace(path: folder).run("explain")
      return list.standardOutput.split(separator: "\n").map { String($0.prefix(5)) }
    }
  }
}
