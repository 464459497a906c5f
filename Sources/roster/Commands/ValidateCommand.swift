import ArgumentParser
import Diagnostics
import Manifest
import Model
import Reporting

/// The form of diagnostics on standard output.
enum DiagnosticFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  case github
  case sarif
}

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check manifests: everything that is wrong, with its place and its repair.",
    discussion: "Reads no state and sends nothing. Exit status: 0 valid, 1 not."
  )

  @OptionGroup(title: "Manifest") var manifest: ManifestOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(
    help: "The form of the result: text, json, github (workflow annotations) or sarif (2.1.0)."
  )
  var format: DiagnosticFormat = .text

  func run() throws {
    let console = output.console
    let command = CommandHint("validate")
    let result = manifest.diagnose(try manifest.source(command))
    switch format {
    case .text: console.report(result.diagnostics)
    case .json:
      console.print(DiagnosticReport.json(result.diagnostics, counts: result.counts), .json)
    case .github:
      console.printCommands(
        DiagnosticReport.github(result.diagnostics, in: WorkflowFolder.current)
      )
    case .sarif:
      console.print(
        SARIFReport.json(
          result.diagnostics,
          version: Version.current,
          in: WorkflowFolder.current
        ),
        .json
      )
    }
    guard let desired = result.desired else {
      if format == .text {
        console.say("Not valid: \(DiagnosticReport.count(result.counts)).")
      }
      throw ExitStatus.failure.exitCode
    }
    guard format == .text else { return }
    let contacts = desired.contacts.count
    let files = desired.files.count
    console.print(
      "Valid: \(contacts) \(contacts == 1 ? "contact" : "contacts") in \(files) "
        + "\(files == 1 ? "file" : "files")."
    )
  }
}
