#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system said when it could not do something with a file.
package struct SystemError: Error, Hashable, Sendable {
  /// What was tried, as a verb: `open`, `rename`.
  package let operation: String
  package let path: String
  /// The `errno`.
  package let code: Int32

  package init(_ operation: String, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }
}

extension SystemError: CustomStringConvertible {
  /// Such as `rename of a.tmp: No space left on device`.
  package var description: String { "\(operation) of \(path): \(reason)" }

  /// Such as `No space left on device`.
  package var reason: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return buffer.withUnsafeBufferPointer { text in
      text.baseAddress.map { String(cString: $0) } ?? "error \(code)"
    }
  }
}

extension SystemError {
  /// The file at that path is not what it was.
  static func changed(_ path: String) -> SystemError { SystemError("read", path, code: EIO) }

  /// Whether the file, or its folder, is not there.
  var isMissingFile: Bool { code == ENOENT }

  /// Whether the system has no second names for files, or gives none for this one.
  var isLinkRefusal: Bool {
    [EPERM, EOPNOTSUPP, ENOTSUP, ENOSYS, EMLINK, EXDEV, EACCES].contains(code)
  }

  /// Whether the right to write is missing, or the whole file system is read-only.
  var isWriteRefusal: Bool { [EACCES, EPERM, EROFS].contains(code) }

  /// Whether the file system knows no locks.
  var isLockRefusal: Bool { [ENOLCK, EOPNOTSUPP, ENOTSUP, ENOSYS, EINVAL].contains(code) }

  /// Whether the name is a symbolic link, which is not followed.
  var isLink: Bool { code == ELOOP }
}
