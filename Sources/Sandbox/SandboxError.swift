package import Diagnostics

/// Why a sandbox cannot start.
package enum SandboxError: DiagnosableError, Equatable {
  /// The port is taken or not allowed; the reason comes from the system.
  case cannotListen(port: Int, reason: String)
  /// The file cannot be opened or is not a sandbox's database; the reason is
  /// the system's or SQLite's.
  case cannotOpenDatabase(path: String, reason: String)

  package var diagnostics: [Diagnostic] {
    switch self {
    case .cannotListen(let port, let reason):
      [
        Diagnostic(
          .error,
          .sandboxCannotListen,
          "The sandbox cannot listen on port \(port) of 127.0.0.1: \(reason).",
          hint: "Give another port, or 0 for any free one."
        )
      ]
    case .cannotOpenDatabase(let path, let reason):
      [
        Diagnostic(
          .error,
          .sandboxCannotOpenDatabase,
          "The sandbox's database \(path) cannot be opened: \(reason).",
          hint: "Give another file, or remove this one to begin with an empty CRM."
        )
      ]
    }
  }
}
