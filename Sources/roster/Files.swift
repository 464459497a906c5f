import Diagnostics
import Foundation

/// Files that the command line names, read and written whole, with errors that say which and why.
enum Files {
  /// - Throws: `DiagnosticsError`
  static func read(_ path: String) throws -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw problem("read", path, error)
    }
  }

  /// Replaces the file at once or not at all; only its owner may read it.
  ///
  /// - Throws: `DiagnosticsError`
  static func write(_ text: String, to path: String) throws {
    let temporary = path + ".tmp-\(ProcessInfo.processInfo.processIdentifier)"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw problem("write", path, POSIXError.current) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      guard fchmod(descriptor, 0o600) == 0 else { throw POSIXError.current }
      try handle.write(contentsOf: Data(text.utf8))
      try handle.synchronize()
      guard rename(temporary, path) == 0 else { throw POSIXError.current }
    } catch {
      unlink(temporary)
      throw problem("write", path, error)
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
