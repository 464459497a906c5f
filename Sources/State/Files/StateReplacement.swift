/// Replaces the old state by a new one in one step, and keeps the old one as the backup.
///
/// The order of the steps ensures that after an interruption the state's path names a complete
/// state, old or new, with the journal beside it until the new one is on the disk:
///
/// 1. The new state is written beside the old one and synchronised.
/// 2. The old state gets a second name, the backup's.
/// 3. The new state takes the old one's name, and the folder is synchronised.
struct StateReplacement {
  let paths: StatePaths
  let fileSystem: any StateFileSystem

  /// How many bytes are written at once.
  private static let pieceSize = 1 << 18

  /// Replaces the state by the bytes that `write` hands out.
  func write(
    hasPredecessor: Bool,
    _ write: ((ArraySlice<UInt8>) throws(SystemError) -> Void) throws(SystemError) -> Void
  ) throws(SystemError) {
    do throws(SystemError) {
      try writeTemporary(write)
      if hasPredecessor { try keepBackup() }
      try fileSystem.rename(paths.temporary, to: paths.state)
    } catch {
      // An unfinished file is of no use; if it cannot be removed, the next run removes it.
      try? fileSystem.unlink(paths.temporary)
      throw error
    }
    try fileSystem.synchronizeFolder(paths.folder)
  }

  private func writeTemporary(
    _ write: ((ArraySlice<UInt8>) throws(SystemError) -> Void) throws(SystemError) -> Void
  ) throws(SystemError) {
    try fileSystem.unlinkIfPresent(paths.temporary)
    let file = try fileSystem.open(paths.temporary, .create)
    defer { fileSystem.close(file) }
    var buffer: [UInt8] = []
    buffer.reserveCapacity(Self.pieceSize)
    // The last piece vouches for the others, so it is written after they are on the disk.
    var last: ArraySlice<UInt8> = []
    try write { (bytes) throws(SystemError) in
      if buffer.count + last.count > Self.pieceSize {
        try fileSystem.appendAll(buffer, to: file)
        buffer.removeAll(keepingCapacity: true)
      }
      buffer += last
      last = bytes
    }
    try fileSystem.appendAll(buffer, to: file)
    try fileSystem.appendAll(Array(last), to: file)
    try fileSystem.synchronize(file)
  }

  /// Gives the state a second name, so that its own name never disappears.
  private func keepBackup() throws(SystemError) {
    try fileSystem.unlinkIfPresent(paths.temporaryBackup)
    do throws(SystemError) {
      try fileSystem.link(paths.state, to: paths.temporaryBackup)
      try makePrivate(paths.temporaryBackup)
    } catch  where error.isLinkRefusal {
      try fileSystem.unlinkIfPresent(paths.temporaryBackup)
      try copy(paths.state, to: paths.temporaryBackup)
    } catch {
      throw error
    }
    try fileSystem.rename(paths.temporaryBackup, to: paths.backup)
    // After an interruption right here, both names belong to one file, and the rename does nothing.
    try fileSystem.unlinkIfPresent(paths.temporaryBackup)
  }

  /// Makes the state private, since one from version control is readable by everybody.
  private func makePrivate(_ path: String) throws(SystemError) {
    let file = try fileSystem.open(path, .read)
    defer { fileSystem.close(file) }
    try fileSystem.makePrivate(file)
  }

  /// Copies a file, for file systems on which a file has only one name.
  func copy(_ source: String, to destination: String) throws(SystemError) {
    let input = try fileSystem.open(source, .read)
    defer { fileSystem.close(input) }
    let size = try fileSystem.status(of: input).size
    let bytes = try fileSystem.read(input, 0..<size)
    let output = try fileSystem.open(destination, .create)
    defer { fileSystem.close(output) }
    try fileSystem.appendAll(bytes, to: output)
    try fileSystem.synchronize(output)
  }
}
