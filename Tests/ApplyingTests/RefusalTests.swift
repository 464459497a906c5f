import Applying
import Diagnostics
import Model
import Planning
import TestSupport
import Testing

/// What is said of changes that cannot be tried, through the whole of an apply.
@Suite struct RefusalTests {
  @Test func `an address that a failed rename holds is not taken`() async throws {
    let old = Attributes([(.field(.email), .string("bob@example.com"))])
    let moved = old.setting(.field(.phone), to: .string("+33 1"))
    let new = Attributes([(.field(.email), .string("jane@example.com"))])
    let jane = try #require(Address(key: "jane"))
    let bob = try #require(Address(key: "bob"))
    let changes = [
      Change(
        address: bob,
        previousAddress: jane,
        action: .update,
        contactID: ContactID("ctc_1"),
        before: old,
        after: moved,
        changedKeys: [.field(.phone)],
        request: .upsert(ContactUpsert(attributes: moved)),
        location: SourceLocation(file: "roster.yaml", line: 2, column: 3)
      ),
      Change(
        address: jane,
        action: .create,
        after: new,
        changedKeys: new.keys,
        request: .upsert(ContactUpsert(attributes: new)),
        location: SourceLocation(file: "roster.yaml", line: 3, column: 3)
      ),
    ]
    let scenario = ApplyScenario(
      contacts: [PriorContact(address: jane, id: ContactID("ctc_1"), attributes: old)],
      faults: "rules: [{method: POST, path: /contacts, body: bob@, status: 400, text: no}]"
    )
    let failures = try await scenario.apply(changes).result.outcomes.failures
    #expect(failures.map { $0.outcome.change.address } == [bob, jane])
    let reason = try #require(failures.last).reason
    #expect(reason.code == .waitsForRename)
    expectGolden([reason], "waits-for-rename")
  }
}
