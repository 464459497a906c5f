import Foundation
import Testing

/// A saved plan is data from outside: what does not follow from its manifest and the state is refused, whatever its digest
/// says.
@Suite struct ForgedPlanTests {
  private static let applied = """
    settings: {onRemove: delete, limits: {delete: 5}}
    contacts:
      ann: {email: ann@example.com, firstName: Ann, jobTitle: PM}
      bob: {email: bob@example.com, firstName: Bob}
      carl: {email: carl@example.com}
      dora: {email: dora@example.com, firstName: Dora}
      eve: {email: eve@example.com, firstName: Eve, protect: true}
      gone: {email: gone@example.com}
    """

  /// An update, a re-identification, a rename, a deletion and two creations; Dora and Eve stay as they are.
  private static let declared = """
    settings: {onRemove: delete, limits: {delete: 5}}
    fields: {tier: text}
    contacts:
      ann: {email: ann@example.com, firstName: Ann, jobTitle: Lead}
      bob: {email: bob@example.net, firstName: Bob}
      carl-2: {email: carl@example.com}
      dora: {email: dora@example.com, firstName: Dora}
      eve: {email: eve@example.com, firstName: Eve, protect: true}
      yan: {email: yan@example.com, protect: true, custom: {tier: gold}}
      zoe: {email: zoe@example.com}
    """

  struct Forgery: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Of the first error.
    let code: String
    /// Changes the plan; the ids by the state's keys.
    let edit: @Sendable (inout ForgedPlan, [String: String]) -> Void

