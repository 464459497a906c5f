import Engine
import Diagnostics
import Model
import Planning
import TestSupport
import Testing

/// What is said of changes that cannot be tried, through the whole of an apply.
@Suite struct RefusalTests {
  /// Why that contact waits.
  private func blocked(_ ending: ApplyScenario.Ending, _ key: String) -> Diagnostic? {
    ending.result.outcomes.blocked.first { $0.outcome.change.address.key == key }?.reason
  }

  /// Of a contact whose email is its key's.
  private func deletion(_ key: String) throws -> Change {
    let id = ContactID("ctc_\(key)")
    return Change(
      address: try ApplyScenario.address(key),
      action: .delete,
      contactID: id,
      before: ApplyScenario.attributes(key),
      request: .delete(id)
    )
  }

  private func rename(_ old: String, _ new: String) throws -> Change {
    Change(
      address: try ApplyScenario.address(new),
      previousAddress: try ApplyScenario.address(old),
      action: .rename,
      contactID: ContactID("ctc_\(old)"),
      before: ApplyScenario.attributes(old),
      after: ApplyScenario.attributes(old),
      location: SourceLocation(file: "roster.yaml", line: 2, column: 3)
    )
  }

  /// Gives a contact that other's email.
  private func reidentification(_ key: String, as other: String) throws -> Change {
    let id = ContactID("ctc_\(key)")
    let after = ApplyScenario.attributes(other)
    return Change(
      address: try ApplyScenario.address(key),
      action: .reidentify,
      contactID: id,
      before: ApplyScenario.attributes(key),
      after: after,
      changedKeys: after.keys,
      request: .upsert(ContactUpsert(id: id, attributes: after))
    )
  }

  /// Under that key, with the email of another.
  private func creation(_ key: String, as other: String) throws -> Change {
    let after = ApplyScenario.attributes(other)
    return Change(
      address: try ApplyScenario.address(key),
      action: .create,
      after: after,
      changedKeys: after.keys,
      request: .upsert(ContactUpsert(attributes: after)),
      location: SourceLocation(file: "roster.yaml", line: 3, column: 3)
    )
  }

  @Test func `a key is not taken from a contact that could not be deleted`() async throws {
    let scenario = ApplyScenario(
      contacts: [try ApplyScenario.prior("bob"), try ApplyScenario.prior("jane")],
      faults: "rules: [{method: DELETE, path: /contacts, status: 400, text: no}]"
    )
    let ending = try await scenario.apply([try deletion("bob"), try rename("jane", "bob")])
    #expect(ending.result.failed == 1 && ending.result.notAttempted == 1)
    #expect(ending.result.ending == .complete)
    #expect(ending.contacts == scenario.contacts)
    expectGolden([try #require(blocked(ending, "bob"))], "waits-for-key")
  }

  @Test func `nobody gets an email whose holder failed to give it up`() async throws {
    let scenario = ApplyScenario(
      contacts: [try ApplyScenario.prior("jane")],
      faults: "rules: [{method: POST, path: /contacts, body: doe@, status: 400, text: no}]"
    )
    let ending = try await scenario.apply([
      try reidentification("jane", as: "doe"), try creation("new", as: "jane"),
    ])
    #expect(ending.result.failed == 1 && ending.result.notAttempted == 1)
    #expect(ending.requests == 1)
    #expect(ending.contacts == scenario.contacts)
    expectGolden([try #require(blocked(ending, "new"))], "waits-for-identifier")
  }
}
