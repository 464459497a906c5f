import Engine
import Diagnostics
import Lemlist
import Model
import Planning
import TestSupport
import Testing

/// What a run keeps between its changes: failures in a row, why it ended, who is where, what was noted.
@Suite struct ApplyRunTests {
  private static func refusing(_ text: String, status: Int = 400) -> String {
    "rules: [{method: POST, path: /contacts, body: \(text), status: \(status), text: no}]"
  }

  private func statuses(_ ending: ApplyScenario.Ending) -> String {
    ending.result.outcomes.map { outcome in
      switch outcome.status {
      case .applied: "+"
      case .failed: "!"
      case .notAttempted: "."
      case .blocked: "?"
      }
    }.joined()
  }

  private func stop(_ ending: ApplyScenario.Ending) -> Diagnostic? {
    guard case .stopped(let reason) = ending.result.ending else { return nil }
    return reason
  }

  // MARK: Failures in a row

  @Test(arguments: [
    // Failures are named `bad…`; what is left out when two in a row stop the run is a dot.
    (["bad1", "a", "bad2", "b", "bad3", "c"], "!+!+!+", false),
    (["bad1", "bad2", "a"], "!!.", true),
    (["a", "bad1", "bad2", "b", "c"], "+!!..", true),
    (["bad1", "a", "bad2", "bad3", "b"], "!+!!.", true),
    (["a", "bad1", "bad2"], "+!!", false),
  ])
  func `a success begins the count of failures in a row anew`(
    _ keys: [String],
    _ statuses: String,
    _ isStopped: Bool
  ) async throws {
    var scenario = ApplyScenario(faults: Self.refusing("bad"))
    scenario.options.maxFailures = 2
    // A plan is in the order of its addresses.
    let ending = try await scenario.apply(
      keys.enumerated().map { try ApplyScenario.creation("\($0)-\($1)") }
    )
    #expect(self.statuses(ending) == statuses)
    #expect(ending.requests == statuses.count { $0 != "." })
    #expect(stop(ending)?.code == (isStopped ? .stoppedByFailures : nil))
    if isStopped { #expect(stop(ending)?.message.contains("2 changes in a row failed") == true) }
  }

  @Test func `without a limit no failure ends the run`() async throws {
    var scenario = ApplyScenario(faults: Self.refusing("bad"))
    scenario.options.maxFailures = 0
    let keys = (10..<40).map { "bad\($0)" } + ["good"]
    let ending = try await scenario.apply(keys.map { try ApplyScenario.creation($0) })
    #expect(statuses(ending) == String(repeating: "!", count: 30) + "+")
    #expect(ending.result.ending == .complete)
  }

  // MARK: Why it ended

  @Test(arguments: [(401, DiagnosticCode.keyRefused), (403, .userBlocked)])
  func `a key that is refused ends the run with that reason`(
    _ status: Int,
    _ code: DiagnosticCode
  ) async throws {
    var scenario = ApplyScenario(faults: Self.refusing("bad", status: status))
    scenario.options.maxFailures = 1
    let keys = ["a", "bad", "c", "d"]
    let ending = try await scenario.apply(keys.map { try ApplyScenario.creation($0) })
    #expect(statuses(ending) == "+!..")
    #expect(ending.requests == 2)
    let reason = try #require(stop(ending))
    // The failures in a row, of which there was one, are not why.
    #expect(reason.code == code)
    #expect(ending.result.outcomes.failures.map(\.reason.code) == [code])
  }

  @Test(arguments: [401, 403])
  func `the reason is the refusal, whatever fails after it`(_ status: Int) async throws {
    var scenario = ApplyScenario(faults: Self.refusing("bad", status: status))
    scenario.options.maxFailures = 25
    let ending = try await scenario.apply(
      ["bad1", "bad2", "c"].map { try ApplyScenario.creation($0) }
    )
    #expect(statuses(ending) == "!..")
    let reason = try #require(stop(ending))
    #expect(reason.message.hasPrefix("The run was stopped: "), "\(reason.message)")
    #expect(reason.message.contains("(\(status))"), "\(reason.message)")
  }

  @Test func `what is finished when it is interrupted is recorded, and nothing more is sent`()
    async throws
  {
    var scenario = ApplyScenario()
    scenario.interruptAfter = 2
    let ending = try await scenario.apply(
      ["a", "b", "c", "d"].map { try ApplyScenario.creation($0) }
    )
    #expect(statuses(ending) == "++..")
    #expect(ending.result.ending == .interrupted)
    #expect(ending.requests == 2)
    #expect(ending.contacts.map(\.address.key) == ["a", "b"])
    #expect(ending.result.serial == Serial(1))
  }

  @Test func `an interruption after the last change is none`() async throws {
    var scenario = ApplyScenario()
    scenario.interruptAfter = 2
    let ending = try await scenario.apply(["a", "b"].map { try ApplyScenario.creation($0) })
    #expect(ending.result.ending == .complete)
  }

  // MARK: What may have landed

  @Test(arguments: [
    // What happens to the attempts of one creation, and whether the CRM may have the contact.
    ("{requests: [1], close: after}, {from: 2, status: 400, text: no}", true),
    ("{requests: [1], close: after}, {from: 2, status: 429, headers: {Retry-After: '0'}}", true),
    ("{requests: [1], status: 504, after: true}, {from: 2, status: 400, text: no}", true),
    ("{requests: [1], answer: half}, {from: 2, status: 422, text: no}", true),
    ("{from: 1, status: 503}", true),
    ("{from: 1, answer: malformed}", true),
    ("{from: 1, status: 400, text: no}", false),
    ("{from: 1, status: 429, headers: {Retry-After: '0'}}", false),
    ("{requests: [1], status: 429, headers: {Retry-After: '0'}}, {from: 2, status: 400}", false),
  ])
  func `the note of a creation stays as long as it may have landed`(
    _ faults: String,
    _ isNoted: Bool
  ) async throws {
    let rules = faults.replacing("{", with: "{method: POST, path: /contacts, ")
      .replacing("headers: {method: POST, path: /contacts, ", with: "headers: {")
    let scenario = ApplyScenario(faults: "rules: [\(rules)]")
    let ending = try await scenario.apply([try ApplyScenario.creation("jane")])
    #expect(statuses(ending) == "!", "\(rules)")
    #expect(ending.contacts.isEmpty)
    #expect(ending.state.unsettled.map(\.key) == (isNoted ? ["jane"] : []))
  }

  @Test func `a note of an earlier run is not taken back by a refusal`() async throws {
    let jane = try ApplyScenario.address("jane")
    let scenario = ApplyScenario(unsettled: [jane], faults: Self.refusing("jane"))
    let ending = try await scenario.apply([try ApplyScenario.creation("jane")])
    #expect(statuses(ending) == "!")
    #expect(ending.state.unsettled == [jane])
  }

  @Test func `a creation that is answered settles its note`() async throws {
    let jane = try ApplyScenario.address("jane")
    let ending = try await ApplyScenario(unsettled: [jane]).apply(
      [try ApplyScenario.creation("jane")]
    )
    #expect(ending.state.unsettled.isEmpty)
    #expect(ending.contacts.map(\.address) == [jane])
  }

  @Test(arguments: [
    "{requests: [1], close: after}", "{requests: [1], status: 500, after: true}",
    "{requests: [1], close: after}, {requests: [2], status: 429, headers: {Retry-After: '0'}}",
  ])
  func `a creation whose first attempt landed is called created, not adopted`(_ faults: String)
    async throws
  {
    let rules = faults.replacing("{requests", with: "{method: POST, path: /contacts, requests")
    let ending = try await ApplyScenario(faults: "rules: [\(rules)]").apply(
      [try ApplyScenario.creation("jane")]
    )
    let outcome = try #require(ending.result.outcomes.map { $0 }.first)
    guard case .applied(let effect, let contact) = outcome.status else {
      Issue.record("\(outcome)")
      return
    }
    #expect(effect == .created)
    #expect(contact?.findings == [])
    #expect(outcome.attempts == 2 + faults.count(of: "429"))
  }

  @Test(arguments: [false, true])
  func `a creation that an interrupted run may have made is not called adopted`(isNoted: Bool)
    async throws
  {
    let jane = try ApplyScenario.creation("jane")
    // What the CRM has by then.
    let other = Change(
      address: try ApplyScenario.address("a"),
      action: .create,
      after: jane.after,
      changedKeys: jane.changedKeys,
      request: jane.request
    )
    let ending = try await ApplyScenario(unsettled: isNoted ? [jane.address] : []).apply([
      other, jane,
    ])
    let statuses = ending.result.outcomes.map(\.status)
    guard case .applied(let effect, let contact) = statuses.last else {
      Issue.record("\(statuses)")
      return
    }
    #expect(effect == (isNoted ? .created : .adopted))
    let findings = contact?.findings.map(\.kind) ?? []
    #expect(findings.contains(.adopted) == !isNoted)
    // The state holds all that was sent: nothing of it is left to do.
    #expect(!ending.contacts.contains { $0.findings.contains { $0.kind == .adopted } })
  }

  @Test(arguments: [AttributeKey.field(.companyDomain), .field(.phone)])
  func `a company stays in the state until a link is sent`(_ key: AttributeKey) async throws {
    let before = ApplyScenario.attributes("jane")
    let after = before.setting(key, to: .string("1.example"))
    let prior = PriorContact(
      address: try ApplyScenario.address("jane"),
      id: ContactID("ctc_jane"),
      attributes: before,
      company: CompanyID("cpn_Old")
    )
    let change = Change(
      address: prior.address,
      action: .update,
      contactID: prior.id,
      before: before,
      after: after,
      changedKeys: [key],
      request: .upsert(ContactUpsert(attributes: after))
    )
    let ending = try await ApplyScenario(contacts: [prior]).apply([change])
    #expect(statuses(ending) == "+")
    let company = ending.contacts.first?.company
    #expect(company == (key == .field(.phone) ? CompanyID("cpn_Old") : nil))
  }

  // MARK: Who is where

  @Test func `two addresses that get one record are told`() async throws {
    let scenario = ApplyScenario(
      faults:
        "rules: [{method: POST, path: /contacts, setField: {path: data._id, value: ctc_Same00000000001}}]"
    )
    let ending = try await scenario.apply(["a", "b"].map { try ApplyScenario.creation($0) })
    let findings = ending.contacts.flatMap(\.findings)
    #expect(
      findings.filter { $0.kind == .contactShared }.map(\.expected) == ["contact.b", "contact.a"]
    )
  }

