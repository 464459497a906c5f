/// A regular file that is open for reading, and is closed with its last reference.
final class ReadableFile: Sendable {
  let path: String
  /// The file's size in bytes when it was opened.
  let size: Int
  private let file: OpenFile
  private let fileSystem: any StateFileSystem

  /// Opens a file; `nil` when there is none.
  ///
  /// - Throws: `StateError` for a link, for anything but a regular file, and
  ///   when the system refuses.
  init?(_ path: String, _ fileSystem: any StateFileSystem) throws(StateError) {
    do throws(SystemError) {
      file = try fileSystem.open(path, .read)
    } catch  where error.isMissingFile {
      return nil
    } catch  where error.isLink {
      throw .link(path, target: nil)
    } catch {
      throw .unreadable(path, error)
    }
    let status: FileStatus
    do throws(SystemError) {
      status = try fileSystem.status(of: file)
    } catch {
      fileSystem.close(file)
      throw .unreadable(path, error)
    }
    guard status.kind == .regular else {
      fileSystem.close(file)
      throw .notRegular(path, status.kind)
    }
    self.path = path
    size = status.size
    self.fileSystem = fileSystem
  }

  deinit { fileSystem.close(file) }

  /// The bytes in that range; fewer at the file's end.
  func bytes(_ range: Range<Int>) throws(SystemError) -> [UInt8] {
    try fileSystem.read(file, range)
  }

  /// The bytes of a whole file; `nil` when there is none.
  ///
  /// - Throws: What `init` throws, and `StateError` when the file cannot be read.
  static func content(
    of path: String,
    _ fileSystem: any StateFileSystem
  ) throws(StateError) -> [UInt8]? {
    guard let file = try ReadableFile(path, fileSystem) else { return nil }
    do throws(SystemError) {
      return try file.bytes(0..<file.size)
    } catch {
      throw .unreadable(path, error)
    }
  }
}

extension StateFileSystem {
  /// Reads part of an open file; fewer bytes at the file's end.
  func read(_ file: OpenFile, _ range: Range<Int>) throws(SystemError) -> [UInt8] {
    var bytes = try read(file, at: range.lowerBound, count: range.count)
    var isAtEnd = bytes.isEmpty
    while bytes.count < range.count, !isAtEnd {
      let more = try read(
        file,
        at: range.lowerBound + bytes.count,
        count: range.count - bytes.count
      )
      bytes += more
      isAtEnd = more.isEmpty
    }
    return bytes
  }
}
