#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's error about an operation on a file.
package struct SystemError: Error, Hashable, Sendable {
  /// The operation that was tried, as a verb such as `open` or `rename`.
  package let operation: String
  package let path: String
  /// The value of `errno`.
  package let code: Int32

  package init(_ operation: String, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }
}

extension SystemError: CustomStringConvertible {
  /// The whole error, such as `rename of a.tmp: No space left on device`.
  package var description: String { "\(operation) of \(path): \(reason)" }

  /// The system's words for the code, such as `No space left on device`.
  package var reason: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return buffer.withUnsafeBufferPointer { text in
      text.baseAddress.map { String(cString: $0) } ?? "error \(code)"
    }
  }
}

extension SystemError {
  /// The file at that path has changed since it was first read.
  static func changed(_ path: String) -> SystemError { SystemError("read", path, code: EIO) }

  /// Whether the file or its folder does not exist.
  var isMissingFile: Bool { code == ENOENT }

  /// Whether the system supports no second names for files, or none for this one.
  var isLinkRefusal: Bool {
    [EPERM, EOPNOTSUPP, ENOTSUP, ENOSYS, EMLINK, EXDEV, EACCES].contains(code)
  }

  /// Whether the permission to write is missing, or the whole file system is read-only.
  var isWriteRefusal: Bool { [EACCES, EPERM, EROFS].contains(code) }

  /// Whether the file system supports no locks.
  var isLockRefusal: Bool { [ENOLCK, EOPNOTSUPP, ENOTSUP, ENOSYS, EINVAL].contains(code) }

  /// Whether the name is a symbolic link, which is not followed.
  var isLink: Bool { code == ELOOP }
}
