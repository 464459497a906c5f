import Diagnostics
import Foundation
import Model
import State
import TestSupport
import Testing

/// What every storage of a state has to do, whatever it is made of.
///
/// A new storage adds a case to `Kind`.
@Suite struct StateStorageTests {
  enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case file

    var testDescription: String { rawValue }

    /// A storage with that place to itself; two of one place are two users of it.
    func storage(in folder: String) throws -> any StateStorage {
      switch self {
      case .file:
        try FileStorage(path: folder + "/roster.state.jsonl", clock: InstantClock())
      }
    }
  }

  private func withStorages(
    _ kind: Kind,
    _ body: (_ one: any StateStorage, _ other: any StateStorage) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      try await body(try kind.storage(in: folder), try kind.storage(in: folder))
    }
  }

  /// A sound state of these contacts.
  private func state(_ keys: String...) async throws -> [UInt8] {
    try await withTemporaryDirectory { folder in
      try await apply(keys.map { .put(contact($0)) }, to: folder + "/s.jsonl")
      return try bytes(folder + "/s.jsonl")
    }
  }

  @discardableResult
  private func put(
    _ content: [UInt8],
    over expected: ExpectedState,
    in storage: any StateStorage
  ) async throws -> StateVersion {
    try await storage.replace(expected) { (sink) throws(SystemError) in
      for start in stride(from: 0, to: content.count, by: 100) {
        try sink(content[start..<min(start + 100, content.count)])
      }
    }
  }

  private func content(of storage: any StateStorage) async throws -> [UInt8]? {
    try await storage.read(inMemory: true)?.content.content
  }

  @Test(arguments: Kind.allCases) func `nothing is there at first`(_ kind: Kind) async throws {
    try await withStorages(kind) { storage, _ in
      #expect(try await storage.isEmpty())
      #expect(try await storage.read(inMemory: true) == nil)
      #expect(try await storage.readJournal(inMemory: true) == nil)
      #expect(await storage.beginning(of: .state) == nil)
      #expect(await storage.beginning(of: .predecessor) == nil)
      #expect(try await storage.setAside() == [])
      try await storage.removeJournal(durably: true)
      #expect(try await storage.isEmpty())
    }
  }

  @Test(arguments: Kind.allCases, [true, false])
  func `what was put there is read by all`(_ kind: Kind, inMemory: Bool) async throws {
    let first = try await state("ada")
    try await withStorages(kind) { one, other in
      let version = try await put(first, over: .nothing, in: one)
      for storage in [one, other] {
        let stored = try #require(try await storage.read(inMemory: inMemory))
        #expect(try stored.content.content == first)
        #expect(stored.version == version)
        #expect(await storage.beginning(of: .state) == Array(first.prefix(1 << 16)))
        #expect(try await !storage.isEmpty())
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `a replacement keeps its predecessor, and has another version`(_ kind: Kind) async throws {
    let (first, second) = (try await state("ada"), try await state("ada", "bob"))
    try await withStorages(kind) { one, other in
      let version = try await put(first, over: .nothing, in: one)
      let next = try await put(second, over: .version(version), in: other)
      #expect(next != version)
      #expect(try await content(of: one) == second)
      #expect(await one.beginning(of: .predecessor) == first)
    }
  }

  @Test(arguments: Kind.allCases)
  func `a writer who has read an older version always loses`(_ kind: Kind) async throws {
    let (first, second) = (try await state("ada"), try await state("ada", "bob"))
    try await withStorages(kind) { one, other in
      let version = try await put(first, over: .nothing, in: one)
      try await put(second, over: .version(version), in: one)
      for stale: ExpectedState in [.version(version), .nothing] {
        let error = await #expect(throws: StateError.self) {
          try await put(first, over: stale, in: other)
        }
        #expect(error?.code == .stateChanged)
        #expect(try await content(of: one) == second)
        #expect(await one.beginning(of: .predecessor) == first)
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `a replacement of what is gone is refused`(_ kind: Kind) async throws {
    let first = try await state("ada")
    try await withStorages(kind) { storage, _ in
      let error = await #expect(throws: StateError.self) {
        try await put(first, over: .version(StateVersion("gone")), in: storage)
      }
      #expect(error?.code == .stateChanged)
      let isEmpty = try await storage.isEmpty()
      #expect(isEmpty)
    }
  }

  @Test(arguments: Kind.allCases)
  func `a replacement that fails half way changes nothing`(_ kind: Kind) async throws {
    let first = try await state("ada")
    try await withStorages(kind) { storage, _ in
      let version = try await put(first, over: .nothing, in: storage)
      await #expect(throws: StateError.self) {
        _ = try await storage.replace(.version(version)) { (sink) throws(SystemError) in
          try sink(first[..<50])
          throw SystemError("read", "journal", code: 5)
        }
      }
      let stored = try #require(try await storage.read(inMemory: true))
      #expect(try stored.content.content == first)
      #expect(stored.version == version)
      // What it left is in nobody's way.
      try await put(first, over: .version(version), in: storage)
    }
  }

  @Test(arguments: Kind.allCases)
  func `a damaged state is set aside, and becomes no predecessor`(_ kind: Kind) async throws {
    let (first, second) = (try await state("ada"), try await state("ada", "bob"))
    try await withStorages(kind) { storage, _ in
      let version = try await put(first, over: .nothing, in: storage)
      try await put(second, over: .version(version), in: storage)
      let damaged = Array("damaged\n".utf8)
      try await put(damaged, over: .damaged, in: storage)
      #expect(try await content(of: storage) == damaged)
      let copies = try await storage.setAside()
      #expect(copies.count == 1)
      #expect(try await storage.setAside() != copies)
      try await put(second, over: .damaged, in: storage)
      #expect(try await content(of: storage) == second)
      #expect(await storage.beginning(of: .predecessor) == first)
    }
  }

  @Test(arguments: Kind.allCases, [true, false])
  func `a journal holds what was appended, in its order`(
    _ kind: Kind,
    inMemory: Bool
  ) async throws {
    try await withStorages(kind) { one, other in
      let journal = try await one.beginJournal(Array("header\n".utf8))
      #expect(try await other.readJournal(inMemory: inMemory)?.content == Array("header\n".utf8))
      for line in ["a\n", "b\nc\n"] { try journal.append(Array(line.utf8)) }
      try await journal.synchronize()
      journal.close()
      let source = try #require(try await other.readJournal(inMemory: inMemory))
      #expect(try source.content == Array("header\na\nb\nc\n".utf8))
      #expect(try await !other.isEmpty())
      try await other.removeJournal(durably: true)
      #expect(try await one.readJournal(inMemory: inMemory) == nil)
      #expect(try await one.isEmpty())
    }
  }

  @Test(arguments: Kind.allCases)
  func `a second journal is refused, and the first one stays`(_ kind: Kind) async throws {
    try await withStorages(kind) { one, other in
      let journal = try await one.beginJournal(Array("first\n".utf8))
      await #expect(throws: StateError.self) {
        _ = try await other.beginJournal(Array("second\n".utf8))
      }
      try journal.append(Array("a\n".utf8))
      journal.close()
      #expect(try await one.readJournal(inMemory: true)?.content == Array("first\na\n".utf8))
    }
  }

  @Test(arguments: Kind.allCases)
  func `a lock keeps others out until it is released, and names its holder`(_ kind: Kind)
    async throws
  {
    try await withStorages(kind) { one, other in
      try await put(try await state("ada"), over: .nothing, in: one)
      let hold = try await one.lock(holder, timeout: .zero)
      for attempt in [
        { _ = try await other.lock(holder, timeout: .seconds(1)) },
        { _ = try await other.lockForReading(timeout: .zero, leavingNoTrace: false) },
      ] as [() async throws -> Void] {
        let error = await #expect(throws: StateError.self) { try await attempt() }
        #expect(error?.code == .stateLocked)
        #expect(error?.diagnostics.first?.message.contains(holder.who) == true)
      }
      await hold.release()
      let reading = try await other.lockForReading(timeout: .zero, leavingNoTrace: false)
      let alsoReading = try await one.lockForReading(timeout: .zero, leavingNoTrace: false)
      await reading?.release()
      await alsoReading?.release()
      let again = try await other.lock(holder, timeout: .zero)
      await again.release()
    }
  }

  @Test(arguments: Kind.allCases)
  func `a reader leaves no lock where there is nothing, or none is wanted`(_ kind: Kind)
    async throws
  {
    try await withStorages(kind) { storage, _ in
      #expect(try await storage.lockForReading(timeout: .zero, leavingNoTrace: false) == nil)
      try await put(try await state("ada"), over: .nothing, in: storage)
      #expect(try await storage.lockForReading(timeout: .zero, leavingNoTrace: true) == nil)
    }
  }
}
