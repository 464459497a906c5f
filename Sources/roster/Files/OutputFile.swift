import Diagnostics
import Foundation
import State

/// A file, device or pipe to write to, looked at before the work whose result goes there.
///
/// A file is there whole or not at all; of a link, its target is replaced and the link stays.
/// Devices, pipes and this process's own descriptors are written into.
struct OutputFile: Sendable {
  /// As it was given.
  let path: String
  private let destination: Destination

  private enum Destination: Sendable {
    /// To be replaced, at that path.
    case file(String)
    /// Already open; stays so until the process ends.
    case stream(Int32)
  }

  /// - Parameters:
  ///   - path: As it was given.
  ///   - place: What it leads to.
  /// - Throws: `DiagnosticsError` when it cannot be written.
  init(_ path: String, at place: FilePlace) throws {
    self.path = path
    do {
      destination = try Self.destination(place)
    } catch {
      throw Files.problem("write", path, error)
    }
  }

  private static func destination(_ place: FilePlace) throws -> Destination {
    if let descriptor = place.descriptor {
      let flags = fcntl(descriptor, F_GETFL)
      guard flags >= 0, flags & O_ACCMODE != O_RDONLY else { throw POSIXError(.EBADF) }
      return .stream(descriptor)
    }
    if place.isFolder { throw POSIXError(.EISDIR) }
    guard place.mode == nil || place.isRegular else { return .stream(try opened(place.path)) }
    let (descriptor, temporary) = try makeTemporary(beside: place.path)
    close(descriptor)
    unlink(temporary)
    return .file(place.path)
  }

  /// Whether it is a file that can be read again, and no device, pipe or descriptor.
  var isFile: Bool {
    if case .file = destination { true } else { false }
  }

  /// The real path of the folder that the file is in; `nil` for what is in none, such as a pipe.
  var folder: String? {
    guard case .file(let path) = destination else { return nil }
    let slash = path.lastIndex(of: "/")
    return RelativePath.real(slash.map { String(path[...$0]) } ?? ".")
  }

  /// How long to wait for the reader of a pipe, which may just be starting, in tenths of a second.
  private static let patience = 50

  private static func opened(_ path: String) throws -> Int32 {
    for _ in 0..<patience {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
      if descriptor >= 0 {
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK)
        return descriptor
      }
      // Nobody reads from the pipe yet.
      guard errno == ENXIO || errno == EINTR else { throw POSIXError.current }
      usleep(100_000)
    }
    throw NoReader()
  }

  /// Nobody has opened a pipe for reading.
  struct NoReader: LocalizedError {
    var errorDescription: String? { "nobody reads from it" }
  }

  /// Writes all of a text, on the disk when this returns; only its owner may read a file.
  ///
  /// - Throws: `DiagnosticsError`
  func write(_ text: String) throws {
    try write(isDurable: true) { append in
      try [UInt8](Secrets.redacted(text).utf8).withUnsafeBytes(append)
    }
  }

  /// As `write(_:)`, with what `body` hands over piece by piece.
  ///
  /// Without waiting for the disk: for large files that tell when they are damaged, and can be made
  /// again.
  ///
  /// - Throws: `DiagnosticsError`
  func write(
    _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    try write(isDurable: false, body)
  }

  private func write(
    isDurable: Bool,
    _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    do {
      switch destination {
      case .stream(let descriptor):
        try body { try Self.writeAll($0, to: descriptor) }
      case .file(let path):
        let (descriptor, temporary) = try Self.makeTemporary(beside: path)
        do {
          defer { close(descriptor) }
          try body { try Self.writeAll($0, to: descriptor) }
          if isDurable, fsync(descriptor) != 0 { throw POSIXError.current }
          guard rename(temporary, path) == 0 else { throw POSIXError.current }
        } catch {
          unlink(temporary)
          throw error
        }
      }
    } catch {
      throw Files.problem("write", path, error)
    }
  }

  /// As `write(_:)`, but for a new file: one that is there by now is an error, and stays.
  ///
  /// - Throws: `DiagnosticsError`
  func writeNew(_ text: String) throws {
    guard case .file(let target) = destination else { return try write(text) }
    // The name is taken first, as not every file system can rename without replacing.
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Files.problem("write", path, POSIXError.current) }
    close(descriptor)
    do {
      try write(text)
    } catch {
      unlink(target)
      throw error
    }
  }

  private static func makeTemporary(
    beside path: String
  ) throws -> (descriptor: Int32, path: String) {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let random = String(UInt64.random(in: 0 ... .max), radix: 36)
    // Short, whatever the file's own name, and hidden, so that no manifest's folder takes it for
    // one.
    let temporary = path[..<slash] + ".roster-" + random + ".tmp"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = open(String(temporary), flags, 0o600)
    guard descriptor >= 0 else { throw POSIXError.current }
    // The umask may have taken the owner's rights away.
    _ = fchmod(descriptor, 0o600)
    return (descriptor, String(temporary))
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let count = Foundation.write(descriptor, piece.baseAddress, piece.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&wait, 1, 1000)
      } else if errno != EINTR {
        throw POSIXError.current
      }
    }
  }
}
