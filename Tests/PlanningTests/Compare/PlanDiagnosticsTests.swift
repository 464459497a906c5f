import Diagnostics
import Model
import Planning
import TestSupport
import Testing

/// What a plan says beside its changes.
@Suite struct PlanDiagnosticsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let codes: [DiagnosticCode]
    let plan: @Sendable () throws -> Plan

    init(
      _ name: String,
      _ codes: [DiagnosticCode],
      _ plan: @escaping @Sendable () throws -> Plan
    ) {
      (self.name, self.codes, self.plan) = (name, codes, plan)
    }

    var testDescription: String { name }
  }

  private static let email: KeyValuePairs<AttributeKey, AttributeValue> = [
    .email: "j@example.com"
  ]

  static let cases: [Case] = [
    Case("change-limit", [.changeLimitExceeded]) {
      PlanningTests.plan(
        manifest([try declared("jane", email), try declared("bob", [.email: "b@example.com"])]),
        .empty
      ) { $0.limits = ChangeLimits(create: .count(1)) }
    },
    Case("delete-limit", [.deleteLimitExceeded]) {
      PlanningTests.plan(
        manifest([try declared("jane", email)], settings: ManifestSettings(onRemove: .delete)),
        state([try applied("bob", [.email: "b@example.com"]), try applied("jane", email)])
      )
    },
    Case("empty-manifest", [.emptyManifest]) {
      PlanningTests.plan(manifest([]), state([try applied("jane", email)]))
    },
    Case("endpoint-differs", [.endpointDiffers]) {
      PlanningTests.plan(
        manifest([try declared("jane", email)]),
        state([try applied("jane", email)], endpoint: "https://crm.example/api")
      )
    },
    Case("source-changed", [.sourceIsCreationOnly]) {
      PlanningTests.plan(
        manifest([try declared("jane", line: 10, [.email: "j@example.com", .source: "new"])]),
        state([try applied("jane", [.email: "j@example.com", .source: "old"])])
      )
    },
    Case("identifiers-of-two", [.identifiersContradict]) {
      PlanningTests.plan(
        manifest([try declared("new", line: 5, [.email: "a@example.com", .linkedin: "l"])]),
        state([try applied("a", [.email: "a@example.com"]), try applied("b", [.linkedin: "l"])])
      )
    },
    Case("identifiers-of-one", [.identifiersContradict]) {
      PlanningTests.plan(
        manifest([
          try declared("one", line: 5, [.email: "a@example.com"]),
          try declared("two", line: 8, [.linkedin: "l"]),
        ]),
        state([try applied("old", [.email: "a@example.com", .linkedin: "l"])])
      )
    },
    Case("identifiers-exchanged", [.identifiersExchanged]) {
      PlanningTests.plan(
        manifest([
          try declared("a", line: 5, [.email: "b@example.com", .firstName: "A"]),
          try declared("b", line: 8, [.email: "a@example.com", .firstName: "B"]),
        ]),
        state([
          try applied("a", [.email: "a@example.com", .firstName: "A"]),
          try applied("b", [.email: "b@example.com", .firstName: "B"]),
        ])
      )
    },
    Case("identifier-cycle", [.identifierCycle]) {
      PlanningTests.plan(
        manifest([
          try declared("a", line: 5, [.email: "a@example.com", .linkedin: "b"]),
          try declared("b", line: 8, [.email: "b@example.com", .linkedin: "a"]),
        ]),
        state([
          try applied("a", [.email: "a@example.com", .linkedin: "a"]),
          try applied("b", [.email: "b@example.com", .linkedin: "b"]),
        ])
      )
    },
    Case("dependency-filtered-out", [.dependencyFilteredOut]) {
      PlanningTests.plan(
        manifest([
          try declared("jane", [.email: "jane.doe@example.com"]),
          try declared("new", line: 4, email),
        ]),
        state([try applied("jane", email)])
      ) { $0.exclude = [AddressPattern("jane")].compactMap { $0 } }
    },
    Case("contacts-are-one", [.contactsAreOne]) {
      let contact = { (key: String, other: String, email: AttributeValue) in
        PriorContact(
          address: try address(key),
          id: ContactID("ctc_1"),
          attributes: attributes([.email: email]),
          findings: [Finding(.contactShared, expected: "contact." + other, actual: "ctc_1")]
        )
      }
      return PlanningTests.plan(
        manifest([
          try declared("jane", email), try declared("joan", line: 4, [.email: "joan@example.com"]),
        ]),
        state([
          try contact("jane", "joan", "j@example.com"),
          try contact("joan", "jane", "joan@example.com"),
        ])
      )
    },
    Case("three-contacts-are-one", [.contactsAreOne]) {
      let keys = ["jane", "joan", "june"]
      return PlanningTests.plan(
        manifest(try keys.map { try declared($0, [.email: .string("\($0)@example.com")]) }),
        state(
          try keys.map {
            PriorContact(
              address: try address($0),
              id: ContactID("ctc_1"),
              attributes: attributes([.email: .string("\($0)@example.com")]),
              findings: [Finding(.contactShared, expected: "contact.jane", actual: "ctc_1")]
            )
          }
        )
      )
    },
    Case("created-again", [.createdAgainUnasked, .createdAgain]) {
      let gone = ["jane", "joan"].compactMap { Address(key: $0) }.map {
        Drift(address: $0, id: ContactID("ctc_\($0.key)"), fields: nil)
      }
      return try Planner.plan(
        desired: manifest([
          try declared("jane", email), try declared("joan", line: 4, [.email: "joan@example.com"]),
        ]),
        prior: state([
          try applied("jane", email), try applied("joan", [.email: "joan@example.com"]),
        ]),
        options: PlanOptions(endpoint: endpoint),
        drift: gone
      )
    },
    Case("created-again-many", [.createdAgain]) {
      let keys = (1...22).map { "[\($0)*]" }
      return try Planner.plan(
        desired: manifest(
          try keys.map {
            try declared($0, [.email: .string("\($0.filter(\.isNumber))@example.com")])
          }
        ),
        prior: state(
          try keys.map {
            try applied($0, [.email: .string("\($0.filter(\.isNumber))@example.com")])
          }
        ),
        options: PlanOptions(endpoint: endpoint, limits: ChangeLimits(create: .count(50))),
        drift: keys.compactMap { Address(key: $0) }.map {
          Drift(address: $0, id: ContactID("ctc_\($0.key)"), fields: nil)
        }
      )
    },
    Case("pattern-matches-nothing", [.patternMatchesNothing]) {
      PlanningTests.plan(manifest([try declared("jane", email)]), .empty) {
        $0.only = ["jane", "zoe"].compactMap { AddressPattern($0) }
      }
    },
    Case("patterns-leave-nothing", [.patternMatchesNothing]) {
      PlanningTests.plan(manifest([try declared("jane", email)]), .empty) {
        $0.only = [AddressPattern("jane")].compactMap { $0 }
        $0.exclude = [AddressPattern("j*")].compactMap { $0 }
      }
    },
    Case("everything-excluded", [.patternMatchesNothing]) {
      PlanningTests.plan(manifest([try declared("jane", email)]), .empty) {
        $0.exclude = [AddressPattern("*")].compactMap { $0 }
      }
    },
    Case("pattern-overruled", [.patternMatchesNothing]) {
      PlanningTests.plan(
        manifest([try declared("jane", email), try declared("bob", [.email: "b@example.com"])]),
        state([try applied("jane", email)])
      ) {
        $0.only = ["jane", "b*"].compactMap { AddressPattern($0) }
        $0.exclude = [AddressPattern("bob")].compactMap { $0 }
      }
    },
    Case("dependency-held-back", [.dependencyFilteredOut]) {
      PlanningTests.plan(
        manifest([
          try declared("jane", [.email: "jane.doe@example.com"]),
          try declared("new*", line: 4, email),
        ]),
        state([try applied("jane", email)])
      ) { $0.only = [AddressPattern("n*")].compactMap { $0 } }
    },
    Case("rename-held-back-by-exclusion", [.renameFilteredOut]) {
      PlanningTests.plan(
        manifest([try declared("new", email)]),
        state([try applied("old", email)])
      ) {
        $0.only = [AddressPattern("*")].compactMap { $0 }
        $0.exclude = [AddressPattern("old")].compactMap { $0 }
      }
    },
    Case("rename-filtered-out", [.renameFilteredOut]) {
      PlanningTests.plan(
        manifest([try declared("new", email)]),
        state([try applied("old", email)])
      ) { $0.only = [AddressPattern("new")].compactMap { $0 } }
    },
    Case("rename-filtered-out-by-new-key", [.renameFilteredOut]) {
      PlanningTests.plan(
        manifest([try declared("new", email)], settings: ManifestSettings(onRemove: .delete)),
        state([try applied("old", email)])
      ) { $0.exclude = [AddressPattern("new")].compactMap { $0 } }
    },
    Case("shared-contact-kept", [.sharedContactKept]) {
      let twin = PriorContact(
        address: try address("twin"),
        id: ContactID("ctc_jane"),
        attributes: attributes([.email: "t@example.com"])
      )
      return PlanningTests.plan(
        manifest([try declared("jane", email)], settings: ManifestSettings(onRemove: .delete)),
        state([twin, try applied("jane", email)])
      )
    },
    Case("protected-contact", [.protectedContact]) {
      let boss = PriorContact(
        address: try address("boss"),
        id: ContactID("ctc_boss"),
        attributes: attributes([.email: "boss@example.com"]),
        isProtected: true
      )
      return PlanningTests.plan(
        manifest([try declared("jane", email)]),
        state([boss, try applied("jane", email)])
      )
    },
  ]

  @Test(arguments: cases)
  func `what is wrong with a plan is said with what lifts it`(_ said: Case) throws {
    let diagnostics = try said.plan().diagnostics
    #expect(diagnostics.map(\.code) == said.codes)
    expectGolden(diagnostics, said.name)
  }

  @Test func `every code of this module has a case`() {
    let codes = Set(Self.cases.flatMap(\.codes))
    #expect(codes == Set(DiagnosticCode.planningCodes))
  }
}
