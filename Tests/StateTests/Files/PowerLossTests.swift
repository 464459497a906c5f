import Model
import State
import Synchronization
import TestSupport
import Testing

/// The power goes at any time: what was synchronised is there, and what is read is a state as it was or as it
/// was to become.
@Suite struct PowerLossTests {
  private static let path = PowerLossFileSystem.folder + "/roster.state.jsonl"

  private static let before = ["bob", "dan", "eve"].map { contact($0) }
  private static let entries: [StateEntry] = [
    .put(contact("ada")),
    .put(contact("dan", jobTitle: "Lead")),
    .remove(address("eve")),
    .put(contact("zed")),
  ]

  /// The contacts after none, one, … all of the entries.
  private static func expected(_ before: [PriorContact]) -> [[PriorContact]] {
    (0...entries.count).map { count in
      var contacts = Dictionary(uniqueKeysWithValues: before.map { ($0.address, $0) })
      for entry in entries.prefix(count) {
        switch entry {
        case .put(let contact, _): contacts[contact.address] = contact
        case .remove(let address): contacts[address] = nil
        case .sending: break
        }
      }
      return contacts.values.sorted { $0.address < $1.address }
    }
  }

  private static func store(_ system: PowerLossFileSystem) -> StateStore {
    StateStore(path: path, fileSystem: system, clock: InstantClock())
  }

  /// A disk that holds a state and its backup.
  private static func image(_ contacts: [PriorContact]) async throws -> PowerLossFileSystem.Image {
    let system = PowerLossFileSystem()
    try await apply([.put(contact("old"))], to: path, fileSystem: system)
    try await apply(
      contacts.map { .put($0) } + [.remove(address("old"))],
      to: path,
      fileSystem: system
    )
    return system.image
  }

  /// How many entries must be there, and how many may, at each moment of a run.
  private final class Progress: Sendable {
    private let record = Mutex((durable: 0, begun: 0, log: [(durable: Int, begun: Int)]()))

    func note() {
      record.withLock { $0.log.append(($0.durable, $0.begun)) }
    }
    func begin() { record.withLock { $0.begun += 1 } }
    func synchronized() { record.withLock { $0.durable = $0.begun } }
    var log: [(durable: Int, begun: Int)] { record.withLock { $0.log } }
  }

