#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file system of the machine.
package struct RealFileSystem: StateFileSystem {
  package init() {}

  package func open(_ path: String, _ access: FileAccess) throws(SystemError) -> OpenFile {
    let flags =
      switch access {
      case .read: O_RDONLY | O_NONBLOCK
      case .create: O_WRONLY | O_APPEND | O_CREAT | O_EXCL
      case .lock: O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK
      case .existingLock: O_RDONLY | O_NONBLOCK
      }
    let descriptor = try retrying("open", path) { openFile(path, flags | O_NOFOLLOW | O_CLOEXEC) }
    let file = OpenFile(descriptor: descriptor)
    guard access == .create || access == .lock else { return file }
    do throws(SystemError) {
      // The umask may have removed permissions, and an old lock file may grant too many.
      try makePrivate(file)
    } catch  where access == .lock && error.code == EPERM {
      // This is another user's lock file with group access, which can be locked all the same.
    } catch {
      close(file)
      throw error
    }
    return file
  }

  private func openFile(_ path: String, _ flags: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.open(path, flags, 0o600)
    #elseif canImport(Musl)
      Musl.open(path, flags, 0o600)
    #else
      Darwin.open(path, flags, 0o600)
    #endif
  }

  package func close(_ file: OpenFile) {
    // A process that is just being started shares the open file, and with it a lock, until it has
    // replaced its own image.
    _ = flock(file.descriptor, LOCK_UN)
    #if canImport(Glibc)
      _ = Glibc.close(file.descriptor)
    #elseif canImport(Musl)
      _ = Musl.close(file.descriptor)
    #else
      _ = Darwin.close(file.descriptor)
    #endif
  }

  package func status(of file: OpenFile) throws(SystemError) -> FileStatus {
    var status = stat()
    _ = try retrying("stat", name(of: file)) { fstat(file.descriptor, &status) }
    return FileStatus(kind: Self.kind(mode: status.st_mode), size: Int(status.st_size))
  }

  package func read(
    _ file: OpenFile,
    at offset: Int,
    count: Int
  ) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, size in
      do throws(SystemError) {
        size = try retrying("read", name(of: file)) {
          pread(file.descriptor, buffer.baseAddress, count, off_t(offset))
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  package func append(_ bytes: ArraySlice<UInt8>, to file: OpenFile) throws(SystemError) -> Int {
    try retrying("write", name(of: file)) {
      bytes.withUnsafeBytes { write(file.descriptor, $0.baseAddress, $0.count) }
    }
  }

  package func truncate(_ file: OpenFile, to length: Int) throws(SystemError) {
    _ = try retrying("truncate", name(of: file)) { ftruncate(file.descriptor, off_t(length)) }
  }

  package func synchronize(_ file: OpenFile) throws(SystemError) {
    _ = try retrying("fsync", name(of: file)) { fsync(file.descriptor) }
  }

  package func synchronizeFolder(_ path: String) throws(SystemError) {
    let descriptor = try retrying("open", path) {
      openFile(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    defer { close(OpenFile(descriptor: descriptor)) }
    do throws(SystemError) {
      _ = try retrying("fsync", path) { fsync(descriptor) }
    } catch  where error.code == EINVAL {
      // File systems that cannot synchronise a folder report this; their renames are as durable as
      // they get.
    }
  }

  package func makePrivate(_ file: OpenFile) throws(SystemError) {
    _ = try retrying("chmod", name(of: file)) { fchmod(file.descriptor, 0o600) }
  }

  package func tryLock(_ file: OpenFile, _ lock: FileLock) throws(SystemError) -> Bool {
    let operation = lock == .shared ? LOCK_SH : LOCK_EX
    do throws(SystemError) {
      _ = try retrying("lock", name(of: file)) { flock(file.descriptor, operation | LOCK_NB) }
      return true
    } catch  where error.code == EWOULDBLOCK {
      return false
    } catch {
      throw error
    }
  }

  package func rename(_ source: String, to destination: String) throws(SystemError) {
    #if canImport(Glibc)
      _ = try retrying("rename", source) { Glibc.rename(source, destination) }
    #elseif canImport(Musl)
      _ = try retrying("rename", source) { Musl.rename(source, destination) }
    #else
      _ = try retrying("rename", source) { Darwin.rename(source, destination) }
    #endif
  }

  package func link(_ source: String, to destination: String) throws(SystemError) {
    _ = try retrying("link", source) { linkat(AT_FDCWD, source, AT_FDCWD, destination, 0) }
  }

  package func unlink(_ path: String) throws(SystemError) {
    _ = try retrying("unlink", path) { unlinkat(AT_FDCWD, path, 0) }
  }

  package func kind(of path: String) throws(SystemError) -> FileKind? {
    var status = stat()
    do throws(SystemError) {
      _ = try retrying("stat", path) { lstat(path, &status) }
    } catch  where error.code == ENOENT {
      return nil
    } catch {
      throw error
    }
    return Self.kind(mode: status.st_mode)
  }

  package func linkTarget(of path: String) throws(SystemError) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = try retrying("readlink", path) { readlink(path, &buffer, buffer.count) }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  package func canonicalPath(of path: String) throws(SystemError) -> String {
    guard let resolved = realpath(path, nil) else {
      throw SystemError("resolve", path, code: errno)
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func kind(mode: mode_t) -> FileKind {
    switch mode & S_IFMT {
    case S_IFREG: .regular
    case S_IFDIR: .folder
    case S_IFLNK: .symbolicLink
    default: .other
    }
  }

  /// Repeats a call that a signal interrupted.
  private func retrying<Result: SignedInteger>(
    _ operation: String,
    _ path: @autoclosure () -> String,
    _ call: () -> Result
  ) throws(SystemError) -> Result {
    while true {
      let result = call()
      if result >= 0 { return result }
      let code = errno
      if code != EINTR { throw SystemError(operation, path(), code: code) }
    }
  }

  /// The file's number, for errors about an open file; whoever opened it replaces it by the path.
  private func name(of file: OpenFile) -> String { "file \(file.descriptor)" }
}
