import Diagnostics
import Model
import Planning
import TestSupport
import Testing

@Suite struct ProtectionTests {
  private func declaredProtected(
    _ key: String,
    _ pairs: KeyValuePairs<AttributeKey, AttributeValue>,
    isProtected: Bool = true
  ) throws -> DesiredContact {
    DesiredContact(
      address: try address(key),
      attributes: attributes(pairs),
      position: SourcePosition(file: 0, line: 1, column: 3),
      isProtected: isProtected
    )
  }

  private func appliedProtected(
    _ key: String,
    _ pairs: KeyValuePairs<AttributeKey, AttributeValue>
  ) throws -> PriorContact {
    PriorContact(
      address: try address(key),
      id: ContactID("ctc_\(key)"),
      attributes: attributes(pairs),
      isProtected: true
    )
  }

  private func codes(_ plan: Plan) -> [DiagnosticCode] { plan.diagnostics.map(\.code) }

  @Test func `a creation carries the protection`() throws {
    let plan = plan(manifest([try declaredProtected("a", [.email: "a@example.com"])]), state([]))
    #expect(plan.changes.map(\.isProtected) == [true])
    #expect(!plan.isErrored)
  }

  @Test(arguments: [true, false])
  func `setting or lifting it is a change of the state alone`(isProtected: Bool) throws {
    let desired = try declaredProtected("a", [.email: "a@example.com"], isProtected: isProtected)
    let prior =
      isProtected
      ? try applied("a", [.email: "a@example.com"])
      : try appliedProtected("a", [.email: "a@example.com"])
    let change = try #require(try change(desired, prior))
    #expect(change.action == .release && change.request == nil && change.reason == .manifest)
    #expect(change.wasProtected == !isProtected && change.isProtected == isProtected)
    let next = PerfectCRM.apply(plan(manifest([desired]), state([prior])), to: state([prior]))
    #expect(plan(manifest([desired]), next).changes == [])
  }

  @Test(arguments: RemovalPolicy.allCases)
  func `a protected contact cannot be removed`(policy: RemovalPolicy) throws {
    let kept = try declared("b", [.email: "b@example.com"])
    let plan = plan(
      manifest([kept], settings: ManifestSettings(onRemove: policy)),
      state([
        try appliedProtected("a", [.email: "a@example.com"]),
        try applied("b", [.email: "b@example.com"]),
      ])
    ) { $0.maxDeletes = .count(5) }
    #expect(codes(plan) == [.protectedContact])
    #expect(plan.isErrored && plan.changes.count == 1)
    #expect(plan.diagnostics.first?.hint?.contains("`protect: true`") == true)
  }

  @Test(arguments: [true, false])
  func `a protected contact cannot be re-identified, though the same change lifts it`(
    stays: Bool
  ) throws {
    let plan = plan(
      manifest([try declaredProtected("a", [.email: "new@example.com"], isProtected: stays)]),
      state([try appliedProtected("a", [.email: "a@example.com"])])
    )
    #expect(codes(plan) == [.protectedContact])
    #expect(plan.changes.map(\.action) == [.reidentify])
  }

  @Test func `once it is lifted in an applied change, the contact may go`() throws {
    let prior = state([
      try appliedProtected("a", [.email: "a@example.com"]),
      try applied("b", [.email: "b@example.com"]),
    ])
    let b = try declared("b", [.email: "b@example.com"])
    let lifted = manifest([
      try declaredProtected("a", [.email: "a@example.com"], isProtected: false), b,
    ])
    let next = PerfectCRM.apply(plan(lifted, prior), to: prior)
    let removal = plan(manifest([b]), next)
    #expect(removal.changes.map(\.action) == [.forget] && !removal.isErrored)
  }

  @Test func `what is no removal and no other identity goes on`() throws {
    let plan = plan(
      manifest([
        try declaredProtected("new", [.email: "a@example.com", .phone: "1"]),
        try declaredProtected("b", [.email: "b@example.com"]),
      ]),
      state([
        try appliedProtected("old", [.email: "a@example.com"]),
        try appliedProtected("b", [.email: "b@example.com", .phone: "1"]),
      ])
    )
    #expect(plan.diagnostics == [])
    #expect(plan.changes.map(\.action) == [.release, .update])
    #expect(plan.changes.map(\.isProtected) == [true, true])
  }

  @Test(arguments: [
    ("https://www.linkedin.com/in/jane", "https://fr.linkedin.com/in/Jane/fr", true),
    ("https://www.linkedin.com/in/jane", "https://www.linkedin.com/in/june", false),
  ])
  func `another spelling of an identifier is the same person`(
    old: String,
    new: String,
    isAllowed: Bool
  ) throws {
    let plan = plan(
      manifest([try declaredProtected("a", [.linkedin: .string(new)])]),
      state([try appliedProtected("a", [.linkedin: .string(old)])])
    )
    #expect(plan.changes.count == 1)
    #expect(plan.isErrored != isAllowed)
  }
}
