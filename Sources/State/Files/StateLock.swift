/// Takes the lock on a state, and waits for it if asked to.
struct StateLock {
  let paths: StatePaths
  let fileSystem: any StateFileSystem

  /// How long a holder may stay unnamed before it counts as one.
  ///
  /// Readers hold the lock as long as reading takes and name nobody, and a writer may not have
  /// written its name yet.
  private static let grace = Duration.seconds(5)
  private static let interval = Duration.milliseconds(100)

  /// Takes the exclusive lock, and writes the holder to its file.
  ///
  /// - Throws: `StateError`; `CancellationError` when waiting was interrupted.
  func exclusive(
    _ holder: LockHolder,
    timeout: Duration,
    clock: any Clock<Duration>
  ) async throws -> OpenFile {
    let file = try open()
    do {
      try await wait(file, .exclusive, timeout: timeout, clock: clock)
      try write(holder, to: file)
    } catch {
      fileSystem.close(file)
      throw error
    }
    return file
  }

  /// Takes the lock that readers share.
  ///
  /// - Returns: The lock file; `nil` when there can be no lock because nothing can be written
  ///   there, in which case nobody else writes there either.
  /// - Throws: `StateError`; `CancellationError` when waiting was interrupted.
  func shared(timeout: Duration, clock: any Clock<Duration>) async throws -> OpenFile? {
    guard let file = try openForReading() else { return nil }
    do {
      try await wait(file, .shared, timeout: timeout, clock: clock)
    } catch {
      fileSystem.close(file)
      if (error as? StateError)?.code == .lockFailed { return nil }
      throw error
    }
    return file
  }

  /// Releases the lock and closes its file.
  ///
  /// The file stays: if it were removed, two processes could lock two files of the same name.
  func release(_ file: OpenFile, wasExclusive: Bool) {
    // A leftover name belongs to a process that has ended, and is shown only if a lock is held.
    if wasExclusive { try? fileSystem.truncate(file, to: 0) }
    fileSystem.close(file)
  }

  private func open() throws(StateError) -> OpenFile {
    do throws(SystemError) {
      return try fileSystem.open(paths.lock, .lock)
    } catch  where error.isLink {
      throw .link(paths.lock, target: nil)
    } catch {
      throw .lockFailed(paths.lock, error)
    }
  }

  private func openForReading() throws(StateError) -> OpenFile? {
    do throws(SystemError) {
      do throws(SystemError) {
        return try fileSystem.open(paths.lock, .existingLock)
      } catch  where error.isMissingFile {
        return try fileSystem.open(paths.lock, .lock)
      }
    } catch  where error.isLink {
      throw .link(paths.lock, target: nil)
    } catch  where error.isWriteRefusal {
      return nil
    } catch {
      throw .lockFailed(paths.lock, error)
    }
  }

  private func wait(
    _ file: OpenFile,
    _ lock: FileLock,
    timeout: Duration,
    clock: any Clock<Duration>
  ) async throws {
    var waited = Duration.zero
    while true {
      do throws(SystemError) {
        if try fileSystem.tryLock(file, lock) { return }
      } catch {
        throw StateError.lockFailed(paths.lock, error)
      }
      let holder = holder(in: file)
      let patience = holder == nil ? max(timeout, Self.grace) : timeout
      guard waited < patience else { throw StateError.locked(paths.state, by: holder) }
      let pause = min(Self.interval, patience - waited)
      try await clock.sleep(for: pause)
      waited += pause
    }
  }

  /// The holder named in the lock file; `nil` when none is named that still runs.
  private func holder(in file: OpenFile) -> LockHolder? {
    guard let status = try? fileSystem.status(of: file), status.kind == .regular,
      let bytes = try? fileSystem.read(file, 0..<min(status.size, 65536))
    else { return nil }
    return LockHolder(line: bytes).flatMap { $0.isGone ? nil : $0 }
  }

  private func write(_ holder: LockHolder, to file: OpenFile) throws(StateError) {
    do throws(SystemError) {
      try fileSystem.truncate(file, to: 0)
      try fileSystem.appendAll(holder.line, to: file)
    } catch {
      throw .unwritable(paths.lock, error)
    }
  }
}
