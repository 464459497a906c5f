import Diagnostics
import Foundation
import Model
import State
import TestSupport
import Testing

@Suite struct StateSessionTests {
  @Test func `no state yet reads as an empty one and leaves no file behind`() async throws {
    try await withTemporaryDirectory { folder in
      let snapshot = try await StateStore(path: folder + "/s.jsonl").read()
      #expect(snapshot == StateSnapshot(prior: .empty))
      #expect(try files(in: folder).isEmpty)
    }
  }

  @Test func `everything that a contact has comes back`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      let serial = try await apply([.put(fullContact), .put(contact("ada"))], to: path)
      #expect(serial == Serial(1))
      let prior = try await read(path)
      #expect(
        prior
          == PriorState(
            lineage: lineage,
            serial: Serial(1),
            endpoint: endpoint,
            team: team,
            contacts: [contact("ada"), fullContact]
          )
      )
    }
  }

  @Test(arguments: 1...20)
  func `states made by chance come back, through the journal and through the file`(
    seed: UInt64
  ) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      var random = RandomRoster(seed: seed)
      let desired = random.desired(count: 40)
      let first = try random.prior(of: desired, findingOneIn: 3).contacts.all()
      try await interruptedApply(first.map { .put($0) }, to: path)
      #expect(try await read(path).contacts.all() == first)
      let second = try random.prior(of: random.edited(desired, edits: 30), findingOneIn: 3).contacts
        .all()
      let store = StateStore(path: path)
      try await store.withExclusiveLock(holder: holder) { session in
        #expect(try session.snapshot.prior.contacts.all() == first)
        _ = try await session.replace(with: second.reversed())
      }
      #expect(try await read(path).contacts.all() == second)
      #expect(try await store.inspect().isSound)
    }
  }

  /// A journal of several megabytes, with a line that alone has three: it is read in parts when it is committed, and
  /// whole after an interruption.
  @Test func `a long journal leads to the same state, committed or folded in`() async throws {
    try await withTemporaryDirectory { folder in
      let count = 6_000
      let before = stride(from: 0, to: count, by: 3).map { contact("k\(10_000 + $0)") }
      var entries: [StateEntry] = []
      for index in (0..<count).shuffled() {
        let key = "k\(10_000 + index)"
        let text = index == 4_322 ? String(repeating: "long ", count: 600_000) : "Title \(index)"
        entries.append(.sending(address(key)))
        switch index % 4 {
        case 0:
          entries.append(.put(contact("new-\(key)", id: "ctc_\(key)"), replacing: address(key)))
        case 1: entries.append(.remove(address(key)))
        default: entries.append(.put(contact(key, jobTitle: text)))
        }
      }
      let (committed, interrupted) = (folder + "/a.jsonl", folder + "/b.jsonl")
      for path in [committed, interrupted] { try await apply(before.map { .put($0) }, to: path) }
      try await apply(entries, to: committed)
      try await interruptedApply(entries, to: interrupted)
      #expect(try bytes(interrupted + ".journal").count > 4 << 20)
      let folded = try await read(interrupted)
      #expect(try await read(committed) == folded)
      try await StateStore(path: interrupted).withExclusiveLock(holder: holder) { session in
        #expect(session.snapshot.prior == folded)
      }
      #expect(try bytes(committed) == bytes(interrupted))
      #expect(try await StateStore(path: committed).inspect().isSound)
      #expect(folded.contacts.count == 3_000 + 1_500)
      #expect(try folded.contacts.all().contains { $0.address == address("k14322") })
    }
  }

  @Test func `the serial is raised only when the content changes`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      #expect(try await apply([], to: path) == nil)
      #expect(!exists(path))
      #expect(try await apply([.put(contact("ada"))], to: path) == Serial(1))
      let before = try content(path)
      #expect(try await apply([.put(contact("ada"))], to: path) == nil)
      #expect(try await apply([.remove(address("nobody"))], to: path) == nil)
      #expect(try await apply([], to: path) == nil)
      #expect(try content(path) == before)
      #expect(!exists(path + ".journal"))
      #expect(try await apply([.remove(address("ada"))], to: path) == Serial(2))
      let prior = try await read(path)
      #expect(prior.contacts.isEmpty)
      #expect(prior.lineage == lineage)
    }
  }

  @Test func `the state before is kept as the backup`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      #expect(!exists(path + ".backup"))
      let first = try content(path)
      try await apply([.put(contact("bob"))], to: path)
      #expect(try content(path + ".backup") == first)
      let second = try content(path)
      try await apply([.put(contact("eve"))], to: path)
      #expect(try content(path + ".backup") == second)
    }
  }

  @Test func `a lineage and a team that are known stay, and a team is learnt`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      let store = StateStore(path: path)
      try await store.withExclusiveLock(holder: holder) { session in
        try await session.begin(lineage: lineage, endpoint: endpoint, team: nil)
        try session.record(.put(contact("ada")))
        #expect(try await session.commit() == Serial(1))
        try await session.begin(lineage: Lineage("other"), endpoint: endpoint, team: team)
        try session.record(.put(contact("ada")))
        #expect(try await session.commit() == Serial(2))
      }
      let prior = try await read(path)
      #expect(prior.lineage == lineage)
      #expect(prior.team == team)
      #expect(prior.serial == Serial(2))
    }
  }

  @Test func `another endpoint or team is refused before anything is written`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      try await StateStore(path: path).withExclusiveLock(holder: holder) { session in
        let other = await #expect(throws: StateError.self) {
          try await session.begin(lineage: lineage, endpoint: "https://other.example", team: team)
        }
        #expect(other?.code == .stateEndpointDiffers)
        let stranger = await #expect(throws: StateError.self) {
          try await session.begin(lineage: lineage, endpoint: endpoint, team: TeamID("tea_2"))
        }
        #expect(stranger?.code == .stateTeamDiffers)
      }
      #expect(!exists(path + ".journal"))
    }
  }

  @Test func `contacts that swap their keys keep their ids, however often it is folded in`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("a")), .put(contact("b"))], to: path)
      let swapped = [contact("a", id: "ctc_b"), contact("b", id: "ctc_a")]
      try await interruptedApply(
        [
          .put(swapped[1], replacing: address("a")), .put(swapped[0], replacing: address("b")),
        ],
        to: path
      )
      let journal = try bytes(path + ".journal")
      #expect(try await read(path).contacts.all() == swapped)
      try await StateStore(path: path).withExclusiveLock(holder: holder) { _ in }
      let state = try content(path)
      // The crash that leaves both: after the rename, before the journal goes.
      try Data(journal).write(to: URL(fileURLWithPath: path + ".journal"))
      let again = try await StateStore(path: path).read()
      #expect(try again.prior.contacts.all() == swapped)
      #expect(again.prior.serial == Serial(2))
      #expect(again.notices.map(\.code) == [.journalFolded])
      try await StateStore(path: path).withExclusiveLock(holder: holder) { _ in }
      #expect(try content(path) == state)
      #expect(!exists(path + ".journal"))
    }
  }

  @Test func `a contact that takes a key over is not removed by the rename that follows`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("a")), .put(contact("b"))], to: path)
      let moved = [contact("b", id: "ctc_a"), contact("c", id: "ctc_b")]
      try await apply(
        [.put(moved[0], replacing: address("a")), .put(moved[1], replacing: address("b"))],
        to: path
      )
      #expect(try await read(path).contacts.all() == moved)
    }
  }

  @Test func `records from many tasks at once are all there`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await StateStore(path: path).withExclusiveLock(holder: holder) { session in
        try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
        try await withThrowingTaskGroup(of: Void.self) { group in
          for task in 0..<8 {
            group.addTask {
              for index in 0..<50 { try session.record(.put(contact("c\(task)-\(index)"))) }
            }
          }
          try await group.waitForAll()
        }
        #expect(try await session.commit() == Serial(1))
      }
      #expect(try await read(path).contacts.count == 400)
    }
  }

  @Test func `lines that do not change are taken over byte for byte`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      let keys = (0..<300).map { "k\(1000 + $0)" }
      try await apply(keys.map { .put(contact($0)) }, to: path)
      let before = try content(path).split(separator: "\n")
      try await apply(
        [
          .put(contact("k1100", jobTitle: "x")), .remove(address("k1200")), .put(contact("a")),
          .put(contact("z")), .put(contact("k1100x")),
        ],
        to: path
      )
      let after = try content(path).split(separator: "\n")
      let kept = Set(before.dropFirst().dropLast())
      #expect(after.dropFirst().dropLast().count { kept.contains($0) } == 298)
      let keysAfter = try await read(path).contacts.all().map(\.address.key)
      let expected = (keys + ["a", "z", "k1100x"]).filter { $0 != "k1200" }.sorted()
      #expect(keysAfter == expected)
    }
  }

  @Test func `there is no state to change by hand before the first apply`() async throws {
    try await withTemporaryDirectory { folder in
      let store = StateStore(path: folder + "/s.jsonl")
      let error = await #expect(throws: StateError.self) {
        try await store.withExclusiveLock(holder: holder) { try await $0.replace(with: []) }
      }
      #expect(error?.code == .stateMissing)
    }
  }

  @Test func `a state that an editor changes meanwhile is not overwritten`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let first = try content(path)
      try await apply([.put(contact("bob"))], to: path)
      let error = await #expect(throws: StateError.self) {
        try await StateStore(path: path).withExclusiveLock(holder: holder) { session in
          try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
          try session.record(.put(contact("eve")))
          try write(first, to: path)
          _ = try await session.commit()
        }
      }
      #expect(error?.code == .stateChanged)
      #expect(try content(path) == first)
      #expect(exists(path + ".journal"))
    }
  }
}
