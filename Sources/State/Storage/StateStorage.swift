/// Where a state is kept, with its journal and its lock: a file, or a service that a team shares.
///
/// To a storage, a state and a journal are bytes; what they mean is the business of `StateStore` and `StateSession`.
/// Whoever writes holds the lock. A replacement is one step all the same: whatever cuts it off, a reader finds
/// the old state or the new one, whole, and a replacement of a version that is not there any more is refused, whoever
/// holds the lock. `StateStorageTests` holds every storage to this.
///
/// Each requirement throws a `StateError` that names the state and says what to do.
package protocol StateStorage: Sendable {
  /// What messages call the state and what belongs to it.
  var names: StateNames { get }

  /// Whether there is neither a state nor a journal.
  func isEmpty() async throws(StateError) -> Bool

  /// The state that is there now.
  ///
  /// - Parameter isKept: Whether its bytes stay in memory, so that whatever is read of them later is what was read at
  ///   first; otherwise a storage may read parts anew when they are asked for.
  /// - Returns: `nil` when there is none; bytes of any kind, also damaged ones, otherwise.
  /// - Throws: when it cannot be read.
  func read(inMemory isKept: Bool) async throws(StateError) -> StoredState?

  /// Puts a new state in the place of the one that is there, and keeps that one as the predecessor.
  ///
  /// - Parameters:
  ///   - expected: What has to be there.
  ///   - write: Hands the new state's bytes to its argument, piece by piece; called once, or not at all.
  /// - Returns: the new state's version. The new state outlives a loss of power by then.
  /// - Throws: `stateChanged` when something else is there; nothing was replaced then. After any other error,
  ///   the state is the old one or the new one.
  func replace(
    _ expected: ExpectedState,
    _ write: ((ArraySlice<UInt8>) throws(SystemError) -> Void) throws(SystemError) -> Void
  ) async throws(StateError) -> StateVersion

  /// The first bytes of the state or its predecessor, read without a lock, for what a first line tells.
  ///
  /// - Returns: at most 64 KiB; `nil` when there is nothing, it cannot be read, or predecessors are not kept.
  func beginning(of part: StatePart) async -> [UInt8]?

  /// Keeps copies of a damaged state and its journal, which a repair is going to replace.
  ///
  /// - Returns: the copies' names, none where there was nothing. They outlive a loss of power by then.
  func setAside() async throws(StateError) -> [String]

  // MARK: Journal

  /// Begins a journal.
  ///
  /// - Parameter header: Its first line; it outlives a loss of power on return.
  /// - Returns: what the rest is appended to.
  /// - Throws: when it cannot be written, or there is one; nothing is left of it then.
  func beginJournal(_ header: [UInt8]) async throws(StateError) -> any StateJournal

  /// The bytes of the journal.
  ///
  /// - Parameter isKept: As for `read`.
  /// - Returns: `nil` when there is none.
  /// - Throws: when it cannot be read.
  func readJournal(inMemory isKept: Bool) async throws(StateError) -> LineSource?

  /// Removes the journal, and what a replacement that was cut off has left; that there is nothing is no error.
  ///
  /// - Parameter isDurable: Whether a loss of power must not bring it back.
  /// - Throws: when something is there and cannot be removed.
  func removeJournal(durably isDurable: Bool) async throws(StateError)

  // MARK: Lock

  /// Takes the lock that excludes all others.
  ///
  /// - Parameters:
  ///   - holder: Who is said to hold it to those who come in vain.
  ///   - timeout: How long to wait for somebody else who holds it.
  /// - Returns: the lock, which ends with its release or with the process.
  /// - Throws: `StateError`, with the holder, when it is held for longer; `CancellationError` when waiting was cancelled.
  func lock(_ holder: LockHolder, timeout: Duration) async throws -> any StateLockHold

  /// Keeps writers out while the state is read.
  ///
  /// - Parameters:
  ///   - timeout: How long to wait for a writer.
  ///   - leavesNoTrace: Whether a lock is not to be made where there is none yet.
  /// - Returns: `nil` where no writer can come, or no lock is needed to read.
  /// - Throws: as `lock`.
  func lockForReading(
    timeout: Duration,
    leavingNoTrace leavesNoTrace: Bool
  ) async throws -> (any StateLockHold)?
}

/// A lock that is held.
package protocol StateLockHold: Sendable {
  /// Ends it; that it is gone already is no error.
  func release() async
}

/// A journal that is being written.
package protocol StateJournal: Sendable {
  /// Appends bytes that count together or not at all.
  ///
  /// They outlive the process on return.
  ///
  /// - Throws: when they cannot be written; none of them count then, and either more can be appended or it throws again.
  func append(_ bytes: [UInt8]) throws(StateError)

  /// Returns when all that was appended outlives a loss of power.
  func synchronize() async throws(StateError)

  /// Ends the writing; the journal stays.
  func close()
}

/// What messages call a state and what belongs to it: paths, or addresses.
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

/// A state's bytes, and which of all that were there they are.
package struct StoredState: Sendable {
  package let content: LineSource
  package let version: StateVersion

  package init(content: LineSource, version: StateVersion) {
    self.content = content
    self.version = version
  }
}

/// Tells one content of a storage from the others; what is in it is the storage's business.
package struct StateVersion: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }
}

/// What a replacement expects to find.
package enum ExpectedState: Hashable, Sendable {
  /// No state.
  case nothing
  case version(StateVersion)
  /// A damaged state or none: `setAside` has kept it, and it becomes no predecessor.
  case damaged
}

/// Of which first bytes are asked.
package enum StatePart: Hashable, Sendable {
  case state
  case predecessor
}
