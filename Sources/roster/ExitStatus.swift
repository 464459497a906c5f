import ArgumentParser

/// How the process ends: public interface.
enum ExitStatus: Int32 {
  /// Done, and converged.
  case success = 0
  /// An error: nothing, or not all, was done.
  case failure = 1
  /// `plan --detailed-exitcode`: there are changes.
  case changes = 2
  /// `apply`: all requests succeeded, and some contact has a finding.
  case findings = 3
  /// `apply`: all was applied and recorded, and a report could not be written.
  case unreported = 4
  /// Wrong use of the command line.
  case usage = 64
  /// Stopped by a signal.
  case interrupted = 130

  var exitCode: ExitCode { ExitCode(rawValue) }
}
