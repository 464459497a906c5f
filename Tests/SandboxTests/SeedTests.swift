import Diagnostics
import Model
import Sandbox
import TestSupport
import Testing

@Suite("Seed and fault files")
struct SeedTests {
  private static let seed = """
    team: {name: Our team, id: tea_Ours0000000000001}
    users:
      - {email: Ann@team.example, name: Ann, role: admin, id: usr_Ann00000000000001}
      - email: bob@team.example
    companies:
      - {name: Acme, domain: www.acme.example}
      - {name: Globex, linkedinUrl: linkedin.com/company/globex}
      - {name: Initech, id: cpn_Initech0000000001}
    fields:
      - {name: tier, type: text, label: Tier}
      - {name: seats, type: number}
      - {name: size, type: number, entity: contact}
      - {name: revenue, type: number, entity: company}
    contacts:
      - {email: old@example.com, firstName: no, phone: 0123, seats: 5, companyDomain: acme.example}

    """

  @Test func `a seed file is read`() throws {
    let seed = try SandboxSeed.read(yaml: Array(Self.seed.utf8), file: "seed.yaml")
    #expect(seed.team == .init(name: "Our team", id: "tea_Ours0000000000001"))
    #expect(
      seed.users == [
        .init(email: "ann@team.example", name: "Ann", role: "admin", id: "usr_Ann00000000000001"),
        .init(email: "bob@team.example", name: "bob", role: "member"),
      ]
    )
    #expect(
      seed.companies == [
        .init(name: "Acme", domain: "acme.example"),
        .init(name: "Globex", linkedinUrl: "https://www.linkedin.com/company/globex"),
        .init(name: "Initech", id: "cpn_Initech0000000001"),
      ]
    )
    #expect(
      seed.fields == [
        .init(name: "tier", type: .text, label: "Tier"), .init(name: "seats", type: .number),
        .init(name: "size", type: .number),
        .init(name: "revenue", type: .number, entity: .company),
      ]
    )
  }

  @Test func `a seed's contacts are there from the start, with values as written`() async throws {
    let seed = try SandboxSeed.read(yaml: Array(Self.seed.utf8), file: "seed.yaml")
    try await withSandbox(SandboxConfiguration(rateLimit: nil, seed: seed)) { client, _ in
      let contact = try await client.get("/contacts/old@example.com").json
      #expect(contact["fields"]["firstName"].string == "no")
      #expect(contact["fields"]["phone"].string == "0123")
      #expect(contact["fields"]["seats"].integer == 5)
      #expect(contact["companyId"].string?.hasPrefix("cpn_") == true)
      #expect(contact["ownerId"].string == "usr_Ann00000000000001")
    }
  }

  @Test(arguments: ["", "# nothing\n", "null\n"])
  func `an empty seed file is the default seed`(text: String) throws {
    #expect(try SandboxSeed.read(yaml: Array(text.utf8), file: "seed.yaml") == .default)
  }

  @Test func `all that is wrong with a seed file is said, with its place`() throws {
    let text = """
      teams: {name: X}
      team: {id: team-1}
      users:
        - {email: nobody}
        - {email: a@team.example, id: usr_A, nmae: A}
        - {email: A@team.example, id: usr_A}
        - a@team.example
      companies: acme.example
      fields:
        - {name: tier}
        - {name: seats, type: integer}
        - {name: firstName, type: text}
        - {name: size, type: number, entity: lead}
        - {name: size, type: number}
      contacts:
        - {firstName: Jane}
        - {email: jane@example.com, size: big}
        - {email: jane@example.com, sise: 5}
        - jane@example.com

      """
    expectGolden(
      Self.diagnostics { try SandboxSeed.read(yaml: text.bytes, file: "seed.yaml") },
      "seed.txt"
    )
    let companies = """
      companies:
        - {domain: acme.example}
        - {name: Nameless}
        - {name: A, domain: acme}
        - {name: B, domain: b.example, linkedinUrl: https://linkedin.com/in/b}
        - {name: C, domain: https://B.example/}
        - {name: [D], id: cpn_D}

      """
    expectGolden(
      Self.diagnostics { try SandboxSeed.read(yaml: companies.bytes, file: "seed.yaml") },
      "companies.txt"
    )
  }

  @Test(arguments: [("list", "- a\n"), ("yaml", "users: [\n"), ("utf8", "team: \u{0}\n")])
  func `a file that is no mapping or no YAML is said`(name: String, text: String) {
    expectGolden(
      Self.diagnostics { try SandboxSeed.read(yaml: text.bytes, file: "seed.yaml") },
      "shape-\(name).txt"
    )
  }

  @Test func `all that is wrong with a fault file is said, with its place`() {
    let text = """
      seed: -1
      rules:
        - {every: 3}
        - {status: 500, close: after}
        - {status: 5000}
        - {every: 0, close: later}
        - {requests: [0], answer: none}
        - {probability: 2, delay: soon}
        - {delay: 5ms, evry: 2}
        - {setField: {path: data._id}}

      """
    expectGolden(
      Self.diagnostics { try FaultPlan.read(yaml: text.bytes, file: "faults.yaml") },
      "faults.txt"
    )
  }

  @Test func `errors of starting say what to do`() {
    let errors: [SandboxError] = [
      .cannotListen(port: 80, reason: "Permission denied"),
      .cannotOpenDatabase(path: ".roster/sandbox.sqlite", reason: "file is not a database"),
    ]
    expectGolden(errors.flatMap(\.diagnostics).map(Self.text).joined(), "start.txt")
  }

  @Test func `codes are unique and in the sandbox's range`() {
    let ids = DiagnosticCode.sandboxCodes.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.hasPrefix("R70") && $0.utf8.count == 5 })
    #expect(DiagnosticCode.sandboxCodes.allSatisfy { !$0.repair.isEmpty })
  }

  private static func diagnostics<Value>(_ read: () throws -> Value) -> String {
    do {
      _ = try read()
      return "no problem\n"
    } catch {
      guard let error = error as? any DiagnosableError else { return "\(error)\n" }
      return error.diagnostics.map(text).joined()
    }
  }

  private static func text(_ diagnostic: Diagnostic) -> String {
    var text = "\(diagnostic.severity) \(diagnostic.code): \(diagnostic.message)\n"
    if let location = diagnostic.location { text += "  at \(location)\n" }
    if let excerpt = diagnostic.excerpt {
      text += "  | \(excerpt.line)\n  | \(String(repeating: " ", count: excerpt.caretOffset))"
      text += String(repeating: "^", count: excerpt.caretLength) + "\n"
    }
    for related in diagnostic.related { text += "  \(related.message): \(related.location)\n" }
    if let hint = diagnostic.hint { text += "  hint: \(hint)\n" }
    return text + "\n"
  }
}

extension String {
  fileprivate var bytes: [UInt8] { Array(utf8) }
}
