/// Reads whole files.
enum FileContent {
  /// The bytes of that file; `nil` when there is none.
  ///
  /// - Throws: for a link, for anything but a regular file, and when the system refuses.
  static func read(
    _ path: String,
    _ fileSystem: any StateFileSystem
  ) throws(StateError) -> [UInt8]? {
    guard let (file, size) = try open(path, fileSystem) else { return nil }
    defer { fileSystem.close(file) }
    do throws(SystemError) {
      return try read(file, expecting: size, fileSystem)
    } catch {
      throw .unreadable(path, error)
    }
  }

  /// Opens that file, and says how many bytes it has; `nil` when there is none.
  ///
  /// - Throws: as `read(_:_:)`.
  static func open(
    _ path: String,
    _ fileSystem: any StateFileSystem
  ) throws(StateError) -> (file: OpenFile, size: Int)? {
    let file: OpenFile
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
    return (file, status.size)
  }

  /// Bytes of an open file, in one piece of memory; fewer than expected at its end.
  static func read(
    _ file: OpenFile,
    from start: Int = 0,
    expecting size: Int,
    _ fileSystem: any StateFileSystem
  ) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let memory = UnsafeMutableRawBufferPointer(buffer)
      do throws(SystemError) {
        while count < size {
          let rest = UnsafeMutableRawBufferPointer(rebasing: memory[count...])
          let read = try fileSystem.read(file, at: start + count, into: rest)
          if read == 0 { break }
          count += read
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
