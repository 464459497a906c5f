import Diagnostics
import Foundation
import Model
import Planning
import State
import TestSupport
import Testing

/// That a state whose contacts are decoded on demand leads to the plan that the whole state leads to.
@Suite struct LazyReadingTests {
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
    try await apply(prior.contacts.all().map { .put($0) }, to: path)
  }

  /// The plan from the state as it is read, and from the same state decoded beforehand.
  private func plans(_ scene: Scene, _ path: String) async throws -> (lazy: Plan, whole: Plan) {
    let prior = try await StateStore(path: path).read().prior
    let whole = PriorState(
      lineage: prior.lineage,
      serial: prior.serial,
      endpoint: prior.endpoint,
      team: prior.team,
      contacts: try prior.contacts.all(),
      unsettled: prior.unsettled
    )
    #expect(prior == whole)
    var options = PlanOptions(endpoint: endpoint, maxDeletes: .count(3))
    if scene.desired.contacts.count % 3 == 0, let pattern = AddressPattern("k*[0-4]-*") {
      options.exclude = [pattern]
    }
    return (
      try Planner.plan(desired: scene.desired, prior: prior, options: options),
      try Planner.plan(desired: scene.desired, prior: whole, options: options)
    )
  }

  /// All contacts of the state, as a reader finds them, and as a writer does.
  private func judged(
    _ path: String
  ) async -> (read: Result<[PriorContact], any Error>, written: Result<[PriorContact], any Error>) {
    let store = StateStore(path: path)
    func result(_ body: () async throws -> PriorState) async -> Result<[PriorContact], any Error> {
      do { return .success(try await body().contacts.all()) } catch { return .failure(error) }
    }
    return (
      await result { try await store.read().prior },
      await result { try await store.withExclusiveLock(holder: holder) { $0.snapshot.prior } }
    )
  }

  @Test(arguments: 0..<60)
  func `the plan is the same`(_ seed: Int) async throws {
    let scene = scene(seed, edits: seed % 4 == 0 ? 0 : seed % 30)
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await write(scene.prior, to: path)
      let plans = try await plans(scene, path)
      #expect(plans.lazy == plans.whole)
    }
  }

  @Test(arguments: ["7,\"ctc_", "\"ctc_1,ctc_", "\"../ctc_"])
  func `what is as it is declared is not decoded`(_ id: String) async throws {
    var random = RandomRoster(seed: 7)
    let desired = random.desired(count: 50)
    let prior = random.prior(of: desired, findingOneIn: 1_000_000)
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await write(prior, to: path)
      let undecodable = try content(path).replacing("\"id\":\"ctc_", with: "\"id\":\(id)")
      try Data(sealed(undecodable)).write(to: URL(fileURLWithPath: path))
      let read = try await StateStore(path: path).read().prior
      #expect(throws: StateError.self) { try read.contacts.all() }
      let options = PlanOptions(endpoint: endpoint)
      let plan = try Planner.plan(desired: desired, prior: read, options: options)
      #expect(plan.unchanged == 50 && plan.changes.isEmpty)
      let edited = random.edited(desired, edits: 1)
      let error = #expect(throws: StateError.self) {
        try Planner.plan(desired: edited, prior: read, options: options)
      }
      #expect(error?.code == .stateDamaged)
    }
  }

  @Test func `a journal is folded in all the same`() async throws {
    let scene = scene(33, edits: 9)
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await write(scene.prior, to: path)
      try await interruptedApply([.put(contact("zed"))], to: path)
      let plans = try await plans(scene, path)
      #expect(plans.lazy == plans.whole)
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
      guard
        case (.failure(let read as StateError), .failure(let written as StateError)) =
          await judged(path)
      else {
        Issue.record("the damage was not noticed")
        return
      }
      #expect(read.diagnostics == written.diagnostics)
    }
  }

  /// A way to change a state whose digest is made anew afterwards.
  private func edit(_ text: String, _ seed: Int) -> String {
    var generator = SeededGenerator(seed: UInt64(seed))
    var lines = text.components(separatedBy: "\n")
    guard lines.count > 4 else { return text }
    let index = Int.random(in: 0..<lines.count - 2, using: &generator)
    var bytes = Array(lines[index].utf8)
    let place = Int.random(in: bytes.indices, using: &generator)
    switch seed % 10 {
    case 0: bytes[place] ^= 1
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(UInt8(ascii: " "), at: place)
    case 3: bytes.append(contentsOf: " ".utf8)
    case 4: bytes.append(contentsOf: "\r".utf8)
    case 5: lines.insert(lines[index], at: index)
    case 6:
      return text.replacingOccurrences(of: "\"tier\":\"", with: "\"tier\":\"x")
    case 7: return text.replacingOccurrences(of: "\"id\":\"ctc_", with: "\"id\":7,\"ctc_")
    case 8: return text.replacingOccurrences(of: "\"jobTitle\":\"", with: "\"jobTitel\":\"")
    default: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &generator)
    }
    lines[index] = String(decoding: bytes, as: UTF8.self)
    return lines.joined(separator: "\n")
  }

  private func sealed(_ text: String) -> [UInt8] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.dropLast(2).map { $0 + "\n" }.joined()
    let count = lines.count - 3
    let digest = hexadecimal(SHA256.digest(of: Array(body.utf8)))
    return Array((body + "{\"count\":\(count),\"sha256\":\"\(digest)\"}\n").utf8)
  }

  @Test(arguments: 0..<400)
  func `an edited state with its digest made anew is judged alike`(_ seed: Int) async throws {
    let scene = scene(20 + seed % 59, edits: seed % 3)
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await write(scene.prior, to: path)
      let text = String(decoding: try bytes(path), as: UTF8.self)
      try Data(sealed(edit(text, seed))).write(to: URL(fileURLWithPath: path))
      switch await judged(path) {
      case (.success(let read), .success(let written)):
        #expect(read == written)
        let plans = try await plans(scene, path)
        #expect(plans.lazy == plans.whole)
      case (.failure(let read as StateError), .failure(let written as StateError)):
        #expect(read.diagnostics == written.diagnostics)
      case (let read, let written):
        Issue.record("read: \(read), written: \(written)")
      }
    }
  }

  @Test(arguments: [9_007_199_254_740_991, Int.max])
  func `a serial that cannot be raised is an error before anything is done`(_ serial: Int)
    async throws
  {
    let scene = scene(33, edits: 2)
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await write(scene.prior, to: path)
      let text = String(decoding: try bytes(path), as: UTF8.self)
      let edited = sealed(
        text.replacingOccurrences(of: "\"serial\":1,", with: "\"serial\":\(serial),")
      )
      try Data(edited).write(to: URL(fileURLWithPath: path))
      let store = StateStore(path: path)
      for read in [
        { _ = try await store.read() },
        { try await store.withExclusiveLock(holder: .current(command: "test")) { _ in } },
      ] as [() async throws -> Void] {
        let error = await #expect(throws: StateError.self) { try await read() }
        #expect(error?.diagnostics.first?.message.contains("too high to be raised") == true)
      }
      _ = try await store.inspect(lockTimeout: .zero)
      #expect(try bytes(path) == edited)
    }
  }
}