    init(
      _ name: String,
      _ code: String,
      _ edit: @escaping @Sendable (inout ForgedPlan, [String: String]) -> Void
    ) {
      (testDescription, self.code, self.edit) = (name, code, edit)
    }
  }

  private static let forgeries: [Forgery] = [
    Forgery("a deletion of an id that the state never had", "R5040") { plan, ids in
      plan.replace(ids["gone", default: "?"], "ctc_Stranger000000001")
    },
    Forgery("a deletion of another contact's id", "R5040") { plan, ids in
      plan.replace(ids["gone", default: "?"], ids["dora", default: "?"])
    },
    Forgery("a deletion of a protected contact", "R5040") { plan, ids in
      plan.edit("contact.gone") {
        $0.replace("contact.gone", "contact.eve")
        $0.replace("\"name\":\"gone\"", "\"name\":\"eve\"")
        $0.replace(ids["gone", default: "?"], ids["eve", default: "?"])
        $0.replace(
          "{\"email\":\"gone@example.com\"}",
          "{\"email\":\"eve@example.com\",\"firstName\":\"Eve\"}"
        )
      }
    },
    Forgery("a re-identification by a stranger's id", "R5040") { plan, ids in
      plan.replace(ids["bob", default: "?"], "ctc_Stranger000000001")
    },
    Forgery("a re-identification to another contact's email", "R5040") { plan, _ in
      plan.replace("bob@example.net", "dora@example.com")
    },
    Forgery("an update that finds another contact", "R5040") { plan, _ in
      plan.replace("ann@example.com", "dora@example.com")
    },
    Forgery("a value before that the state does not have", "R5040") { plan, _ in
      plan.replace("\"jobTitle\":\"PM\"", "\"jobTitle\":\"Boss\"")
    },
    Forgery("a contact that the state does not have", "R5040") { plan, _ in
      plan.replace("contact.ann", "contact.amy")
      plan.replace("\"name\":\"ann\"", "\"name\":\"amy\"")
    },
    Forgery("a rename onto an address that is taken", "R5040") { plan, _ in
      plan.replace("contact.carl-2", "contact.dora")
      plan.replace("\"name\":\"carl-2\"", "\"name\":\"dora\"")
    },
    Forgery("a rename of nobody", "R5040") { plan, _ in
      plan.replace(
        "\"previous_address\":\"contact.carl\"",
        "\"previous_address\":\"contact.carol\""
      )
    },
    Forgery("a creation of a contact that the state has", "R5040") { plan, _ in
      plan.replace("contact.zoe", "contact.dora")
      plan.replace("\"name\":\"zoe\"", "\"name\":\"dora\"")
    },
    Forgery("a creation with another contact's email", "R5040") { plan, _ in
      plan.replace("zoe@example.com", "dora@example.com")
    },
    Forgery("a creation with the email of one that is created too", "R5040") { plan, _ in
      plan.replace("zoe@example.com", "bob@example.net")
    },
    Forgery("protection that the state does not have", "R5040") { plan, _ in
      plan.edit("contact.ann") { $0.replace("\"was_protected\":false", "\"was_protected\":true") }
    },
    Forgery("a value that the manifest does not have", "R5040") { plan, _ in
      plan.edit("contact.ann") { $0.replace("\"Lead\"", "\"Boss\"") }
    },
    Forgery("a new contact with another email", "R5040") { plan, _ in
      plan.edit("contact.zoe") { $0.replace("zoe@example.com", "zoe@elsewhere.example") }
    },
    Forgery("another value of a custom field", "R5040") { plan, _ in
      plan.edit("contact.yan") { $0.replace("\"gold\"", "\"lead\"") }
    },
    Forgery("a field more", "R5040") { plan, _ in
      plan.edit("contact.zoe") {
        $0.replace(
          "{\"email\":\"zoe@example.com\"}",
          "{\"email\":\"zoe@example.com\",\"phone\":\"1\"}"
        )
        $0.replace("[\"email\"]", "[\"email\",\"phone\"]")
      }
    },
    Forgery("protection that the manifest does not ask for", "R5040") { plan, _ in
      plan.edit("contact.ann") { $0.replace("\"protected\":false", "\"protected\":true") }
    },
    Forgery("no protection where the manifest asks for it", "R5040") { plan, _ in
      plan.edit("contact.yan") { $0.replace("\"protected\":true", "\"protected\":false") }
    },
    Forgery("a contact that is forgotten where it is to be deleted", "R5040") { plan, _ in
      plan.edit("contact.gone") {
        $0.replace("\"roster_action\":\"delete\"", "\"roster_action\":\"forget\"")
        $0.replace("[\"delete\"]", "[\"forget\"]")
        $0.text(replacing: /"request":\{.*?\}/, with: "\"request\":null")
      }
      plan.replace("\"forget\":0,\"delete\":1", "\"forget\":1,\"delete\":0")
    },
    Forgery("a rename that the manifest does not have", "R5040") { plan, _ in
      plan.edit("contact.carl-2") {
        $0.replace("contact.carl-2", "contact.carla")
        $0.replace("\"name\":\"carl-2\"", "\"name\":\"carla\"")
      }
    },
    Forgery("a contact more", "R5040") { plan, _ in
      plan.duplicate("contact.zoe") {
        $0.replace("contact.zoe", "contact.zzz")
        $0.replace("\"name\":\"zoe\"", "\"name\":\"zzz\"")
        $0.replace("zoe@example.com", "zzz@example.com")
      }
      plan.replace("\"create\":2", "\"create\":3")
    },
    Forgery("a contact less", "R5040") { plan, _ in
      plan.remove("contact.yan")
      plan.replace("\"create\":2", "\"create\":1")
    },
    Forgery("a company that the manifest does not name", "R5040") { plan, _ in
      plan.edit("contact.zoe") { $0.replace("\"company_name\":null", "\"company_name\":\"Acme\"") }
    },
    Forgery("another reason", "R5040") { plan, _ in
      plan.edit("contact.ann") {
        $0.replace("\"action_reason\":\"manifest\"", "\"action_reason\":\"retry\"")
      }
    },
    Forgery("another place in the manifest", "R5040") { plan, _ in
      plan.edit("contact.zoe") {
        $0.text(
          replacing: /"source":\{"file":"roster.yaml","line":1/,
          with: "\"source\":{\"file\":\"roster.yaml\",\"line\":"
        )
      }
    },
    Forgery("another type of a custom field", "R5040") { plan, _ in
      plan.replace("\"name\":\"tier\",\"type\":\"text\"", "\"name\":\"tier\",\"type\":\"number\"")
    },
    Forgery("a filter that was not used", "R5040") { plan, _ in
      plan.replace("\"filters\":[]", "\"filters\":[\"--exclude contact.zoe\"]")
    },
    Forgery("a filter that is none", "R5040") { plan, _ in
      plan.replace("\"filters\":[]", "\"filters\":[\"--force\"]")
    },
    Forgery("a limit that is none", "R5040") { plan, _ in
      plan.replace("\"filters\":[]", "\"filters\":[],\n\"allowed\":[\"--max-deletes all\"]")
    },
    Forgery("a limit that it exceeds", "R1001") { plan, _ in
      plan.replace("\"filters\":[]", "\"filters\":[],\n\"allowed\":[\"--max-creates 1\"]")
    },
    Forgery("a folder of the system", "R0020") { plan, _ in
      plan.replace("\"folder\":\".\"", "\"folder\":\"/etc\"")
    },
    Forgery("a manifest that is not there", "R0021") { plan, _ in
      plan.replace("\"path\":\"roster.yaml\"", "\"path\":\"moved.yaml\"")
      plan.replace("\"file\":\"roster.yaml\"", "\"file\":\"moved.yaml\"")
    },
    Forgery("no manifest", "R0021") { plan, _ in
      plan.text(replacing: /"files":\[.*?\]/, with: "\"files\":[]")
      for _ in 0..<6 { plan.text(replacing: /"source":\{[^}]*\}/, with: "\"source\":null") }
      for _ in 0..<5 {
        plan.text(
          replacing: /"field_sources":\{"(?:[^{}]|\{[^}]*\})*\}/,
          with: "\"field_sources\":{}"
        )
      }
    },
    Forgery("a finding that the state does not have", "R5005") { plan, _ in
      plan.edit("contact.carl-2") {
        $0.replace(
          "\"retried_findings\":[]",
          "\"retried_findings\":[{\"kind\":\"field_not_kept\",\"key\":\"email\"}]"
        )
      }
    },
    Forgery("a count of unchanged contacts that hides one", "R5040") { plan, _ in
      plan.replace("\"unchanged\":2", "\"unchanged\":3")
    },
    Forgery("another team", "R5011") { plan, _ in
      plan.text(replacing: /"team":"[^"]*"/, with: "\"team\":null")
    },
    Forgery("another lineage", "R5011") { plan, _ in
      plan.text(replacing: /"lineage":"[^"]*"/, with: "\"lineage\":\"other\"")
    },
    Forgery("no state yet", "R5010") { plan, _ in
      plan.text(replacing: /"lineage":"[^"]*"/, with: "\"lineage\":null")
      plan.replace("\"serial\":1", "\"serial\":0")
    },
    Forgery("another endpoint", "R5011") { plan, _ in
      plan.text(replacing: /"endpoint":"[^"]*"/, with: "\"endpoint\":\"https://evil.example\"")
    },
    Forgery("a request without a field that changed", "R5005") { plan, _ in
      plan.edit("contact.ann") {
        $0.replace(
          "\"body\":{\"email\":\"ann@example.com\",\"jobTitle\":\"Lead\"}",
          "\"body\":{\"email\":\"ann@example.com\"}"
        )
      }
    },
    Forgery("a request with a field that did not change", "R5005") { plan, _ in
      plan.edit("contact.ann") {
        $0.replace(
          "\"body\":{\"email\":\"ann@example.com\",",
          "\"body\":{\"email\":\"ann@example.com\",\"firstName\":\"Ann\","
        )
      }
    },
    Forgery("a request without an identifier", "R5005") { plan, _ in
      plan.edit("contact.zoe") {
        $0.replace("{\"email\":\"zoe@example.com\"}", "{\"firstName\":\"Zoe\"}")
        $0.replace("[\"email\"]", "[\"firstName\"]")
        $0.replace("\"field_sources\":{\"email\"", "\"field_sources\":{\"firstName\"")
      }
    },
    Forgery("an update that changes the email", "R5005") { plan, ids in
      plan.edit("contact.bob") {
        $0.replace("\"roster_action\":\"reidentify\"", "\"roster_action\":\"update\"")
        $0.replace("\"contactId\":\"\(ids["bob", default: "?"])\",", "")
      }
    },
    Forgery("a release of a field that changed", "R5005") { plan, _ in
      plan.edit("contact.ann") {
        $0.replace("\"roster_action\":\"update\"", "\"roster_action\":\"release\"")
        $0.text(replacing: /"request":\{.*?\}\}/, with: "\"request\":null")
      }
    },
    Forgery("drift that was never read", "R5005") { plan, _ in
      plan.edit("contact.ann") {
        $0.replace("\"action_reason\":\"manifest\"", "\"action_reason\":\"drift\"")
      }
    },
    Forgery("drift that makes another contact of it", "R5040") { plan, _ in
      plan.replace(
        "\"state\":\"roster.state.jsonl\",",
        "\"state\":\"roster.state.jsonl\",\n\"refreshed\":true,"
      )
      plan.edit("contact.ann") {
        $0.replace("\"action_reason\":\"manifest\"", "\"action_reason\":\"drift\"")
        $0.replace("ann@example.com", "stranger@example.com")
      }
    },
    Forgery("a place in a file that is not the manifest's", "R5005") { plan, _ in
      plan.edit("contact.ann") {
        $0.replace("\"file\":\"roster.yaml\"", "\"file\":\"/etc/passwd\"")
      }
    },
    Forgery("a state in another folder", "R0020") { plan, _ in
      plan.replace(
        "\"state\":\"roster.state.jsonl\"",
        "\"state\":\"../elsewhere/roster.state.jsonl\""
      )
    },
    Forgery("a state in a folder of the system", "R0020") { plan, _ in
      plan.replace("\"state\":\"roster.state.jsonl\"", "\"state\":\"/etc/roster.state.jsonl\"")
    },
    Forgery("a state in a folder below", "R0020") { plan, _ in
      plan.replace("\"state\":\"roster.state.jsonl\"", "\"state\":\"sub/roster.state.jsonl\"")
    },
    Forgery("a new state of another name", "R0020") { plan, _ in
      plan.text(replacing: /"lineage":"[^"]*"/, with: "\"lineage\":null")
      plan.replace("\"state\":\"roster.state.jsonl\"", "\"state\":\".gitlab-ci.yml\"")
    },
    Forgery("another state", "R0015") { plan, _ in
      plan.replace("\"state\":\"roster.state.jsonl\"", "\"state\":\"other.state.jsonl\"")
    },
    Forgery("a manifest that is a device", "R0020") { plan, _ in
      plan.replace("\"path\":\"roster.yaml\"", "\"path\":\"/proc/kmsg\"")
      plan.replace("\"file\":\"roster.yaml\"", "\"file\":\"/proc/kmsg\"")
    },
    Forgery("a manifest in another folder", "R0020") { plan, _ in
      plan.replace("\"path\":\"roster.yaml\"", "\"path\":\"sub/../../secret.yaml\"")
      plan.replace("\"file\":\"roster.yaml\"", "\"file\":\"sub/../../secret.yaml\"")
    },
  ]

  @Test(arguments: forgeries)
  func `a forged plan is refused, and nothing is sent or written`(_ forgery: Forgery) async throws {
    try await Self.withPlan { scenario, plan, ids in
      let workspace = scenario.workspace
      var forged = plan
      forgery.edit(&forged, ids)
      #expect(forged.text != plan.text)
      try await forged.write(to: "forged.json", in: workspace)
      let requests = scenario.requestCount
      let before = try Self.files(workspace)
      let output = try await workspace.run("apply", "forged.json")
      #expect(output.status == 1, "\(output)")
      #expect(output.standardError.hasPrefix("error[\(forgery.code)]: "), "\(output)")
      #expect(scenario.requestCount == requests)
      #expect(try Self.files(workspace) == before)
    }
  }

  @Test func `the same plan is applied when its digests are only made anew`() async throws {
    try await Self.withPlan { scenario, plan, _ in
      try await plan.write(to: "same.json", in: scenario.workspace)
      #expect(try scenario.workspace.read("same.json") == plan.text)
      let output = try await scenario.workspace.run("apply", "same.json")
      #expect(output.status == 0, "\(output)")
      try await scenario.expectConverged()
    }
  }

  @Test func `a link in the manifest's place is not read`() async throws {
    try await Self.withPlan { scenario, plan, _ in
      let workspace = scenario.workspace
      try FileManager.default.removeItem(atPath: workspace.path + "/roster.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: workspace.path + "/roster.yaml",
        withDestinationPath: "/proc/kmsg"
      )
      try await plan.write(to: "same.json", in: workspace)
      let output = try await workspace.run("apply", "same.json")
      #expect(output.status == 1, "\(output)")
      #expect(output.standardError.hasPrefix("error[R0021]: "), "\(output)")
    }
  }

  @Test func `a state elsewhere is used when the command line names it`() async throws {
    try await Scenario.run { scenario in
      let workspace = scenario.workspace
      try workspace.write("contacts: {a@example.com: {}}\n", to: "crm/roster.yaml")
      try FileManager.default.createDirectory(
        atPath: workspace.path + "/states",
        withIntermediateDirectories: true
      )
      let inside = Workspace(path: workspace.path + "/crm", environment: workspace.environment)
      let state = ["--state", "../states/crm.jsonl"]
      let plan = try await inside.run(["plan", "--out", "p.json"] + state)
      #expect(plan.status == 0, "\(plan)")
      let refused = try await inside.run("apply", "p.json")
      #expect(refused.status == 1 && refused.standardError.contains("R0020"), "\(refused)")
      #expect(!workspace.exists("states/crm.jsonl.lock"))
      let applied = try await inside.run(["apply", "p.json"] + state)
      #expect(applied.status == 0, "\(applied)")
      #expect(workspace.exists("states/crm.jsonl"))
    }
  }

  /// Saves the plan of the edited manifest over the state of the first.
  private static func withPlan(
    _ body: (Scenario, ForgedPlan, _ ids: [String: String]) async throws -> Void
  ) async throws {
    try await Scenario.run { scenario in
      let workspace = scenario.workspace
      try await scenario.apply(applied)
      try FileManager.default.createDirectory(
        atPath: workspace.path + "/sub",
        withIntermediateDirectories: true
      )
      try workspace.write(declared)
      let plan = try await workspace.run("plan", "--out", "p.json")
      #expect(
        plan.lastLine.hasPrefix(
          "Plan: 2 to create, 2 to update, 1 to rename, 0 to forget, 1 to delete;"
        ),
        "\(plan)"
      )
      var ids: [String: String] = [:]
      for match in try workspace.read("roster.state.jsonl")
        .matches(of: /"address":"contact\.([a-z]+)".*?"id":"(ctc_[^"]*)"/)
      {
        ids[String(match.1)] = String(match.2)
      }
      try await body(scenario, ForgedPlan(try workspace.read("p.json")), ids)
    }
  }

  /// The folder's files with what they hold, and those of the folder above.
  private static func files(_ workspace: Workspace) throws -> [String: Data] {
    var found: [String: Data] = [:]
    let names = FileManager.default.enumerator(atPath: workspace.path)
    while let name = names?.nextObject() as? String {
      found[name] =
        (try? Data(contentsOf: URL(fileURLWithPath: workspace.path + "/" + name))) ?? Data()
    }
    for folder in ["/etc", workspace.path + "/.."] {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder)
      where name.contains("roster.state") || name == "elsewhere" {
        found[folder + "/" + name] = Data()
      }
    }
    return found
  }
}

extension ForgedPlan {
  /// Replaces the first match.
  mutating func text(replacing pattern: Regex<Substring>, with new: String) {
    guard let match = text.firstMatch(of: pattern) else {
      Issue.record("the plan has no such text")
      return
    }
    replace(String(match.0), new)
  }
}
