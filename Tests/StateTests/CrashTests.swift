import Model
import State
import Synchronization
import TestSupport
import Testing

/// An apply is cut off, or the disk fails, at every single step: nothing that was reported is lost.
@Suite struct CrashTests {
  private static let before = ["bob", "dan", "eve"].map { contact($0) }
  private static let entries: [StateEntry] = [
    .put(contact("ada")),
    .put(contact("dan", jobTitle: "Lead")),
    .put(contact("bert", id: "ctc_bob"), replacing: address("bob")),
    .remove(address("eve")),
    .put(contact("zed")),
    .put(contact("ada", jobTitle: "Owner")),
  ]
  /// The contacts after none, one, … all of the entries.
  private static let expected: [[PriorContact]] = (0...entries.count).map { count in
    var contacts = Dictionary(uniqueKeysWithValues: before.map { ($0.address, $0) })
    for entry in entries.prefix(count) {
      switch entry {
      case .put(let contact, let replaced):
        if let replaced { contacts[replaced] = nil }
        contacts[contact.address] = contact
      case .remove(let address):
        contacts[address] = nil
      }
    }
    return contacts.values.sorted { $0.address < $1.address }
  }

  /// Makes the state, applies with the fault, and tells how many entries were reported by then.
  private func run(
    _ fault: FaultyFileSystem,
    in folder: String
  ) async throws -> (path: String, reported: Int, failed: Bool) {
    let path = folder + "/roster.state.jsonl"
    try await apply(Self.before.map { .put($0) }, to: path)
    let reported = Mutex(0)
    var failed = false
    do {
      try await apply(Self.entries, to: path, fileSystem: fault) { count in
        reported.withLock { $0 = count }
      }
    } catch is StateError {
      failed = true
    }
    return (path, reported.withLock { $0 }, failed)
  }

  /// What any later command finds: all that was reported, and at most the one entry that was underway.
  private func check(_ path: String, reported: Int, _ folder: String) async throws {
    let prior = try await read(path)
    let most = min(reported + 1, Self.entries.count)
    let possible = Self.expected[reported...most]
    #expect(possible.contains(prior.contacts))
    let folded = try await StateStore(path: path).withExclusiveLock(holder: holder) {
      $0.snapshot.prior
    }
    #expect(folded == prior)
    #expect(try await read(path) == prior)
    let left = try files(in: folder)
    #expect(Set(left).isSubset(of: Self.expectedFiles), "\(left)")
  }

  private static let expectedFiles: Set = [
    "roster.state.jsonl", "roster.state.jsonl.backup", "roster.state.jsonl.lock",
  ]

  /// How many steps an apply without faults takes.
  private func countSteps() async throws -> Int {
    try await withTemporaryDirectory { folder in
      let fault = FaultyFileSystem(.failure, atStep: .max)
      let (path, reported, failed) = try await run(fault, in: folder)
      #expect(!failed)
      #expect(reported == Self.entries.count)
      #expect(try await read(path).contacts == Self.expected.last)
      return fault.steps.count
    }
  }

  @Test(arguments: FaultyFileSystem.Fault.allCases)
  func `a fault at any step of an apply loses nothing that was reported`(
    fault: FaultyFileSystem.Fault
  ) async throws {
    let steps = try await countSteps()
    #expect(steps > 40)
    for step in 1...steps {
      try await withTemporaryDirectory { folder in
        let system = FaultyFileSystem(fault, atStep: step)
        let (path, reported, failed) = try await run(system, in: folder)
        let name = step <= system.steps.count ? system.steps[step - 1] : "no step"
        await #expect(throws: Never.self, "\(fault) at \(step), \(name)") {
          try await check(path, reported: reported, folder)
        }
        // Without an error everything must be there.
        if !failed { #expect(reported == Self.entries.count) }
      }
    }
  }

  @Test(arguments: FaultyFileSystem.Fault.allCases)
  func `a fault at any step of folding a journal in changes nothing of what is read`(
    fault: FaultyFileSystem.Fault
  ) async throws {
    for step in 1...60 {
      try await withTemporaryDirectory { folder in
        let path = folder + "/roster.state.jsonl"
        try await apply(Self.before.map { .put($0) }, to: path)
        try await interruptedApply(Self.entries, to: path)
        let prior = try await read(path)
        #expect(prior.contacts == Self.expected.last)
        let system = FaultyFileSystem(fault, atStep: step)
        let store = StateStore(path: path, fileSystem: system, clock: InstantClock())
        do {
          let seen = try await store.withExclusiveLock(holder: holder) { $0.snapshot.prior }
          #expect(seen == prior)
        } catch is StateError {
          // What the fault did to this command is for the next one to bear.
        }
        await #expect(throws: Never.self, "\(fault) at \(step)") {
          try await check(path, reported: Self.entries.count, folder)
        }
      }
    }
  }

  @Test(arguments: FaultyFileSystem.Fault.allCases)
  func `a fault at any step of the very first apply leaves no state or a whole one`(
    fault: FaultyFileSystem.Fault
  ) async throws {
    for step in 1...45 {
      try await withTemporaryDirectory { folder in
        let path = folder + "/roster.state.jsonl"
        let entries: [StateEntry] = [.put(contact("ada")), .put(contact("bob"))]
        let reported = Mutex(0)
        let system = FaultyFileSystem(fault, atStep: step)
        do {
          try await apply(entries, to: path, fileSystem: system) { count in
            reported.withLock { $0 = count }
          }
        } catch is StateError {
          // Expected: the test is about what is left.
        }
        let keys = try await read(path).contacts.map(\.address.key)
        let count = reported.withLock { $0 }
        #expect(["ada", "bob"].starts(with: keys))
        #expect(keys.count == count || keys.count == count + 1, "\(fault) at \(step)")
        let serial = try await read(path).serial
        #expect(serial == (keys.isEmpty ? .none : Serial(1)))
      }
    }
  }
}
