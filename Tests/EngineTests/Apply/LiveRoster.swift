import Engine
import Lemlist
import Model
import Planning
import Sandbox
import State
import Synchronization
import TestSupport
import Testing

/// A state in a folder of its own, and a CRM that many of them share.
struct LiveRoster {
  let store: StateStore
  let endpoint: String
  /// For all but an apply that is interrupted: its client sends no more.
  let client: LemlistClient

  private static let key = "key-of-the-tests-of-applying"

  /// Runs `body` with the address of a sandbox, which fails as `faults` say.
  static func withSandbox(
    faults: String = "rules: []",
    _ body: (_ endpoint: String, LemlistClient) async throws -> Void
  ) async throws {
    let configuration = SandboxConfiguration(
      database: .inMemory,
      rateLimit: nil,
      keys: [key],
      faults: try FaultPlan.read(yaml: [UInt8](faults.utf8), file: "faults.yaml")
    )
    try await Sandbox.withServer(configuration) { sandbox in
      try await withClient(of: sandbox.url) { try await body(sandbox.url, $0) }
    }
  }

  private static func withClient<Result: Sendable>(
    of endpoint: String,
    _ body: (LemlistClient) async throws -> Result
  ) async throws -> Result {
    let client = ClientConfiguration(
      endpoint: try Endpoint(endpoint),
      key: try #require(APIKey(key)),
      rate: nil
    )
    return try await LemlistClient.withClient(client, body)
  }

  func prior() async throws -> PriorState { try await store.read().prior }

  func options(only: [AddressPattern] = []) -> PlanOptions {
    PlanOptions(endpoint: endpoint, maxDeletes: .count(1000), allowEmpty: true, only: only)
  }

  /// Plans as `roster plan` does.
  func plan(_ desired: DesiredState, only: [AddressPattern] = []) async throws -> Plan {
    let prior = try await store.read().prior
    return try Planner.plan(desired: desired, prior: prior, options: options(only: only))
  }

  /// Plans and applies, and is interrupted after that many outcomes.
  ///
  /// The result is `nil` for a plan with errors, of which nothing is applied.
  func apply(
    _ desired: DesiredState,
    only: [AddressPattern] = [],
    interruptedAfter limit: Int? = nil
  ) async throws -> (plan: Plan, result: ApplyResult?) {
    try await store.withExclusiveLock(holder: LockHolder.current(command: "test")) { session in
      let prior = session.snapshot.prior
      let plan = try Planner.plan(desired: desired, prior: prior, options: options(only: only))
      guard !plan.isErrored else { return (plan, nil) }
      let control = ApplyControl()
      let run = { (client: LemlistClient) in
        let applier = Applier(
          crm: client,
          session: session,
          facts: CRMFacts(team: nil, companies: []),
          options: ApplyOptions(parallelism: 4),
          control: control
        )
        let counter = Counter()
        return try await applier.apply(plan, prior: prior, newLineage: Lineage("lineage")) {
          event in
          guard case .finished = event, counter.next() == limit else { return }
          control.interrupt()
        }
      }
      let result =
        limit == nil
        ? try await run(client)
        : try await Self.withClient(of: endpoint) { try await run($0) }
      return (plan, result)
    }
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
