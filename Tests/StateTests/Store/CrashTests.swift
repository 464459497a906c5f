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
      case .sending: break
      }
    }
    return contacts.values.sorted { $0.address < $1.address }
  }

  /// What any later command finds: all that was reported, and at most the one entry that was underway.
  private func check(_ path: String, reported: Int, _ folder: String) async throws {
    let prior = try await read(path)
    let most = min(reported + 1, Self.entries.count)
    let possible = Self.expected[reported...most]
    #expect(try possible.contains(prior.contacts.all()))
    let folded = try await StateStore(path: path, fileSystem: FaultyFileSystem.sound)
      .withExclusiveLock(holder: holder) { $0.snapshot.prior }
    #expect(folded == prior)
    #expect(try await read(path) == prior)
    let left = try files(in: folder)
    #expect(Set(left).isSubset(of: Self.expectedFiles), "\(left)")
  }

  private static let expectedFiles: Set = [
    "roster.state.jsonl", "roster.state.jsonl.backup", "roster.state.jsonl.lock",
  ]

  @Test func `a byte that is read wrong at any time of an apply gets into no state`() async throws {
    var reached = 0
    for number in 1... {
      let system = FaultyFileSystem(alteringRead: number)
      try await withTemporaryDirectory { folder in
        let path = folder + "/roster.state.jsonl"
        try await apply(Self.before.map { .put($0) }, to: path, fileSystem: FaultyFileSystem.sound)
        do {
          try await apply(Self.entries, to: path, fileSystem: system)
          #expect(try await read(path).contacts.all() == Self.expected[Self.entries.count])
        } catch {
          #expect(error is StateError)
          let contacts = try await read(path).contacts.all()
          #expect([Self.expected[0], Self.expected[Self.entries.count]].contains(contacts))
        }
      }
      guard system.readCount >= number else { break }
      reached = number
    }
    #expect(reached >= 5, "only \(reached) readings")
  }

  @Test(arguments: FaultyFileSystem.Fault.allCases)
  func `a fault at any step of an apply loses nothing that was reported`(
    fault: FaultyFileSystem.Fault
  ) async throws {
    try await forEachStep(of: fault) { system, folder in
      let path = folder + "/roster.state.jsonl"
      try await apply(Self.before.map { .put($0) }, to: path, fileSystem: FaultyFileSystem.sound)
      let reported = Mutex(0)
      do {
        try await apply(Self.entries, to: path, fileSystem: system) { count in
          reported.withLock { $0 = count }
        }
        #expect(reported.withLock { $0 } == Self.entries.count)
      } catch is StateError {
        // The test is about what is left.
      }
      await #expect(throws: Never.self, "\(fault) after \(system.steps)") {
        try await check(path, reported: reported.withLock { $0 }, folder)
      }
    }
  }

  @Test(arguments: FaultyFileSystem.Fault.allCases)
  func `a fault at any step of folding a journal in changes nothing of what is read`(
    fault: FaultyFileSystem.Fault
  ) async throws {
    try await forEachStep(of: fault) { system, folder in
      let path = folder + "/roster.state.jsonl"
      try await apply(Self.before.map { .put($0) }, to: path, fileSystem: FaultyFileSystem.sound)
      try await interruptedApply(Self.entries, to: path, fileSystem: FaultyFileSystem.sound)
      let store = StateStore(path: path, fileSystem: system, clock: InstantClock())
      do {
        let seen = try await store.withExclusiveLock(holder: holder) { $0.snapshot.prior }
        #expect(try seen.contacts.all() == Self.expected.last)
      } catch is StateError {
        // What the fault did to this command is for the next one to bear.
      }
      await #expect(throws: Never.self, "\(fault) after \(system.steps)") {
        try await check(path, reported: Self.entries.count, folder)
      }
    }
  }

  @Test(arguments: FaultyFileSystem.Fault.allCases)
  func `a fault at any step of the very first apply leaves no state or a whole one`(
    fault: FaultyFileSystem.Fault
  ) async throws {
    try await forEachStep(of: fault) { system, folder in
      let path = folder + "/roster.state.jsonl"
      let reported = Mutex(0)
      do {
        try await apply(
          [.put(contact("ada")), .put(contact("bob"))],
          to: path,
          fileSystem: system
        ) { count in reported.withLock { $0 = count } }
      } catch is StateError {
        // The test is about what is left.
      }
      let prior = try await read(path)
      let keys = try prior.contacts.all().map(\.address.key)
      let count = reported.withLock { $0 }
      #expect(["ada", "bob"].starts(with: keys))
      #expect(keys.count == count || keys.count == count + 1, "\(fault) after \(system.steps)")
      #expect(prior.serial == (keys.isEmpty ? .none : Serial(1)))
    }
  }

  @Test func `an apply has enough steps to be cut off at`() async throws {
    try await withTemporaryDirectory { folder in
      let system = FaultyFileSystem.sound
      try await apply(Self.entries, to: folder + "/s.jsonl", fileSystem: system)
      let kinds = Set(system.steps.map { $0.split(separator: " ")[0] })
      #expect(system.steps.count > 30)
      #expect(
        kinds.isSuperset(of: [
          "open", "append", "synchronize", "rename", "unlink", "lock", "truncate", "read",
        ])
      )
    }
  }
}
