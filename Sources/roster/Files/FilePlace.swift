import Foundation

/// What a path leads to, however it is spelled: links are followed, also one that leads to nothing
/// yet.
struct FilePlace: Sendable {
  /// What tells one file from every other, also one that is not there yet.
  enum Identity: Hashable, Sendable {
    case file(device: UInt64, inode: UInt64)
    case name(String, device: UInt64, folder: UInt64)
  }

  /// Where the last link leads; what has to be replaced to change the file.
  let path: String
  let identity: Identity
  /// `nil` when nothing is there.
  let mode: mode_t?
  /// This process's own descriptor, where the path stands for one, as `/dev/stdout` does.
  let descriptor: Int32?

  /// - Throws: `POSIXError` when the folder is not there, or links lead in a circle.
  init(_ path: String) throws {
    var current = path
    // The system's own bound.
    for _ in 0..<40 {
      if let descriptor = Self.ownDescriptor(current) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw POSIXError.current }
        (self.path, self.descriptor, mode) = (current, descriptor, status.st_mode)
        identity = Self.identity(status)
        return
      }
      var status = stat()
      if lstat(current, &status) != 0 {
        guard errno == ENOENT else { throw POSIXError.current }
        let folder = Self.folder(of: current)
        guard stat(folder, &status) == 0 else { throw POSIXError.current }
        let name = Self.name(of: current)
        guard !name.isEmpty else { throw POSIXError(.EISDIR) }
        let known = Self.identity(status)
        guard case .file(let device, let inode) = known else { throw POSIXError(.ENOENT) }
        (self.path, descriptor, mode) = (current, nil, nil)
        identity = .name(name, device: device, folder: inode)
        return
      }
      guard status.st_mode & S_IFMT == S_IFLNK else {
        (self.path, descriptor, mode) = (current, nil, status.st_mode)
        identity = Self.identity(status)
        return
      }
      let target = try Self.target(of: current)
      // Links of the system that lead to what has no path, such as another process's pipe.
      if !target.hasPrefix("/"), target.contains(":["), stat(current, &status) == 0 {
        (self.path, descriptor, mode) = (current, nil, status.st_mode)
        identity = Self.identity(status)
        return
      }
      current = target.hasPrefix("/") ? target : Self.folder(of: current) + "/" + target
    }
    throw POSIXError(.ELOOP)
  }

  /// What an open file is; `nil` when it is closed.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    (path, self.descriptor, mode) = ("/dev/fd/\(descriptor)", descriptor, status.st_mode)
    identity = Self.identity(status)
  }

  var isRegular: Bool { mode.map { $0 & S_IFMT == S_IFREG } ?? false }
  var isFolder: Bool { mode.map { $0 & S_IFMT == S_IFDIR } ?? false }

  private static func identity(_ status: stat) -> Identity {
    .file(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      inode: UInt64(truncatingIfNeeded: status.st_ino)
    )
  }

  private static func target(of link: String) throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &buffer, buffer.count)
    guard count >= 0 else { throw POSIXError.current }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The descriptor that a path such as `/dev/fd/3` stands for.
  private static func ownDescriptor(_ path: String) -> Int32? {
    guard let number = Int32(name(of: path)), let real = realpath(folder(of: path), nil) else {
      return nil
    }
    defer { free(real) }
    let folder = String(cString: real)
    return folder == "/proc/\(getpid())/fd" || folder == "/dev/fd" ? number : nil
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func name(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }
}

extension POSIXError {
  /// The error of the last system call.
  static var current: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
