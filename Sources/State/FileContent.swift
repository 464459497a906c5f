/// Reads whole files.
enum FileContent {
  /// The bytes of that file; `nil` when there is none.
  ///
  /// - Throws: for a link, for anything but a regular file, and when the system refuses.
  static func read(
    _ path: String,
    _ fileSystem: any StateFileSystem
  ) throws(StateError) -> [UInt8]? {
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
    defer { fileSystem.close(file) }
    let kind: FileKind
    let bytes: [UInt8]
    do throws(SystemError) {
      let status = try fileSystem.status(of: file)
      kind = status.kind
      bytes = kind == .regular ? try read(file, expecting: status.size, fileSystem) : []
    } catch {
      throw .unreadable(path, error)
    }
    guard kind == .regular else { throw .notRegular(path, kind) }
    return bytes
  }

  /// All bytes of an open file, in one piece of memory.
  static func read(
    _ file: OpenFile,
    expecting size: Int,
    _ fileSystem: any StateFileSystem
  ) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let memory = UnsafeMutableRawBufferPointer(buffer)
      do throws(SystemError) {
        while count < size {
          let rest = UnsafeMutableRawBufferPointer(rebasing: memory[count...])
          let read = try fileSystem.read(file, at: count, into: rest)
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
