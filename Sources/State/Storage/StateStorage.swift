/// A place that keeps a state with its journal and its lock: a file, or a service
/// that a team shares.
///
/// To a storage, a state and a journal are bytes; `StateStore` and `StateSession` know their
/// meaning. Whoever writes holds the lock. Even so, a replacement is a single step: whatever
/// interrupts it, a reader finds the old state or the new one, complete. A replacement of a
/// version that is no longer there is refused, whoever holds the lock. `StateStorageTests` checks
/// this for every storage.
///
/// Each requirement throws a `StateError` that names the state and says what to do.
package protocol StateStorage: Sendable {
  /// The names of the state and its companions in messages.
  var names: StateNames { get }

  /// Whether there is neither a state nor a journal.
  func isEmpty() async throws(StateError) -> Bool

  /// Reads the current state.
  ///
  /// - Parameter isKept: Whether its bytes stay in memory, so that later reads return the same
  ///   bytes; otherwise a storage may read parts again on demand.
  /// - Returns: The bytes, even damaged ones; `nil` when there is no state.
  /// - Throws: `StateError` when it cannot be read.
  func read(inMemory isKept: Bool) async throws(StateError) -> StoredState?

  /// Replaces the current state by a new one, and keeps the current one as the predecessor.
  ///
  /// - Parameters:
  ///   - expected: What must be there.
  ///   - write: Hands the new state's bytes to its argument, piece by piece; called at most once.
  /// - Returns: The new state's version. By then the new state survives a power loss.
  /// - Throws: `stateChanged` when something else is there, in which case nothing was replaced.
  ///   After any other error the state is either the old one or the new one.
  func replace(
    _ expected: ExpectedState,
    _ write: ((ArraySlice<UInt8>) throws(SystemError) -> Void) throws(SystemError) -> Void
  ) async throws(StateError) -> StateVersion

  /// The first bytes of the state or its predecessor, read without a lock, for their first line.
  ///
  /// - Returns: At most 64 KiB; `nil` when there is nothing, it cannot be read, or
  ///   predecessors are not kept.
  func beginning(of part: StatePart) async -> [UInt8]?

  /// Keeps copies of a damaged state and its journal, which a repair is about to replace.
  ///
  /// - Returns: The names of the copies, which by then survive a power loss; empty
  ///   if there was nothing.
  func setAside() async throws(StateError) -> [String]

  // MARK: Journal

  /// Begins a journal beside the state.
  ///
  /// - Parameter header: Its first line, which survives a power loss once this returns.
  /// - Returns: The journal, to which the entries are appended.
  /// - Throws: `StateError` when it cannot be written or exists already; then nothing
  ///   is left of it.
  func beginJournal(_ header: [UInt8]) async throws(StateError) -> any StateJournal

  /// Reads the bytes of the journal.
  ///
  /// - Parameter isKept: Whether its bytes stay in memory, as for `read`.
  /// - Returns: The bytes; `nil` when there is no journal.
  /// - Throws: `StateError` when it cannot be read.
  func readJournal(inMemory isKept: Bool) async throws(StateError) -> LineSource?

  /// Removes the journal and the remains of an interrupted replacement, if there are any.
  ///
  /// - Parameter isDurable: Whether a power loss must not bring them back.
  /// - Throws: `StateError` when something is there and cannot be removed.
  func removeJournal(durably isDurable: Bool) async throws(StateError)

  // MARK: Lock

  /// Takes the exclusive lock.
  ///
  /// - Parameters:
  ///   - holder: The holder that others are shown while they cannot have the lock.
  ///   - timeout: How long to wait for another holder.
  /// - Returns: The lock, which ends with its release or with the process.
  /// - Throws: `StateError`, with the holder, when it is held for longer; `CancellationError`
  ///   when waiting was cancelled.
  func lock(_ holder: LockHolder, timeout: Duration) async throws -> any StateLockHold

  /// Keeps writers out while the state is read.
  ///
  /// - Parameters:
  ///   - timeout: How long to wait for a writer.
  ///   - leavesNoTrace: Whether to create no lock where there is none yet.
  /// - Returns: The lock; `nil` when no writer can come, or reading needs no lock.
  /// - Throws: What `lock` throws.
  func lockForReading(
    timeout: Duration,
    leavingNoTrace leavesNoTrace: Bool
  ) async throws -> (any StateLockHold)?
}

/// A lock that is held.
package protocol StateLockHold: Sendable {
  /// Releases the lock; it is not an error if the lock is gone already.
  func release() async
}

/// A journal that is being written.
package protocol StateJournal: Sendable {
  /// Appends bytes that count together or not at all, and that survive the process on return.
  ///
  /// - Throws: `StateError` when they cannot be written. Then none of them count, and the next call
  ///   either appends or throws again.
  func append(_ bytes: [UInt8]) throws(StateError)

  /// Returns when everything appended survives a power loss.
  func synchronize() async throws(StateError)

  /// Ends the writing; the journal stays.
  func close()
}

/// The names of a state and its companions in messages: paths or addresses.
package struct StateNames: Hashable, Sendable {
  package let state: String
  package let journal: String
  /// The state before the last change.
  package let predecessor: String

  package init(state: String, journal: String, predecessor: String) {
    self.state = state
    self.journal = journal
    self.predecessor = predecessor
  }
}

/// A state's bytes, and the version that they are.
package struct StoredState: Sendable {
  package let content: LineSource
  package let version: StateVersion

  package init(content: LineSource, version: StateVersion) {
    self.content = content
    self.version = version
  }
}

/// Identifies one content of a storage among all others; only the storage knows how.
package struct StateVersion: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }
}

/// What a replacement expects to find.
package enum ExpectedState: Hashable, Sendable {
  /// There must be no state.
  case nothing
  case version(StateVersion)
  /// There may be a damaged state, which `setAside` has kept and which becomes no predecessor.
  case damaged
}

/// The state whose first bytes are read.
package enum StatePart: Hashable, Sendable {
  case state
  case predecessor
}
