import Diagnostics
import Foundation
import Model
import State
import Synchronization
import TestSupport
import Testing

@Suite struct StateLockTests {
  @Test func `a second writer is told who holds the lock`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      let me = LockHolder.current(command: "roster apply")
      try await StateStore(path: path).withExclusiveLock(holder: me) { _ in
        let error = await #expect(throws: StateError.self) {
          try await StateStore(path: path).withExclusiveLock(holder: holder) { _ in
            Issue.record("both have the lock")
          }
        }
        #expect(error?.code == .stateLocked)
        let message = error?.diagnostics.first?.message ?? ""
        for part in [me.who, String(me.pid), me.host, me.since, me.command] {
          #expect(message.contains(part))
        }
        let reading = await #expect(throws: StateError.self) { try await read(path) }
        #expect(reading?.code == .stateLocked)
      }
      try await StateStore(path: path).withExclusiveLock(holder: holder) { _ in }
    }
  }

  @Test func `a writer waits as long as it was told, and no longer`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      let me = LockHolder.current(command: "roster apply")
      try await StateStore(path: path).withExclusiveLock(holder: me) { _ in
        let clock = CountingClock()
        let store = StateStore(path: path, clock: clock)
        let error = await #expect(throws: StateError.self) {
          try await store.withExclusiveLock(holder: holder, timeout: .milliseconds(1050)) { _ in }
        }
        #expect(error?.code == .stateLocked)
        #expect(clock.slept == .milliseconds(1050))
      }
    }
  }

  @Test func `a writer that waits gets the lock when it is free`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<6 {
          group.addTask {
            let store = StateStore(path: path)
            try await store.withExclusiveLock(
              holder: .current(command: "writer"),
              timeout: .seconds(60)
            ) { session in
              try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
              try session.record(.put(contact("c\(index)")))
              _ = try await session.commit()
            }
          }
        }
        try await group.waitForAll()
      }
      let prior = try await read(path)
      #expect(prior.contacts.count == 6)
      #expect(prior.serial == Serial(6))
    }
  }

  @Test func `waiting can be cancelled`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await StateStore(path: path).withExclusiveLock(
        holder: .current(command: "roster apply")
      ) { _ in
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            await #expect(throws: CancellationError.self) {
              try await StateStore(path: path).withExclusiveLock(
                holder: holder,
                timeout: .seconds(600)
              ) { _ in }
            }
          }
          group.cancelAll()
          try await group.waitForAll()
        }
      }
    }
  }

  @Test func `readers share the lock`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let system = RealFileSystem()
      let other = try system.open(path + ".lock", .existingLock)
      defer { system.close(other) }
      #expect(try system.tryLock(other, .shared))
      #expect(try await read(path).contacts.all() == [contact("ada")])
      #expect(try system.tryLock(other, .exclusive))
    }
  }

  @Test func `a writer has patience with readers, who name nobody`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let system = RealFileSystem()
      let reader = try system.open(path + ".lock", .existingLock)
      #expect(try system.tryLock(reader, .shared))
      let clock = CountingClock { if $0 == 3 { system.close(reader) } }
      try await StateStore(path: path, clock: clock).withExclusiveLock(holder: holder) { _ in }
      #expect(clock.slept == .milliseconds(300))
    }
  }

  @Test func `a killed process leaves no lock, only its name`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      let name = #"{"who":"ada","pid":1,"host":"h.example","since":"x","command":"roster apply"}"#
      try write(name, to: path + ".lock")
      try await apply([.put(contact("ada"))], to: path)
      #expect(try content(path + ".lock").isEmpty)
    }
  }

  @Test func `a file system without locks is read, and not written to`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let system = FaultyFileSystem(refusing: ["lock": ENOTSUP])
      let store = StateStore(path: path, fileSystem: system)
      #expect(try await store.read().prior.contacts.all() == [contact("ada")])
      let error = await #expect(throws: StateError.self) {
        try await store.withExclusiveLock(holder: holder) { _ in }
      }
      #expect(error?.code == .lockFailed)
    }
  }

  @Test func `a read-only folder is read without a lock`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let system = FaultyFileSystem(refusing: ["open lock": EACCES, "open existingLock": EACCES])
      let store = StateStore(path: path, fileSystem: system)
      #expect(try await store.read().prior.contacts.all() == [contact("ada")])
      let error = await #expect(throws: StateError.self) {
        try await store.withExclusiveLock(holder: holder) { _ in }
      }
      #expect(error?.code == .lockFailed)
    }
  }
}

/// A clock on which waiting takes no time and is added up.
private final class CountingClock: Clock {
  typealias Instant = ContinuousClock.Instant

  let now = ContinuousClock.now
  let minimumResolution = Duration.nanoseconds(1)
  private let sum = Mutex((slept: Duration.zero, times: 0))
  private let onSleep: @Sendable (Int) -> Void

  init(onSleep: @escaping @Sendable (Int) -> Void = { _ in }) { self.onSleep = onSleep }

  var slept: Duration { sum.withLock { $0.slept } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    let times = sum.withLock { sum in
      sum.slept += now.duration(to: deadline)
      sum.times += 1
      return sum.times
    }
    onSleep(times)
  }
}
