import Foundation
import Model
import Planning
import State
import TestSupport
import Testing

/// That a state read against a manifest leads to the plan that the whole state leads to.
@Suite struct ComparedStateTests {
  private struct Scene {
    let desired: DesiredState
    let prior: PriorState
  }

  private func scene(_ seed: Int, edits: Int) -> Scene {
    var random = RandomRoster(seed: UInt64(seed))
    let first = random.desired(count: seed % 80, policy: seed % 5 == 0 ? .delete : .forget)
    let prior = random.prior(of: first, findingOneIn: 6)
    return Scene(desired: random.edited(first, edits: edits), prior: prior)
  }

  private func write(_ prior: PriorState, to path: String) async throws {
    try await apply(prior.contacts.map { .put($0) }, to: path)
  }

  private func plans(_ scene: Scene, _ path: String) async throws -> (read: Plan, compared: Plan) {
    let store = StateStore(path: path)
    let whole = try await store.read().prior
    let compared = try await store.read(against: scene.desired).prior
    #expect(compared.count == whole.contacts.count)
    #expect(compared.contacts == whole.contacts.filter(compared.contacts.contains))
    var options = PlanOptions(endpoint: endpoint, maxDeletes: .count(3))
    if scene.desired.contacts.count % 3 == 0, let pattern = AddressPattern("k*[0-4]-*") {
      options.exclude = [pattern]
    }
    return (
      Planner.plan(desired: scene.desired, prior: whole, options: options),
      Planner.plan(desired: scene.desired, prior: compared, options: options)
    )
  }

  @Test(arguments: 0..<60)
  func `the plan is the same`(_ seed: Int) async throws {
    let scene = scene(seed, edits: seed % 4 == 0 ? 0 : seed % 30)
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await write(scene.prior, to: path)
      let plans = try await plans(scene, path)
      #expect(plans.read == plans.compared)
    }
  }

  @Test func `what is as it is declared is not decoded`() async throws {
    var random = RandomRoster(seed: 7)
    let desired = random.desired(count: 50)
    let prior = random.prior(of: desired, findingOneIn: 1_000_000)
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await write(prior, to: path)
      let compared = try await StateStore(path: path).read(against: desired).prior
      #expect(compared.contacts == [])
      #expect(compared.unread.ranges == [0..<50])
    }
  }

  @Test func `a journal is folded in all the same`() async throws {
    let scene = scene(33, edits: 9)
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await write(scene.prior, to: path)
      try await interruptedApply([.put(contact("zed"))], to: path)
      let plans = try await plans(scene, path)
      #expect(plans.read == plans.compared)
    }
  }

  @Test(arguments: 0..<40)
  func `damage is the same error`(_ seed: Int) async throws {
    let scene = scene(40 + seed % 7, edits: 3)
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await write(scene.prior, to: path)
      var generator = SeededGenerator(seed: UInt64(seed))
      var bytes = try bytes(path)
      switch seed % 4 {
      case 0: bytes[Int.random(in: bytes.indices, using: &generator)] ^= 1
      case 1: bytes.remove(at: Int.random(in: bytes.indices, using: &generator))
      case 2: bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
      default: bytes += Array("\n".utf8)
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let store = StateStore(path: path)
      let whole = await #expect(throws: StateError.self) { _ = try await store.read() }
      let compared = await #expect(throws: StateError.self) {
        _ = try await store.read(against: scene.desired)
      }
      #expect(whole?.diagnostics == compared?.diagnostics)
    }
  }
}
