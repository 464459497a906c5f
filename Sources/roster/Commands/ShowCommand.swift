import ArgumentParser
import Diagnostics
import Planning
import Reporting
import State

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
    var outputs = RunOutputs()
    outputs.keep(plan, as: "the plan itself")
    let file = SavedPlanFile(plan: saved, path: plan)
    outputs.keepManifests(file.manifestPaths + ManifestOptions.here)
    for state in file.states { outputs.keepState(state.path) }
    outputs.keepState(StateLocation.fileName)
    let files = try reports.files(&outputs)
    let report = PlanReport(plan: saved, version: Version.current)
    if !saved.isMissing { console.report(saved.diagnostics, only: .warning) }
    try reports.show(report, files, console)
  }
}
