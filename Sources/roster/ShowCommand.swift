import ArgumentParser
import Diagnostics
import Planning
import Reporting

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a saved plan, in any form."
  )

  @Argument(help: "A plan that `roster plan --out` saved.", completion: .file(extensions: ["json"]))
  var plan: String

  @OptionGroup(title: "Output") var reports: ReportOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let console = output.console
    let saved = try SavedPlan.parse(try Files.read(plan), file: plan)
    let report = PlanReport(plan: saved, version: Version.current)
    if !saved.isMissing { console.report(saved.diagnostics, only: .warning) }
    try reports.show(report, console)
  }
}
