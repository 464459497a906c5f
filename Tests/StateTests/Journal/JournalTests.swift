import Diagnostics
import Foundation
import Model
import State
import TestSupport
import Testing

@Suite struct JournalTests {
  private static let entries: [StateEntry] = [
    .put(contact("ada")), .put(contact("bob")), .put(contact("eve", jobTitle: "Löwin 🦁")),
  ]

  @Test func `a journal cut off at any byte yields all entries that are whole`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await interruptedApply(Self.entries, to: path)
      let journal = try bytes(path + ".journal")
      var breaks = 0
      for length in 0...journal.count {
        if length > 0, journal[length - 1] == UInt8(ascii: "\n") { breaks += 1 }
        try Data(journal.prefix(length)).write(to: URL(fileURLWithPath: path + ".journal"))
        let prior = try await read(path)
        #expect(prior.contacts.count == max(0, breaks - 1))
        #expect(prior.lineage == (breaks > 1 ? lineage : nil))
      }
      #expect(breaks == 4)
    }
  }

  /// Two states of one lineage that two machines made of the same one, and the journal of a third.
  @Test(arguments: [1, 2])
  func `a journal beside a state of the same lineage that it was not written on is refused`(
    serial: Int
  ) async throws {
    try await withTemporaryDirectory { folder in
      let (one, other) = (folder + "/one.jsonl", folder + "/other.jsonl")
      try await apply([.put(contact("ada"))], to: one)
      try write(try content(one), to: other)
      // At serial 2 both have the same lineage and serial, and other contacts.
      try await apply([.put(contact("bob"))], to: other)
      if serial == 2 { try await apply([.put(contact("dan"))], to: one) }
      try await interruptedApply([.put(contact("eve"))], to: one)
      try write(try content(one + ".journal"), to: other + ".journal")
      let error = await #expect(throws: StateError.self) { try await read(other) }
      #expect(error?.code == .journalMismatch)
      await #expect(throws: StateError.self) { try await apply([.put(contact("zed"))], to: other) }
      #expect(exists(other + ".journal"))
    }
  }

  @Test func `a changed byte anywhere in a whole line is noticed`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await interruptedApply(Self.entries, to: path)
      let journal = try bytes(path + ".journal")
      for index in journal.indices.dropLast() {
        var damaged = journal
        damaged[index] ^= 0x01
        try Data(damaged).write(to: URL(fileURLWithPath: path + ".journal"))
        await #expect(throws: StateError.self, "byte \(index)") { try await read(path) }
      }
    }
  }

  @Test func `a changed byte anywhere in a state is noticed`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply(Self.entries, to: path)
      let state = try bytes(path)
      for index in state.indices {
        var damaged = state
        damaged[index] ^= index.isMultiple(of: 2) ? 0x01 : 0x20
        try Data(damaged).write(to: URL(fileURLWithPath: path))
        await #expect(throws: StateError.self, "byte \(index)") { try await read(path) }
      }
    }
  }

  @Test func `a state cut off at any byte is noticed`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply(Self.entries, to: path)
      let state = try bytes(path)
      for length in state.indices {
        try Data(state.prefix(length)).write(to: URL(fileURLWithPath: path))
        await #expect(throws: StateError.self, "\(length) bytes") { try await read(path) }
      }
    }
  }

  @Test func `entries that count together are all there or none`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("a")), .put(contact("b"))], to: path)
      let before = try await read(path).contacts.all()
      let after = [contact("a", id: "ctc_b"), contact("b", id: "ctc_a")]
      try await StateStore(path: path).withExclusiveLock(holder: holder) { session in
        try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
        try session.record([
          .put(after[1], replacing: address("a")), .put(after[0], replacing: address("b")),
        ])
      }
      let journal = try bytes(path + ".journal")
      for length in journal.indices {
        try Data(journal.prefix(length)).write(to: URL(fileURLWithPath: path + ".journal"))
        #expect(try await read(path).contacts.all() == before)
      }
      try Data(journal).write(to: URL(fileURLWithPath: path + ".journal"))
      #expect(try await read(path).contacts.all() == after)
    }
  }

  @Test func `what is read equals what is folded in, serial and all`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      try await interruptedApply([.put(contact("ada")), .put(contact("bob"))], to: path)
      let snapshot = try await StateStore(path: path).read()
      #expect(snapshot.prior.serial == Serial(2))
      #expect(snapshot.notices.map(\.code) == [.journalFolded])
      #expect(exists(path + ".journal"))
      let opened = try await StateStore(path: path).withExclusiveLock(holder: holder) {
        $0.snapshot
      }
      #expect(opened == snapshot)
      #expect(!exists(path + ".journal"))
      #expect(try await StateStore(path: path).read() == StateSnapshot(prior: snapshot.prior))
    }
  }

  @Test func `a journal that changes nothing leaves the state as it is`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let before = try content(path)
      try await interruptedApply([.put(contact("ada"))], to: path)
      try await StateStore(path: path).withExclusiveLock(holder: holder) { session in
        #expect(session.snapshot.prior.serial == Serial(1))
      }
      #expect(try content(path) == before)
    }
  }

  @Test func `a session that records nothing leaves no journal`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await interruptedApply([], to: path)
      #expect(try files(in: folder) == ["s.jsonl.lock"])
    }
  }

  @Test func `a journal on top of another state is refused and both stay`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let first = try content(path)
      try await apply([.put(contact("bob"))], to: path)
      try await interruptedApply([.put(contact("eve"))], to: path)
      let journal = try content(path + ".journal")
      try write(first, to: path)
      for _ in 0..<2 {
        let error = await #expect(throws: StateError.self) {
          try await StateStore(path: path).withExclusiveLock(holder: holder) { _ in }
        }
        #expect(error?.code == .journalMismatch)
        #expect(error?.diagnostics.first?.message.contains("serial 2") == true)
        #expect(error?.diagnostics.first?.message.contains("serial 1") == true)
      }
      #expect(try content(path) == first)
      #expect(try content(path + ".journal") == journal)
      try FileManager.default.removeItem(atPath: path)
      let error = await #expect(throws: StateError.self) { try await read(path) }
      #expect(error?.code == .journalMismatch)
    }
  }

  @Test func `after a write that failed nothing follows a torn line`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      // From the half-written line on every operation fails, the one that takes it back too.
      let steps = try await stepsUntilSecondRecord()
      let fault = FaultyFileSystem(.cutWithin, atStep: steps)
      let store = StateStore(path: path, fileSystem: fault)
      try await store.withExclusiveLock(holder: holder) { session in
        try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
        try session.record(Self.entries[0])
        for _ in 0..<2 {
          let error = #expect(throws: StateError.self) { try session.record(Self.entries[1]) }
          #expect(error?.code == .stateUnwritable)
          #expect(error?.cause?.operation == "append")
        }
      }
      #expect(try await read(path).contacts.all() == [contact("ada")])
    }
  }

  private func stepsUntilSecondRecord() async throws -> Int {
    try await withTemporaryDirectory { folder in
      let system = FaultyFileSystem(.failure, atStep: .max)
      let store = StateStore(path: folder + "/s.jsonl", fileSystem: system)
      return try await store.withExclusiveLock(holder: holder) { session in
        try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
        try session.record(Self.entries[0])
        return system.steps.count + 1
      }
    }
  }

  @Test func `recording costs one write, whatever the state's size`() async throws {
    var costs: Set<[String]> = []
    for size in [0, 10, 2000] {
      try await withTemporaryDirectory { folder in
        let path = folder + "/s.jsonl"
        try await apply((0..<size).map { .put(contact("k\($0)")) }, to: path)
        let system = FaultyFileSystem(.failure, atStep: .max)
        let store = StateStore(path: path, fileSystem: system)
        try await store.withExclusiveLock(holder: holder) { session in
          try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
          let before = system.steps.count
          try session.record(.put(contact("k5", jobTitle: "x")))
          costs.insert(Array(system.steps.dropFirst(before)))
        }
      }
    }
    #expect(costs == [["append"]])
  }
}
