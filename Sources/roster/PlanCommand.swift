import ArgumentParser
import Diagnostics
import Foundation
import Manifest
import Model
import Planning
import Reporting
import State

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what an apply would do.",
    discussion: """
      Compares the manifest with the state file. Changes nothing, and needs no key; with --refresh it \
      reads the contacts from the CRM and plans against what they have become. Where errors leave no \
      plan, every report says which.

      Exit status: 0 planned, 1 error; with --detailed-exitcode 2 when there are changes.
      """
  )

  @OptionGroup(title: "Manifest and state") var manifest: ManifestOptions
  @OptionGroup(title: "Manifest and state") var stateOptions: StateOptions
  @OptionGroup(title: "Target") var target: TargetOptions
  @OptionGroup(title: "Target") var connection: ConnectionOptions
  @OptionGroup(title: "Planning") var planning: PlanningOptions
  @OptionGroup(title: "Output") var reports: ReportOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(
    help: ArgumentHelp("Save the plan, for `roster apply FILE`.", valueName: "file"),
    completion: .file(extensions: ["json"])
  )
  var out: String?

  @Flag(help: "Exit with 2 when there are changes.")
  var detailedExitcode = false

  func run() async throws {
    let console = output.console
    for target in reports.reports { try Files.checkFolder(of: target.path) }
    let plan: Plan
    do {
      plan = try await makePlan(console)
    } catch let error as any DiagnosableError {
      plan = .none(for: (try? target.name()) ?? "unknown", because: error.diagnostics)
    }
    try show(plan, console)
  }

  /// Says its warnings on the way.
  private func makePlan(_ console: Console) async throws -> Plan {
    let endpoint = try target.name()
    let paths = try ManifestOptions.effectivePaths(manifest.paths)
    let (desired, warnings) = try manifest.read(console)
    console.report(warnings)
    let store = stateOptions.store(manifestPaths: paths)
    let snapshot = try await store.read(
      lockTimeout: stateOptions.lockTimeout.duration,
      // What is read from the CRM is held against every contact.
      against: planning.refresh ? nil : desired
    )
    console.report(snapshot.notices)
    let plan = Planner.plan(
      desired: desired,
      prior: snapshot.prior,
      options: planning.planOptions(endpoint: endpoint, statePath: store.path),
      drift: try await planning.drift(of: snapshot.prior, target, connection, console)
    ).adding(warnings + snapshot.lasting)
    let said = warnings + snapshot.notices
    console.report(plan.diagnostics.filter { !said.contains($0) }, only: .warning)
    return plan
  }

  private func show(_ plan: Plan, _ console: Console) throws {
    let report = PlanReport(plan: plan, version: Version.current)
    try reports.show(report, console)
    try StepSummary.append(report.markdown(maxBytes: reports.maxBytes))
    if plan.isErrored { throw ExitStatus.failure.exitCode }
    if let out {
      try Files.write(to: out) { append in try report.writeJSON(to: append) }
      console.say("The plan was saved. Apply exactly that with:\n  roster apply \(out)")
    }
    if detailedExitcode, plan.hasChanges { throw ExitStatus.changes.exitCode }
  }
}
