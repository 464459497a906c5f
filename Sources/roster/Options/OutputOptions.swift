import ArgumentParser
import Reporting

/// When text is coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto
  case always
  case never
}

extension ReportFormat: ExpressibleByArgument {}
extension PlanGrouping: ExpressibleByArgument {}

/// `--report FORMAT=FILE`.
struct ReportTarget: ExpressibleByArgument {
  let format: ReportFormat
  let path: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = ReportFormat(rawValue: parts[0]) else { return nil }
    self.format = format
    path = parts[1]
  }
}

/// A report, and the file that it goes to.
struct ReportFile: Sendable {
  let format: ReportFormat
  let file: OutputFile
}

struct OutputOptions: ParsableArguments {
  @Option(help: "When to use colour: auto, always or never. NO_COLOR is honoured.")
  var color: ColorChoice = .auto

  @Flag(name: .shortAndLong, help: "Say only results and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more about what happens.")
  var verbose = false

  func validate() throws {
    if quiet && verbose { throw ValidationError("Give --quiet or --verbose, not both.") }
  }

  var console: Console { Console(color: color, isQuiet: quiet, isVerbose: verbose) }
}

struct ReportOptions: ParsableArguments {
  @Option(help: "The form of the result on standard output: text, json, markdown or html.")
  var format: ReportFormat = .text

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      "Write the report to a file too, also on failure; repeatable.",
      valueName: "format=file"
    )
  )
  var reports: [ReportTarget] = []

  @Flag(help: "List every change in the text, instead of folding alike ones above 200.")
  var full = false

  @Option(help: "Group the plan's text: by file or by company.")
  var groupBy: PlanGrouping?

  @Flag(help: "Show the plan's text as counts by action, company and field only.")
  var summary = false

  @Option(help: ArgumentHelp("Never write longer Markdown than that.", valueName: "bytes"))
  var maxBytes = ReportOptions.defaultMaxBytes

  /// Services refuse comments that are not much longer.
  static let defaultMaxBytes = 60_000

  func validate() throws {
    if maxBytes < 1000 { throw ValidationError("--max-bytes must be 1000 or more.") }
  }

  /// The reports' files, found to be writable.
  ///
  /// - Throws: `DiagnosticsError` when one cannot be written, or must not be.
  func files(_ outputs: inout RunOutputs) throws -> [ReportFile] {
    try reports.map { report in
      let option = "--report \(report.format.rawValue)=\(report.path)"
      return ReportFile(format: report.format, file: try outputs.take(report.path, for: option))
    }
  }

  /// How a plan is shown.
  var planView: PlanView {
    PlanView(full: full, grouping: groupBy, isSummary: summary, maxBytes: maxBytes)
  }
}
