/// Takes the lock on a state, waiting for it if asked to.
struct StateLock {
  let paths: StatePaths
  let fileSystem: any StateFileSystem

  /// How long a holder may stay unnamed before it counts as one: readers, which hold the lock for
  /// as long as reading takes and name nobody, and a writer that has not said yet who it is.
  private static let grace = Duration.seconds(5)
  private static let interval = Duration.milliseconds(100)

  /// Takes the lock that excludes all others, and writes the holder into its file.
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

  /// Takes the lock that other readers share.
  ///
  /// - Returns: `nil` where no lock can be had because nothing can be written there: nobody else
  ///   writes there then either.
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

  /// Ends the lock.
  ///
  /// The file stays: removing it would let two processes lock two files of one name.
  func release(_ file: OpenFile, wasExclusive: Bool) {
    // A holder that is left in it names one who is gone, which only a lock that is taken brings up.
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

  /// Who wrote itself into the lock file; `nil` when nobody did who still runs.
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
