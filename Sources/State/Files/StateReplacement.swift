import JSONText
import Model

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

  /// Writes what a state and a journal lead to.
  ///
  /// - Returns: the digest that ends it.
  func write(_ folded: FoldedState) throws(SystemError) -> String {
    var reader = folded.journal.source.reader
    return try write(folded.header, hasPredecessor: folded.base != nil) {
      (writer) throws(SystemError) in
      try folded.forEachPiece { (piece) throws(SystemError) in
        switch piece {
        case .kept(let indices):
          guard let base = folded.base else { return }
          // Lines that follow each other stand together, with their line breaks.
          let start = base.contacts.record(at: indices.lowerBound).lowerBound
          let end = base.contacts.record(at: indices.upperBound - 1).upperBound + 1
          try writer.append(base.source.bytes(start..<end))
        case .new(let place):
          try writer.append(folded.journal.object(place, &reader).bytes)
          try writer.append(UInt8(ascii: "\n"))
        }
      }
    }
  }

  /// Writes a state of these contacts, which are sorted.
  ///
  /// - Returns: the digest that ends it.
  func write(
    _ header: StateHeader,
    _ contacts: [PriorContact],
    hasPredecessor: Bool
  ) throws(SystemError) -> String {
    try write(header, hasPredecessor: hasPredecessor) { (writer) throws(SystemError) in
      var line = JSONWriter()
      for contact in contacts {
        ContactLine.write(contact, to: &line)
        line.newline()
        try writer.append(line.bytes[...])
        line.removeAll()
      }
    }
  }

  private func write(
    _ header: StateHeader,
    hasPredecessor: Bool,
    _ body: (inout StateWriter) throws(SystemError) -> Void
  ) throws(SystemError) -> String {
    let digest: String
    do throws(SystemError) {
      digest = try writeTemporary(header, body)
      if hasPredecessor { try keepBackup() }
      try fileSystem.rename(paths.temporary, to: paths.state)
    } catch {
      // What could not be finished is of no use; if it cannot be removed, the next run does.
      try? fileSystem.unlink(paths.temporary)
      throw error
    }
    try fileSystem.synchronizeFolder(paths.folder)
    return digest
  }

  private func writeTemporary(
    _ header: StateHeader,
    _ body: (inout StateWriter) throws(SystemError) -> Void
  ) throws(SystemError) -> String {
    try fileSystem.unlinkIfPresent(paths.temporary)
    let file = try fileSystem.open(paths.temporary, .create)
    defer { fileSystem.close(file) }
    var writer = StateWriter(file, fileSystem)
    try writer.append(header.line[...])
    try body(&writer)
    let digest = try writer.digest()
    try writer.append(StateFooter(count: header.count, sha256: digest).line[...])
    try writer.flush()
    try fileSystem.synchronize(file)
    return digest
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
