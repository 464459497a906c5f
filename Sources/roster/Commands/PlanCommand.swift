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
    let source = Result { try manifest.source(command) }
    let outputs = try outputs((try? source.get())?.paths ?? manifest.paths)
    let plan: Plan
    do {
      plan = try await makePlan(try source.get(), console)
    } catch let error as any DiagnosableError {
      plan = .none(for: (try? target.name()) ?? "unknown", because: error.diagnostics)
    }
    try show(plan, outputs, console)
  }

  /// The command as it was given, but for what it reads and writes.
  private var command: CommandHint {
    CommandHint("plan").with(target.hintWords + stateOptions.hintWords)
  }

  /// The files that are written, each found to be writable.
  private struct Outputs {
    let reports: [ReportFile]
    let plan: OutputFile?
  }

  private func outputs(_ manifests: [String]) throws -> Outputs {
    var outputs = RunOutputs()
    guard
      out != nil || !reports.reports.isEmpty || StepSummary.isAsked
        || outputs.watchesStandardOutput
    else { return Outputs(reports: [], plan: nil) }
    outputs.keepManifests(manifests)
    for path in stateOptions.candidates(manifestPaths: manifests) { outputs.keepState(path) }
    outputs.keep(connection.apiKeyFile, as: "the file of the API key")
    outputs.keep(connection.seed, as: "the sandbox's seed")
    try outputs.checkStandardOutput()
    let plan = try out.map { try outputs.take($0, for: "--out \($0)") }
    let files = try reports.files(&outputs)
    try StepSummary.prepare(&outputs)
    return Outputs(reports: files, plan: plan)
  }

  /// Says its warnings on the way.
  private func makePlan(
    _ source: ManifestOptions.Source,
    _ console: Console
  ) async throws -> Plan {
    let endpoint = try target.name()
    let (desired, warnings) = try manifest.read(source)
    console.report(warnings)
    let store = try stateOptions.store(manifestPaths: source.given)
    if stateOptions.named != nil, try store.isMissing() {
      guard !detailedExitcode else { throw StateError.noState(store.path) }
      console.report([StateError.noState(store.path, .warning)])
    }
    let sandbox = EmbeddedSandbox(beside: store.path)
    var snapshot = try await store.read(
      lockTimeout: stateOptions.lockTimeout.duration
    )
    if target.sandbox { snapshot = sandbox.aged(snapshot, store.path) }
    console.report(snapshot.notices)
    if target.sandbox, !planning.refresh,
      let absence = sandbox.absence(from: snapshot.prior, .warning)
    {
      console.report([absence])
    }
    let plan = try Planner.plan(
      desired: desired,
      prior: snapshot.prior,
      options: planning.planOptions(endpoint: endpoint, statePath: store.path),
      drift: try await planning.drift(
        of: snapshot.prior,
        target,
        connection,
        sandbox,
        console
      )
    ).adding(warnings + snapshot.lasting).completed(manifest.unread(source.given, store), command)
    let said = warnings + snapshot.notices
    console.report(plan.diagnostics.filter { !said.contains($0) }, only: .warning)
    return plan
  }

  private func show(_ plan: Plan, _ outputs: Outputs, _ console: Console) throws {
    let report = PlanReport(plan: plan, version: Version.current)
    try reports.show(report, outputs.reports, console)
    try StepSummary.append(report.markdown(maxBytes: reports.maxBytes))
    if plan.isErrored { throw ExitStatus.failure.exitCode }
    if let file = outputs.plan {
      let placed = PlanReport(plan: plan.saved(in: file), version: Version.current)
      try file.write { append in try placed.writeJSON(to: append) }
      guard file.isFile else {
        console.say("The plan was written to \(file.path).")
        if detailedExitcode, plan.hasChanges { throw ExitStatus.changes.exitCode }
        return
      }
      let apply = CommandHint("apply").with(
        target.hintWords + connection.hintWords + stateOptions.hintWords
      ).with(file.path.hasPrefix("-") ? "./" + file.path : file.path)
      console.say("The plan was saved. Apply exactly that with:\n  \(apply)")
    }
    if detailedExitcode, plan.hasChanges { throw ExitStatus.changes.exitCode }
  }
}
