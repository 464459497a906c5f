import Engine
import Diagnostics
import Lemlist
import Model
import Planning
import Sandbox
import State
import Synchronization
import TestSupport
import Testing

/// Applies a plan's changes to a sandbox of its own, through the client and a state on disk.
struct ApplyScenario {
  private static let key = "key-of-the-tests-of-applying"

  /// What the state holds before.
  var contacts: [PriorContact] = []
  var unsettled: [Address] = []
  /// What goes wrong at the service, as a fault file has it.
  var faults = "rules: []"
  var options = ApplyOptions(parallelism: 1)
  var attempts = 3
  /// Interrupts the run when so many changes are finished; `nil` never.
  var interruptAfter: Int?

  struct Ending {
    let result: ApplyResult
    /// The state that is on disk afterwards.
    let state: PriorState
    /// The contacts in it.
    let contacts: [PriorContact]
    /// Requests that the service got.
    let requests: Int
    let events: [ApplyEvent]
  }

  /// Applies these changes.
  func apply(_ changes: [Change]) async throws -> Ending {
    try await withTemporaryDirectory { folder in
      let configuration = SandboxConfiguration(
        database: .inMemory,
        rateLimit: nil,
        keys: [Self.key],
        faults: try FaultPlan.read(yaml: [UInt8](faults.utf8), file: "faults.yaml")
      )
      return try await Sandbox.withServer(configuration) { sandbox in
        let store = StateStore(path: folder + "/roster.state.jsonl")
        try await setUp(store, sandbox.url)
        let events = Mutex<[ApplyEvent]>([])
        let holder = LockHolder.current(command: "test")
        let result = try await store.withExclusiveLock(holder: holder) { session in
          try await LemlistClient.withClient(client(sandbox.url)) { client in
            let control = ApplyControl()
            let applier = Applier(
              crm: client,
              session: session,
              facts: CRMFacts(team: nil, companies: []),
              options: options,
              control: control
            )
            let prior = session.snapshot.prior
            return try await applier.apply(
              Self.plan(changes, prior, sandbox.url),
              prior: prior,
              newLineage: Lineage("l"),
              onEvent: { event in
                let finished = events.withLock { events in
                  events.append(event)
                  return events.count { if case .finished = $0 { true } else { false } }
                }
                if finished == interruptAfter { control.interrupt() }
              }
            )
          }
        }
        let state = try await store.read().prior
        return Ending(
          result: result,
          state: state,
          contacts: try state.contacts.all(),
          requests: sandbox.requestCount,
          events: events.withLock { $0 }
        )
      }
    }
  }

  private func setUp(_ store: StateStore, _ endpoint: String) async throws {
    guard !contacts.isEmpty || !unsettled.isEmpty else { return }
    try await store.withExclusiveLock(holder: LockHolder.current(command: "test")) { session in
      try await session.begin(lineage: Lineage("l"), endpoint: endpoint, team: nil)
      for contact in contacts { try session.record(.put(contact)) }
      for address in unsettled { try session.record(.sending(address)) }
      _ = try await session.commit()
    }
  }

  private func client(_ endpoint: String) throws -> ClientConfiguration {
    ClientConfiguration(
      endpoint: try Endpoint(endpoint),
      key: try #require(APIKey(Self.key)),
      rate: nil,
      retry: RetryPolicy(
        maximumAttempts: attempts,
        baseDelay: .milliseconds(1),
        maximumDelay: .milliseconds(2)
      )
    )
  }

  private static func plan(_ changes: [Change], _ prior: PriorState, _ endpoint: String) -> Plan {
    Plan(
      basis: Plan.Basis(
        lineage: prior.lineage,
        serial: prior.serial,
        endpoint: endpoint,
        team: nil,
        files: []
      ),
      changes: changes,
      unchanged: 0
    )
  }
}

extension ApplyScenario {
  static func address(_ key: String) throws -> Address { try #require(Address(key: key)) }

  static func attributes(_ key: String) -> Attributes {
    Attributes([(.field(.email), .string("\(key)@example.com"))])
  }

  static func prior(_ key: String, id: String? = nil) throws -> PriorContact {
    PriorContact(
      address: try address(key),
      id: ContactID(id ?? "ctc_\(key)"),
      attributes: attributes(key)
    )
  }

  /// The creation of a contact whose email is its key's.
  static func creation(_ key: String, line: Int = 2) throws -> Change {
    let attributes = attributes(key)
    return Change(
      address: try address(key),
      action: .create,
      after: attributes,
      changedKeys: attributes.keys,
      request: .upsert(ContactUpsert(attributes: attributes)),
      location: SourceLocation(file: "roster.yaml", line: line, column: 3)
    )
  }
}
