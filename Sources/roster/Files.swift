import Diagnostics
import Foundation
import Model

/// Files that the command line names, read and written whole, with errors that say which and why.
enum Files {
  /// The whole of a file, or of what a program writes into a pipe.
  ///
  /// A pipe that nobody writes to is empty; a device, which may never end, is refused.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: In bytes; more is an error.
  /// - Returns: its bytes.
  /// - Throws: `DiagnosticsError`
  static func read(_ path: String, limit: Int = .max) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw problem("read", path, POSIXError.current) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw problem("read", path, POSIXError.current) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw problem("read", path, POSIXError(.EISDIR))
    case S_IFCHR, S_IFBLK: throw refusal(path, "is a device, not a file")
    default: break
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(Int(status.st_size), limit) + 1)
    while true {
      let count = try readOnce(descriptor, path, into: &bytes)
      if count == 0 { return bytes }
      guard bytes.count <= limit else {
        throw refusal(path, "has more than \(limit) bytes")
      }
    }
  }

  /// The SHA-256 of a regular file in lower-case hexadecimal; `nil` when it cannot be read.
  ///
  /// Reads as many bytes as the file says that it has, and never waits.
  static func digest(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let hash = SHA256()
    var rest = Int(status.st_size)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while rest > 0 {
      let count = Foundation.read(descriptor, buffer.baseAddress, min(rest, buffer.count))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      rest -= count
    }
    return hexadecimal(hash.finalize())
  }

  private static func readOnce(
    _ descriptor: Int32,
    _ path: String,
    into bytes: inout [UInt8]
  ) throws -> Int {
    let count = withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
      while true {
        let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
        if count >= 0 {
          bytes.append(contentsOf: buffer[..<count])
          return count
        }
        if errno == EAGAIN {
          var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          poll(&wait, 1, -1)
        } else if errno != EINTR {
          return count
        }
      }
    }
    guard count >= 0 else { throw problem("read", path, POSIXError.current) }
    return count
  }

  private static func refusal(_ path: String, _ reason: String) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        .error,
        .unreadableFile,
        "Cannot read \(path): it \(reason).",
        hint: "Check the path."
      )
    )
  }

  /// Replaces the file at once or not at all; only its owner may read it.
  ///
  /// - Throws: `DiagnosticsError`
  static func write(_ text: String, to path: String) throws {
    try write(to: path, replace, isDurable: true) { append in
      try [UInt8](Secrets.redacted(text).utf8).withUnsafeBytes(append)
    }
  }

  /// As `write(_:to:)`, with what `body` hands over piece by piece.
  ///
  /// Without waiting for the disk: for large files that tell when they are damaged, and can be made again.
  ///
  /// - Throws: `DiagnosticsError`
  static func write(
    to path: String,
    _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    try write(to: path, replace, isDurable: false, body)
  }

  /// As `write(_:to:)`, but for a new file: one that is there already is an error, and stays.
  ///
  /// - Throws: `DiagnosticsError`
  static func writeNew(_ text: String, to path: String) throws {
    try write(to: path, add, isDurable: true) { append in
      try [UInt8](text.utf8).withUnsafeBytes(append)
    }
  }

  private static func write(
    to path: String,
    _ put: Placing,
    isDurable: Bool,
    _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    let temporary = path + ".tmp-\(ProcessInfo.processInfo.processIdentifier)"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw problem("write", path, POSIXError.current) }
    defer { close(descriptor) }
    do {
      guard fchmod(descriptor, 0o600) == 0 else { throw POSIXError.current }
      try body { try writeAll($0, to: descriptor) }
      if isDurable, fsync(descriptor) != 0 { throw POSIXError.current }
      try put(temporary, path)
    } catch {
      unlink(temporary)
      throw problem("write", path, error)
    }
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let count = Foundation.write(descriptor, piece.baseAddress, piece.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw POSIXError.current
      }
    }
  }

  /// Checks that files can be made in the path's folder, before half an hour's work ends in nothing.
  ///
  /// - Throws: `DiagnosticsError`
  static func checkFolder(of path: String) throws {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? "."
    guard access(folder, W_OK | X_OK) == 0 else { throw problem("write", path, POSIXError.current) }
  }

  /// Puts a finished file in its place.
  private typealias Placing = (_ temporary: String, _ path: String) throws -> Void

  /// In the place of whatever is there.
  private static func replace(_ temporary: String, _ path: String) throws {
    guard rename(temporary, path) == 0 else { throw POSIXError.current }
  }

  /// Where nothing is, be it a link that leads nowhere, or what another program has just made.
  private static func add(_ temporary: String, _ path: String) throws {
    // The name is taken first, as not every file system can rename without replacing.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw POSIXError.current }
    close(descriptor)
    do {
      try replace(temporary, path)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// What the operating system said, as an error for the user.
  static func problem(_ verb: String, _ path: String, _ error: any Error) -> DiagnosticsError {
    let reason = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
    let isPOSIX = reason.domain == NSPOSIXErrorDomain
    let text =
      isPOSIX ? String(cString: strerror(Int32(reason.code))) : "\(reason.localizedDescription)"
    return DiagnosticsError(
      Diagnostic(
        .error,
        .unreadableFile,
        "Cannot \(verb) \(path): \(text).",
        hint: "Check the path, its folder and their permissions."
      )
    )
  }
}

extension POSIXError {
  /// The error of the last system call.
  fileprivate static var current: POSIXError {
    POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
  }
}
