import Diagnostics
import Model
import Planning
import Testing

@Suite struct LimitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    var managed = 40
    var updates = 0
    var forgets = 0
    var creates = 0
    var settings = ChangeLimits()
    var flags = ChangeLimits()
    /// Part of the message and of the hint; `nil` when the plan is allowed.
    var refusal: (message: String, hint: String)?

    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(name: "no limit", updates: 40),
    Case(name: "a count reached", updates: 5, settings: ChangeLimits(update: .count(5))),
    Case(
      name: "a count exceeded",
      updates: 6,
      settings: ChangeLimits(update: .count(5)),
      refusal: (
        "The plan would update 6 contacts, and the limit is 5 (settings.limits.update: 5).",
        "--max-updates 6"
      )
    ),
    Case(name: "a share reached", updates: 12, settings: ChangeLimits(update: .percent(30))),
    Case(
      name: "a share exceeded",
      updates: 13,
      settings: ChangeLimits(update: .percent(30)),
      refusal: (
        "The plan would update 13 contacts, and the limit is 30% of 40 managed contacts, which is 12 "
          + "(settings.limits.update: 30%).", "--max-updates 13"
      )
    ),
    Case(
      name: "a share of a small list",
      managed: 10,
      updates: 9,
      settings: ChangeLimits(update: .percent(30)),
      refusal: (
        "The plan would update 9 contacts, and the limit is 30% of 10 managed contacts, which is 3 "
          + "(settings.limits.update: 30%).", "--max-updates 9"
      )
    ),
    Case(
      name: "a share of a small list reached",
      managed: 10,
      updates: 3,
      settings: ChangeLimits(update: .percent(30))
    ),
    Case(
      name: "no share of anything",
      managed: 3,
      forgets: 1,
      flags: ChangeLimits(forget: .percent(0)),
      refusal: (
        "The plan would forget 1 contact, and the limit is 0% of 3 managed contacts, which is 0 "
          + "(--max-forgets 0%).", "--max-forgets 1"
      )
    ),
    Case(
      name: "a share of one contact",
      managed: 1,
      updates: 1,
      settings: ChangeLimits(update: .percent(99.9)),
      refusal: (
        "The plan would update 1 contact, and the limit is 99.9% of 1 managed contact, which is 0 "
          + "(settings.limits.update: 99.9%).", "--max-updates 1"
      )
    ),
    Case(
      name: "all of them",
      managed: 3,
      updates: 3,
      settings: ChangeLimits(update: .percent(100))
    ),
    Case(
      name: "a share whose binary digits are below it",
      managed: 2_000,
      updates: 87,
      settings: ChangeLimits(update: .percent(4.35))
    ),
    Case(
      name: "a flag lifts the setting",
      updates: 6,
      settings: ChangeLimits(update: .count(5)),
      flags: ChangeLimits(update: .count(6))
    ),
    Case(
      name: "a flag is stricter",
      updates: 6,
      flags: ChangeLimits(update: .count(2)),
      refusal: (
        "The plan would update 6 contacts, and the limit is 2 (--max-updates 2).", "--max-updates 6"
      )
    ),
    Case(
      name: "forgotten contacts",
      forgets: 2,
      flags: ChangeLimits(forget: .count(1)),
      refusal: ("The plan would forget 2 contacts", "--max-forgets 2")
    ),
    Case(
      name: "one created contact",
      creates: 1,
      flags: ChangeLimits(create: .count(0)),
      refusal: ("The plan would create 1 contact, and the limit is 0", "--max-creates 1")
    ),
    Case(
      name: "a share of nothing managed",
      managed: 0,
      creates: 20,
      settings: ChangeLimits(create: .percent(10))
    ),
    Case(
      name: "none of nothing managed",
      managed: 0,
      creates: 1,
      settings: ChangeLimits(create: .percent(0)),
      refusal: (
        "The plan would create 1 contact, and the limit is 0% of 0 managed", "--max-creates 1"
      )
    ),
    Case(
      name: "a share of creations",
      managed: 4,
      creates: 3,
      settings: ChangeLimits(create: .percent(50)),
      refusal: ("The plan would create 3 contacts, and the limit is 50% of 4", "--max-creates 3")
    ),
  ])
  func `a plan above a limit is an error that says what lifts it`(_ test: Case) throws {
    var desired: [DesiredContact] = []
    var prior: [PriorContact] = []
    for index in 0..<test.managed {
      let email = AttributeValue.string("m\(index)@example.com")
      prior.append(try applied("m\(index)", [.email: email, .phone: "1"]))
      guard index >= test.forgets else { continue }
      let phone: AttributeValue = index < test.forgets + test.updates ? "2" : "1"
      desired.append(try declared("m\(index)", [.email: email, .phone: phone]))
    }
    for index in 0..<test.creates {
      desired.append(try declared("n\(index)", [.email: .string("n\(index)@example.com")]))
    }
    let plan = plan(
      manifest(desired, settings: ManifestSettings(limits: test.settings)),
      state(prior)
    ) { $0.limits = test.flags }
    #expect(plan.changes.count == test.updates + test.forgets + test.creates)
    guard let refusal = test.refusal else {
      #expect(plan.diagnostics.isEmpty)
      return
    }
    let error = try #require(plan.diagnostics.first)
    #expect(plan.diagnostics.count == 1)
    #expect(error.severity == .error)
    #expect(error.code == .changeLimitExceeded)
    #expect(error.message.hasPrefix(refusal.message))
    #expect(error.hint?.hasSuffix("\n  " + refusal.hint) == true)
  }

  struct DeleteCase: Sendable {
    var setting: ChangeLimit?
    var flag: ChangeLimit?
    let isAllowed: Bool
  }

  @Test(arguments: [
    DeleteCase(isAllowed: false),
    DeleteCase(setting: .count(1), isAllowed: false),
    DeleteCase(setting: .count(2), isAllowed: true),
    DeleteCase(setting: .count(2), flag: .count(0), isAllowed: false),
    DeleteCase(flag: .count(2), isAllowed: true),
    DeleteCase(setting: .percent(10), isAllowed: false),
    DeleteCase(setting: .percent(66), isAllowed: false),
    DeleteCase(setting: .percent(67), isAllowed: true),
    DeleteCase(setting: .percent(100), flag: .percent(0), isAllowed: false),
  ])
  func `nothing is deleted without an explicit limit`(_ test: DeleteCase) throws {
    let settings = ManifestSettings(onRemove: .delete, limits: ChangeLimits(delete: test.setting))
    let prior = try ["a", "b", "c"].map { try applied($0, [.email: .string("\($0)@example.com")]) }
    let plan = plan(
      manifest([try declared("c", [.email: "c@example.com"])], settings: settings),
      state(prior)
    ) { $0.maxDeletes = test.flag }
    #expect(plan.summary.delete == 2)
    #expect(plan.isErrored != test.isAllowed)
    if let error = plan.diagnostics.first {
      #expect(error.code == .deleteLimitExceeded)
      #expect(error.hint?.contains("--max-deletes 2") == true)
    }
  }
}
