import Model

/// Writes a file through a buffer, and hashes what it writes.
struct StateWriter {
  private let file: OpenFile
  private let fileSystem: any StateFileSystem
  private var buffer: [UInt8] = []
  private let hash = SHA256()

  private static let capacity = 1 << 18

  init(_ file: OpenFile, _ fileSystem: any StateFileSystem) {
    self.file = file
    self.fileSystem = fileSystem
    buffer.reserveCapacity(Self.capacity)
  }

  mutating func append(_ bytes: ArraySlice<UInt8>) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      let part = rest.prefix(Self.capacity - buffer.count)
      buffer.append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      if buffer.count == Self.capacity { try flush() }
    }
  }

  mutating func append(_ byte: UInt8) throws(SystemError) {
    buffer.append(byte)
    if buffer.count == Self.capacity { try flush() }
  }

  /// Writes what is buffered.
  mutating func flush() throws(SystemError) {
    guard !buffer.isEmpty else { return }
    hash.update(buffer)
    try fileSystem.appendAll(buffer, to: file)
    buffer.removeAll(keepingCapacity: true)
  }

  /// The lower-case hexadecimal SHA-256 of all that was appended; it is written by then.
  mutating func digest() throws(SystemError) -> String {
    try flush()
    return hexadecimal(hash.finalize())
  }
}

extension StateFileSystem {
  /// Appends all of the bytes: in one system call, unless the system takes fewer.
  func appendAll(_ bytes: [UInt8], to file: OpenFile) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty { rest = rest.dropFirst(try append(rest, to: file)) }
  }

  /// Removes a file; that there is none is no error.
  func unlinkIfPresent(_ path: String) throws(SystemError) {
    do throws(SystemError) {
      try unlink(path)
    } catch  where error.isMissingFile {
    } catch {
      throw error
    }
  }
}