  @Test(arguments: [false, true])
  func `a record that moves leaves the one alone that took its place`(isOneRecord: Bool)
    async throws
  {
    // The keys of two contacts are swapped, each with a request: none may remove the other's new record.
    let (x, y) = (try ApplyScenario.address("x"), try ApplyScenario.address("y"))
    let move = { (from: Address, to: Address) in
      let before = ApplyScenario.attributes(from.key)
      let after = before.setting(.field(.phone), to: .string("+33 1"))
      return Change(
        address: to,
        previousAddress: from,
        action: .update,
        contactID: ContactID("ctc_\(from.key)"),
        before: before,
        after: after,
        changedKeys: [.field(.phone)],
        request: .upsert(ContactUpsert(attributes: after))
      )
    }
    // The service may even take the two for one.
    let scenario = ApplyScenario(
      contacts: [try ApplyScenario.prior("x"), try ApplyScenario.prior("y")],
      faults: isOneRecord
        ? "rules: [{method: POST, path: /contacts, setField: {path: data._id, value: ctc_x}}]"
        : "rules: []"
    )
    let ending = try await scenario.apply([move(x, y), move(y, x)])
    #expect(statuses(ending) == "++")
    #expect(ending.contacts.map(\.address) == [x, y])
    #expect(
      ending.contacts.map { $0.attributes.string(.email) }
        == ["y@example.com", "x@example.com"]
    )
  }

  @Test func `events come in the order in which things happen to a contact`() async throws {
    let ending = try await ApplyScenario(faults: Self.refusing("bad")).apply(
      ["a", "bad"].map { try ApplyScenario.creation($0) }
    )
    let names = ending.events.compactMap { event -> String? in
      switch event {
      case .started(let change): "start \(change.address.key)"
      case .finished(let outcome): "finish \(outcome.change.address.key)"
      default: nil
      }
    }
    #expect(names == ["start a", "finish a", "start bad", "finish bad"])
  }
}

extension String {
  fileprivate func count(of text: String) -> Int {
    split(separator: text, omittingEmptySubsequences: false).count - 1
  }
}
