import Diagnostics
import Foundation
import Model

/// Files that the command line names, read whole, with errors that say which and why.
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