  /// Reads what is left after each moment, and folds it in as the next command does.
  ///
  /// - Returns: how many different disks that were.
  private static func check(
    _ system: PowerLossFileSystem,
    _ progress: [(durable: Int, begun: Int)],
    _ expected: [[PriorContact]]
  ) async throws -> Int {
    var seen: [PowerLossFileSystem.Image: ClosedRange<Int>] = [:]
    #expect(progress.count >= system.moments.count)
    for (moment, (durable, begun)) in zip(system.moments, progress) {
      for image in moment.survivors where seen[image] != durable...begun {
        seen[image] = durable...begun
        let read = PowerLossFileSystem(image)
        await #expect(throws: Never.self, "after \(moment.step)") {
          let prior = try await store(read).read().prior
          let contacts = try prior.contacts.all()
          let count = expected.firstIndex(of: contacts)
          #expect(
            count.map { (durable...begun).contains($0) } == true,
            "after \(moment.step): \(contacts.map(\.address.key)), \(image.keys.sorted())"
          )
          let folded = try await store(read).withExclusiveLock(holder: holder) { $0.snapshot.prior }
          #expect(folded == prior, "after \(moment.step)")
          #expect(try await store(read).read().prior == prior, "after \(moment.step)")
        }
      }
    }
    return seen.count
  }

  private static func applying(
    on image: PowerLossFileSystem.Image,
    failing: ClosedRange<Int>? = nil
  ) async throws -> (PowerLossFileSystem, Progress) {
    let progress = Progress()
    let system = PowerLossFileSystem(image, failing: failing) { progress.note() }
    try await store(system).withExclusiveLock(holder: holder) { session in
      try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
      for (index, entry) in entries.enumerated() {
        progress.begin()
        do {
          try session.record(entry)
        } catch  where failing != nil {
          // As for one whose answer comes while the disk is full: it is recorded again.
          try session.record(entry)
        }
        if index == 1 {
          try await session.synchronize()
          progress.synchronized()
        }
      }
      #expect(try await session.commit() != nil)
      progress.synchronized()
    }
    return (system, progress)
  }

  @Test func `an apply that the power ends at any time is there as far as it was synchronised`()
    async throws
  {
    let image = try await Self.image(Self.before)
    let (system, progress) = try await Self.applying(on: image)
    let disks = try await Self.check(system, progress.log, Self.expected(Self.before))
    #expect(disks > 30, "only \(disks) disks")
  }

  @Test func `the first apply that the power ends leaves no state or a whole one`() async throws {
    let (system, progress) = try await Self.applying(on: [:])
    let disks = try await Self.check(system, progress.log, Self.expected([]))
    #expect(disks > 20, "only \(disks) disks")
  }

  /// The first append of an apply writes who holds the lock, the second one the journal's header.
  @Test(arguments: 3...6)
  func `an outcome that does not fit is taken back, and what follows it counts`(number: Int)
    async throws
  {
    let image = try await Self.image(Self.before)
    let (system, progress) = try await Self.applying(on: image, failing: number...number)
    #expect(system.steps.contains("truncate journal"))
    let disks = try await Self.check(system, progress.log, Self.expected(Self.before))
    #expect(disks > 30, "only \(disks) disks")
  }

  @Test func `folding a journal in that the power ends changes nothing of what is read`()
    async throws
  {
    let setUp = PowerLossFileSystem(try await Self.image(Self.before))
    try await interruptedApply(Self.entries, to: Self.path, fileSystem: setUp)
    let system = PowerLossFileSystem(setUp.image)
    _ = try await Self.store(system).withExclusiveLock(holder: holder) { $0.snapshot.prior }
    let all = Self.entries.count
    let progress = system.moments.map { _ in (durable: all, begun: all) }
    let disks = try await Self.check(system, progress, Self.expected(Self.before))
    #expect(disks > 5, "only \(disks) disks")
  }

  @Test func `an apply after one whose journal the power brought back finds its own`() async throws
  {
    let image = try await Self.image(Self.before)
    let (first, _) = try await Self.applying(on: image)
    let last = try #require(first.moments.last)
    for image in last.survivors {
      let system = PowerLossFileSystem(image)
      try await apply([.put(contact("zoe"))], to: Self.path, fileSystem: system)
      let expected = Self.expected(Self.before)[Self.entries.count] + [contact("zoe")]
      for image in system.moments.last?.survivors ?? [] {
        let prior = try await Self.store(PowerLossFileSystem(image)).read().prior
        #expect(try prior.contacts.all() == expected.sorted { $0.address < $1.address })
      }
    }
  }

  @Test(arguments: [false, true])
  func `a repair that the power ends can be made once more`(hasJournal: Bool) async throws {
    var image = try await Self.image(Self.before)
    let name = "roster.state.jsonl"
    if hasJournal {
      let system = PowerLossFileSystem(image)
      try await interruptedApply([.put(contact("zed"))], to: Self.path, fileSystem: system)
      image = system.image
    }
    var lines = try #require(image[name]).split(separator: UInt8(ascii: "\n"))
    lines[2] = lines[2].dropLast(3)
    image[name] = Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
    let repair = { (system: PowerLossFileSystem) in
      _ = try await Self.store(system).repair(
        holder: holder,
        lineage: lineage,
        endpoint: endpoint
      ) { _ in true }
      return try await Self.store(system).read().prior.contacts.all()
    }
    let system = PowerLossFileSystem(image)
    let repaired = try await repair(system)
    #expect(repaired.map(\.address.key) == (hasJournal ? ["bob", "eve", "zed"] : ["bob", "eve"]))
    var disks: Set<PowerLossFileSystem.Image> = []
    for moment in system.moments { disks.formUnion(moment.survivors) }
    #expect(disks.count > 5)
    for disk in disks {
      let again = PowerLossFileSystem(disk)
      let contacts = try? await Self.store(again).read().prior.contacts.all()
      #expect(contacts == nil || contacts == repaired)
      #expect(try await repair(again) == repaired)
      // The damaged state is in its place or beside it.
      let damaged = disk.filter { $0.key.contains(".damaged") }.values
      #expect(disk[name] == image[name] || damaged.contains(image[name] ?? []))
    }
    for disk in system.moments.last?.survivors ?? [] {
      let contacts = try await Self.store(PowerLossFileSystem(disk)).read().prior.contacts.all()
      #expect(contacts == repaired)
      #expect(disk["roster.state.jsonl.damaged"] == image[name])
    }
  }

  /// Each call has its reason: what stands before must be on the disk when what comes after is.
  @Test func `the calls of an apply are in their order`() async throws {
    let (system, _) = try await Self.applying(on: try await Self.image(Self.before))
    let steps = system.steps.filter { !$0.hasSuffix(" lock") }
    #expect(
      steps == [
        "create journal", "append journal", "synchronize journal", "synchronize folder",
        "append journal", "append journal", "synchronize journal",
        "append journal", "append journal", "synchronize journal",
        "create tmp", "append tmp", "append tmp", "synchronize tmp",
        "link jsonl to backup.tmp", "rename backup.tmp to backup",
        "rename tmp to jsonl", "synchronize folder",
        "unlink journal",
      ]
    )
  }

  @Test func `the calls of a repair are in their order`() async throws {
    let sound = try await Self.image(Self.before)["roster.state.jsonl"] ?? []
    let image: PowerLossFileSystem.Image = [
      "roster.state.jsonl": sound.dropLast(),
      "roster.state.jsonl.journal": Array("damaged\n".utf8),
    ]
    let system = PowerLossFileSystem(image)
    _ = try await Self.store(system).repair(
      holder: holder,
      lineage: lineage,
      endpoint: endpoint
    ) { _ in true }
    let steps = system.steps.filter { !$0.hasSuffix(" lock") }
    #expect(
      steps == [
        "create damaged", "append damaged", "synchronize damaged",
        "create journal.damaged", "append journal.damaged", "synchronize journal.damaged",
        "synchronize folder",
        "create tmp", "append tmp", "append tmp", "synchronize tmp",
        "rename tmp to jsonl", "synchronize folder",
        "unlink journal", "synchronize folder",
      ]
    )
  }
}
