import Applying
import Diagnostics
import LemlistAPI
import Model
import Planning
import Sandbox
import State
import TestSupport
import Testing

/// What is said of changes that cannot be tried, through the whole of an apply.
@Suite struct RefusalTests {
  private static let key = "key-of-the-tests-of-applying"

  /// Applies a plan of these changes to a sandbox of its own; the state holds the contacts.
  private func apply(
    _ changes: [Change],
    to contacts: [PriorContact],
    faults: String
  ) async throws -> ApplyResult {
    try await withTemporaryDirectory { folder in
      let configuration = SandboxConfiguration(
        database: .inMemory,
        rateLimit: nil,
        keys: [Self.key],
        faults: try FaultPlan.read(yaml: [UInt8](faults.utf8), file: "faults.yaml")
      )
      return try await Sandbox.withServer(configuration) { sandbox in
        let store = StateStore(path: folder + "/roster.state.jsonl")
        let holder = LockHolder.current(command: "test")
        return try await store.withExclusiveLock(holder: holder) { session in
          let client = ClientConfiguration(
            endpoint: try Endpoint(sandbox.url),
            key: try #require(APIKey(Self.key)),
            rate: nil
          )
          return try await LemlistClient.withClient(client) { client in
            let applier = Applier(
              client: client,
              session: session,
              facts: ServiceFacts(team: nil, companies: []),
              options: ApplyOptions(),
              control: ApplyControl()
            )
            let prior = PriorState(
              lineage: Lineage("l"),
              serial: Serial(1),
              endpoint: sandbox.url,
              team: nil,
              contacts: contacts
            )
            let plan = Plan(
              basis: Plan.Basis(
                lineage: Lineage("l"),
                serial: Serial(1),
                endpoint: sandbox.url,
                team: nil,
                files: []
              ),
              changes: changes,
              unchanged: 0
            )
            return await applier.apply(
              plan,
              prior: prior,
              newLineage: Lineage("l"),
              onEvent: { _ in }
            )
          }
        }
      }
    }
  }

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
    let result = try await apply(
      changes,
      to: [PriorContact(address: jane, id: ContactID("ctc_1"), attributes: old)],
      faults: "rules: [{method: POST, path: /contacts, body: bob@, status: 400, text: no}]"
    )
    let failures = result.outcomes.failures
    #expect(failures.map { $0.outcome.change.address } == [bob, jane])
    let reason = try #require(failures.last).reason
    #expect(reason.code == .waitsForRename)
    expectGolden([reason], "waits-for-rename")
  }
}
