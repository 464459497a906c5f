import Engine
import ArgumentParser
import Diagnostics
import Importing
import Lemlist
import Manifest
import Planning
import Reporting
import Sandbox
import State

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a diagnostic's code means, with an example and its repair."
  )

  @Argument(help: "A code such as R0203; without one, all codes are listed.")
  var code: String?

  @Flag(help: "Print the meaning of all codes as one page of Markdown.")
  var markdown = false

  func validate() throws {
    if markdown, code != nil { throw ValidationError("Give a code or --markdown, not both.") }
  }

  /// Every code that roster can print, by number.
  static var codes: [DiagnosticCode] {
    (DiagnosticCode.commandLineCodes + DiagnosticCode.manifestCodes + DiagnosticCode.planningCodes
      + DiagnosticCode.stateCodes + DiagnosticCode.clientCodes + DiagnosticCode.applyingCodes
      + DiagnosticCode.reportingCodes + DiagnosticCode.sandboxCodes + DiagnosticCode.importingCodes)
      .sorted { $0.id < $1.id }
  }

  /// `R0203`, however it is written: `r0203`, `R203`, `203`.
  private static func id(_ code: String) -> String {
    let digits = code.uppercased().drop { $0 == "R" }
    return "R" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  func run() throws {
    if markdown { return Console.standard.print(CodePage.markdown(Self.codes)) }
    guard let code else {
      Console.standard.print(Self.codes.map { "\($0.id)  \($0.heading)" }.joined(separator: "\n"))
      return
    }
    guard let found = Self.codes.first(where: { $0.id == Self.id(code) }) else {
      throw DiagnosticsError(
        Diagnostic(
          .error,
          .unknownCode,
          "There is no diagnostic code \(code).",
          hint: "List them all:\n  roster explain"
        )
      )
    }
    var text = "\(found.id): \(found.heading)\n\n\(found.explanation)\n"
    if !found.example.isEmpty {
      let lines = found.example.split(separator: "\n", omittingEmptySubsequences: false)
      text += "\nExample:\n\n" + lines.map { "  \($0)" }.joined(separator: "\n") + "\n"
    }
    Console.standard.print(text + "\nRepair: \(found.repair)")
  }
}
