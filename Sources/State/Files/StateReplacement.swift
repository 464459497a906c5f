/// Puts a new state in the place of the old one, in one step, and keeps the old one as the backup.
///
/// The steps are in this order so that a cut between any two leaves the state's path naming a complete
/// state, old or new, and the journal beside it until the new one is on the disk:
///
/// 1. the new state is written beside the old one and synchronised;
/// 2. the old one gets a second name, the backup's;
/// 3. the new one takes the old one's name, and the folder is synchronised.
struct StateReplacement {
  let paths: StatePaths
  let fileSystem: any StateFileSystem

  /// How many bytes are written at once.
  private static let pieceSize = 1 << 18

  /// Replaces the state by what `write` hands out.
  func write(
    hasPredecessor: Bool,
    _ write: ((ArraySlice<UInt8>) throws(SystemError) -> Void) throws(SystemError) -> Void
  ) throws(SystemError) {
    do throws(SystemError) {
      try writeTemporary(write)
      if hasPredecessor { try keepBackup() }
      try fileSystem.rename(paths.temporary, to: paths.state)
    } catch {
      // What could not be finished is of no use; if it cannot be removed, the next run does.
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
    // The last piece vouches for the others, and is written after them.
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

  /// Gives the state a second name, so that its own never goes away.
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
    // A rename between two names of one file, as after a cut right here, does nothing.
    try fileSystem.unlinkIfPresent(paths.temporaryBackup)
  }

  /// A state that came out of version control is readable by all.
  private func makePrivate(_ path: String) throws(SystemError) {
    let file = try fileSystem.open(path, .read)
    defer { fileSystem.close(file) }
    try fileSystem.makePrivate(file)
  }

  /// For file systems on which a file has one name only.
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
