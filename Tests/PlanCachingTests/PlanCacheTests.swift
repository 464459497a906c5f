import Diagnostics
import Foundation
import Manifest
import Model
import PlanCaching
import Planning
import Reporting
import State
import TestSupport
import Testing

/// That a plan from what was remembered is the plan that is made anew, byte for byte.
@Suite struct PlanCacheTests {
  private static let endpoint = "http://127.0.0.1:8080/api"

  /// A manifest of a few files with a state, which is edited at random.
  private struct Scene {
    let folder: String
    var numbers: SeededGenerator
    var release = "1.0.0"
    var remembered: [UInt8]?
    var hits = 0

    var store: StateStore { StateStore(path: folder + "/roster.state.jsonl") }
    var inputs: [ManifestInput] { [.path(folder + "/contacts")] }
    var cache: PlanCache {
      PlanCache(release: release, endpoint: PlanCacheTests.endpoint, inputs: inputs, store: store)
    }

    /// Always of the same length and with the same time, so that neither tells anything.
    func write(_ name: String, _ value: Int) throws {
      let path = "\(folder)/contacts/\(name).yaml"
      let text = (0..<4).map { index in
        "  \(name)\(index):\n    email: \(name)\(index)@example.com\n    jobTitle: T\(value % 10)\n"
      }.joined()
      // Some are worth a warning, which is remembered too.
      let extra = value % 3 == 0 ? "  w\(name): {email: w\(name)@localhost}\n" : ""
      try Data(("contacts:\n" + text + extra).utf8).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_000_000)],
        ofItemAtPath: path
      )
    }

    /// Makes the state what the manifest asks for.
    func apply() async throws {
      guard let desired = ManifestReader.read(inputs).desired else { return }
      let contacts = desired.contacts.map { contact in
        PriorContact(
          address: contact.address,
          id: ContactID("ctc_\(contact.address.key)"),
          attributes: contact.attributes
        )
      }
      let holder = LockHolder(who: "test", pid: 1, host: "test", since: "", command: "test")
      try await store.withExclusiveLock(holder: holder) { session in
        if session.snapshot.prior.lineage == nil {
          try session.begin(
            lineage: Lineage("6b1f6f0c-0000-4000-8000-000000000000"),
            endpoint: PlanCacheTests.endpoint,
            team: TeamID("tea_1")
          )
          try session.record(contacts.map { .put($0) })
          _ = try session.commit()
        } else {
          _ = try session.replace(with: contacts)
        }
      }
    }

    mutating func edit() async throws {
      let name = ["a", "b", "c"][Int.random(in: 0..<3, using: &numbers)]
      switch Int.random(in: 0..<12, using: &numbers) {
      case 0: try write(name, Int.random(in: 0..<10, using: &numbers))
      case 1:
        for name in [name, "z" + name] {
          try? FileManager.default.removeItem(atPath: "\(folder)/contacts/\(name).yaml")
        }
      case 2:
        try? FileManager.default.moveItem(
          atPath: "\(folder)/contacts/\(name).yaml",
          toPath: "\(folder)/contacts/z\(name).yaml"
        )
      case 3: release = release == "1.0.0" ? "1.0.1" : "1.0.0"
      case 4: try damageState()
      case 5: damageMemory()
      case 6, 7, 8: try await apply()
      default: break
      }
    }

    mutating func damageMemory() {
      guard var bytes = remembered else { return }
      bytes[Int.random(in: bytes.indices, using: &numbers)] ^= 1
      remembered = bytes
    }

    /// Flips a bit of the state, and back.
    mutating func damageState() throws {
      guard var bytes = FileManager.default.contents(atPath: store.path), !bytes.isEmpty else {
        return
      }
      let index = Int.random(in: bytes.indices, using: &numbers)
      bytes[index] ^= 1
      try bytes.write(to: URL(fileURLWithPath: store.path))
      #expect(cache.plan(remembered) == nil)
      bytes[index] ^= 1
      try bytes.write(to: URL(fileURLWithPath: store.path))
    }

    /// The plan made anew; what is wrong where there is none.
    func cold() async throws -> (plan: Plan?, snapshot: StateSnapshot?, text: String) {
      let result = ManifestReader.read(inputs)
      guard let desired = result.desired else { return (nil, nil, "not valid") }
      let snapshot = try await store.read(against: desired)
      let made = Planner.plan(
        desired: desired,
        prior: snapshot.prior,
        options: PlanOptions(endpoint: PlanCacheTests.endpoint, statePath: store.path)
      )
      let plan = Plan(
        basis: made.basis,
        changes: made.changes,
        unchanged: made.unchanged,
        customFields: made.customFields,
        diagnostics: made.diagnostics + result.diagnostics
      )
      return (plan, snapshot, PlanReport(plan: plan, version: release).json())
    }

    mutating func check() async throws {
      let (plan, snapshot, text) = try await cold()
      if let known = cache.plan(remembered) {
        hits += 1
        #expect(PlanReport(plan: known, version: release).json() == text)
      } else if let plan, let snapshot, let bytes = cache.remembering(plan, snapshot) {
        remembered = bytes
        // At once it is the same.
        #expect(cache.plan(remembered) == plan)
      }
    }
  }

  @Test(arguments: 0..<20)
  func `what was remembered is never another plan`(_ seed: Int) async throws {
    try await withTemporaryDirectory { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/contacts",
        withIntermediateDirectories: true
      )
      var scene = Scene(folder: folder, numbers: SeededGenerator(seed: UInt64(seed)))
      try scene.write("a", seed)
      for _ in 0..<120 {
        try await scene.edit()
        try await scene.check()
      }
      #expect(scene.hits > 0)
    }
  }
}
