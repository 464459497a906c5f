import Diagnostics
import Foundation
import Reporting
import Synchronization

/// Where results and messages go: results to standard output, everything else to standard error.
///
/// What cannot be written is dropped, and does not stop the work; `StandardOutput` remembers it.
struct Console: Sendable {
  let color: ColorChoice
  let isQuiet: Bool
  let isVerbose: Bool

  /// For what happens before the options are known.
  static let standard = Console(color: .auto, isQuiet: false, isVerbose: false)

  /// How text on standard output is set.
  var outputStyle: TextStyle { style(of: STDOUT_FILENO) }

  /// How text on standard error is set.
  var errorStyle: TextStyle { style(of: STDERR_FILENO) }

  /// Whether a person is at both ends: can see a question and answer it.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// A result, to standard output.
  func print(_ text: String, _ form: WorkflowText.Form = .text) {
    let text = LogText.safe(text, form)
    StandardOutput.write(text.hasSuffix("\n") || text.isEmpty ? text : text + "\n")
  }

  /// A message, to standard error; `--quiet` drops it.
  func say(_ text: String) {
    guard !isQuiet else { return }
    Self.writeMessage(text + "\n")
  }

  /// Diagnostics, to standard error; `--quiet` drops warnings.
  func report(_ diagnostics: [Diagnostic]) {
    let shown = isQuiet ? diagnostics.filter { $0.severity == .error } : diagnostics
    guard !shown.isEmpty else { return }
    let text = DiagnosticReport.text(shown, errorStyle)
    Self.writeMessage(text.hasSuffix("\n") ? text : text + "\n")
    annotate(shown)
  }

  /// Text to standard error, made fit for it.
  static func writeMessage(_ text: String) { write(LogText.safe(text), to: STDERR_FILENO) }

  /// Commands to the service that runs a workflow, to standard output.
  func printCommands(_ text: String) { StandardOutput.write(Secrets.redacted(text)) }

  /// Those of that severity only: a plan's warnings are said before it, and its errors after it,
  /// where they are seen.
  func report(_ diagnostics: [Diagnostic], only severity: Diagnostic.Severity) {
    report(diagnostics.filter { $0.severity == severity })
  }

  /// In a GitHub workflow: puts diagnostics on the run's page and on the lines that they are about.
  ///
  /// The service shows few annotations a step, so the errors come first, and of many the rest is
  /// counted.
  func annotate(_ diagnostics: [Diagnostic]) {
    guard ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true" else { return }
    let text = DiagnosticReport.annotations(diagnostics, in: WorkflowFolder.current)
    Self.write(Secrets.redacted(text), to: STDERR_FILENO)
  }

  /// Writes all of the text, through interruptions and short writes.
  ///
  /// - Returns: the `errno` of what kept the rest from being written, such as `EPIPE` when the
  ///   reader is gone.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = writeOnce(descriptor, rest)
        if count < 0 {
          let code = errno
          guard code == EINTR || code == EAGAIN else { return code }
          if code == EAGAIN { waitForRoom(descriptor) }
          continue
        }
        rest = rest.dropFirst(count)
      }
      return nil
    }
  }

  private static func writeOnce(
    _ descriptor: Int32,
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Int {
    Foundation.write(descriptor, UnsafeBufferPointer(rebasing: bytes).baseAddress, bytes.count)
  }

  /// A reader that is slow, on a pipe that does not wait by itself.
  private static func waitForRoom(_ descriptor: Int32) {
    var descriptor = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&descriptor, 1, 1000)
  }

  private func style(of descriptor: Int32) -> TextStyle {
    TextStyle(color: usesColor(descriptor), width: Self.width(of: descriptor) ?? 80)
  }

  private func usesColor(_ descriptor: Int32) -> Bool {
    switch color {
    case .always: return true
    case .never: return false
    case .auto:
      let environment = ProcessInfo.processInfo.environment
      let isForbidden = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
      return !isForbidden && environment["TERM"] != "dumb" && isatty(descriptor) == 1
    }
  }

  /// The terminal's columns; `nil` when it is no terminal.
  static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return max(40, Int(size.ws_col))
  }
}
