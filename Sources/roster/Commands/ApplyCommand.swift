import Engine
import ArgumentParser
import Diagnostics
import Foundation
import Model
import Planning
import Reporting
import Sandbox
import State

struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Make the CRM match the manifest, or apply a saved plan.",
    discussion: """
      Shows the plan, asks, sends what is needed, checks every answer and records it. A plan saved by \
      `roster plan --out` is applied exactly as it was reviewed.

      Exit status: 0 done and converged, 1 something failed, 3 all was sent and something did not \
      converge, 4 all was applied and a report could not be written, 130 interrupted.
      """
  )

  @OptionGroup(title: "Manifest and state") var manifest: ManifestOptions
  @OptionGroup(title: "Manifest and state") var stateOptions: StateOptions
  @OptionGroup(title: "Target") var target: TargetOptions
  @OptionGroup(title: "Target") var connection: ConnectionOptions
  @OptionGroup(title: "Planning") var planning: PlanningOptions
  @OptionGroup(title: "Output") var reports: ReportOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Flag(help: "Do not ask.")
  var autoApprove = false

  @Flag(
    name: .customLong("preflight"),
    inversion: .prefixedNo,
    help: "Check owners, custom fields and companies before the first write."
  )
  var preflight = true

  @Flag(help: "Expect contacts to exist already: do not name each one that is taken over.")
  var adopt = false

  @Option(help: ArgumentHelp("Stop after so many failures in a row; 0 never.", valueName: "n"))
  var maxFailures = 25

  func validate() throws {
    if maxFailures < 0 { throw ValidationError("--max-failures must be 0 or more.") }
  }

  /// What is applied.
  private enum Input {
    case saved(SavedPlanFile)
    case manifest(ManifestOptions.Source)
  }

  private func findInput() throws -> Input {
    if let saved = try SavedPlanFile.detect(manifest.paths) { return .saved(saved) }
    return .manifest(try manifest.source(CommandHint("apply").with(commonWords)))
  }

  /// The options that say where the CRM and the state are, for hints.
  private var commonWords: [String] {
    target.hintWords + connection.hintWords + stateOptions.hintWords
  }

  func run() async throws {
    let console = output.console
    let input = Result { try findInput() }
    let files = try reportFiles(try? input.get())
    let control = ApplyControl()
    // Of a run that has come to no plan.
    let stage = ApplyStage(
      ApplyOutput(
        plan: .none(for: "unknown"),
        reports: reports,
        files: files,
        console: console
      )
    )
    let result = try await Interruption.watch(control, stage) {
      do {
        return try await planAndApply(try input.get(), control, stage, console)
      } catch let error as any DiagnosableError {
        console.report(error.diagnostics)
        return .notStarted(stage.output.plan, because: error.diagnostics)
      }
    }
    stage.end()
    let problems = stage.output.finished(result)
    console.report(problems)
    var status = Self.status(of: result)
    if !problems.isEmpty || StandardOutput.finish() != nil, status == .success {
      console.report([Self.unreported])
      status = .unreported
    }
    if status != .success { throw status.exitCode }
  }

  private static let unreported = Diagnostic(
    .error,
    .reportUnwritten,
    "All was applied and recorded; only a report could not be written.",
    hint: "Nothing has to be applied again. `roster plan` shows that it is done."
  )

  /// The reports' files, held against what the run reads and keeps before it does anything.
  private func reportFiles(_ input: Input?) throws -> [ReportFile] {
    var outputs = RunOutputs()
    guard !reports.reports.isEmpty || StepSummary.isAsked || outputs.watchesStandardOutput else {
      return []
    }
    switch input {
    case .saved(let saved):
      outputs.keep(saved.path, as: "the plan that is applied")
      outputs.keepManifests(saved.manifestPaths + ManifestOptions.here)
      outputs.keepState(stateOptions.path(of: saved))
    case .manifest(let source): outputs.keepManifests(source.paths)
    case nil: outputs.keepManifests(manifest.paths)
    }
    for path in stateOptions.candidates(manifestPaths: manifest.paths) { outputs.keepState(path) }
    outputs.keep(connection.apiKeyFile, as: "the file of the API key")
    outputs.keep(connection.seed, as: "the sandbox's seed")
    try outputs.checkStandardOutput()
    let files = try reports.files(&outputs)
    try StepSummary.prepare(&outputs)
    return files
  }

  private func planAndApply(
    _ input: Input,
    _ control: ApplyControl,
    _ stage: ApplyStage,
    _ console: Console
  ) async throws -> ApplyResult {
    var savedPlan: SavedPlanFile?
    if case .saved(let saved) = input { savedPlan = saved }
    if let plan = savedPlan?.plan { stage.plan(plan) }
    try savedPlan?.check(planning)
    let target = target.following(savedPlan?.plan)
    let endpoint = try target.name()
    if savedPlan == nil { stage.plan(.none(for: endpoint)) }
    try requireApproval(isReviewed: savedPlan != nil)
    let desired: DesiredState
    var warnings: [Diagnostic] = []
    let store: StateStore
    switch input {
    case .manifest(let source):
      (desired, warnings) = try manifest.read(source)
      console.report(warnings)
      store = try stateOptions.store(manifestPaths: source.given)
      if stateOptions.named != nil, try store.isMissing() {
        console.report([StateError.noState(store.path, .warning)])
      }
    case .saved(let saved):
      store = StateStore(path: stateOptions.path(of: saved))
      desired = try manifest(of: saved, store)
      console.report(saved.changedFiles(desired))
    }
    let sandbox = EmbeddedSandbox(beside: store.path)
    let options = planning.planOptions(endpoint: endpoint, statePath: store.path)
    if let savedPlan {
      let snapshot = try await store.read(
        lockTimeout: stateOptions.lockTimeout.duration,
        leavingNoTrace: true
      )
      _ = try savedPlan.checked(desired, prior: snapshot.prior, options: options)
    }
    return try await store.withExclusiveLock(
      holder: LockHolder.current(command: "apply"),
      timeout: stateOptions.lockTimeout.duration
    ) { session in
      let snapshot =
        target.sandbox ? sandbox.aged(session.snapshot, store.path) : session.snapshot
      let prior = snapshot.prior
      console.report(snapshot.notices)
      var plan: Plan
      if let savedPlan {
        plan = try savedPlan.checked(desired, prior: prior, options: options)
        plan = plan.completed(
          manifest.unread(savedPlan.manifestPaths, store),
          CommandHint("plan").with(commonWords)
        )
      } else {
        plan = try Planner.plan(
          desired: desired,
          prior: prior,
          options: options,
          drift: try await planning.drift(of: prior, target, connection, sandbox, console)
        ).adding(warnings + snapshot.lasting)
        if case .manifest(let source) = input {
          plan = plan.completed(
            manifest.unread(source.given, store),
            CommandHint("apply").with(commonWords)
          )
        }
        let said = warnings + snapshot.notices
        console.report(plan.diagnostics.filter { !said.contains($0) }, only: .warning)
      }
      stage.plan(plan)
      let result = try await apply(
        plan,
        to: target,
        sandbox,
        isReviewed: savedPlan != nil,
        session,
        control,
        stage
      )
      if target.sandbox, let serial = result.serial, let lineage = store.lineage() {
        sandbox.record(serial, of: lineage)
      }
      return result
    }
  }

  /// What the manifest of a saved plan declares, which is refused where it does not belong before a
  /// lock is taken or a file made.
  ///
  /// - Throws: `DiagnosticsError`
  private func manifest(of savedPlan: SavedPlanFile, _ store: StateStore) throws -> DesiredState {
    // Of the lineage that the plan was made from there is one state, wherever the plan says that it
    // is.
    let isKnown = stateOptions.named != nil || savedPlan.isState(store.path)
    let paths = SavedPlanPaths(planPath: savedPlan.path, statePath: isKnown ? store.path : nil)
    let problems = paths.problems(savedPlan, statePath: isKnown ? nil : store.path)
    guard problems.isEmpty else { throw DiagnosticsError(problems) }
    if savedPlan.plan.basis.lineage != nil, try store.isMissing() {
      throw DiagnosticsError(savedPlan.missingState)
    }
    return try savedPlan.manifest(paths, followLinks: manifest.followLinks)
  }

  /// An unattended run must say that it is meant, before any work.
  private func requireApproval(isReviewed: Bool) throws {
    guard !isReviewed, !autoApprove, !Console.isInteractive else { return }
    let plan = CommandHint("plan").with(commonWords + planning.hintWords + manifest.hintWords)
      .with("--out", "plan.json")
    let apply = CommandHint("apply").with(commonWords).with("plan.json")
    throw DiagnosticsError(
      Diagnostic(
        .error,
        .noApproval,
        "There is no terminal to ask for approval on. Nothing was done.",
        hint: "Apply a reviewed plan, or say that it is meant:\n"
          + "  \(plan) && \(apply)\n  \(CommandHint.current.with("--auto-approve"))"
      )
    )
  }

  private func apply(
    _ plan: Plan,
    to target: TargetOptions,
    _ sandbox: EmbeddedSandbox,
    isReviewed: Bool,
    _ session: StateSession,
    _ control: ApplyControl,
    _ stage: ApplyStage
  ) async throws -> ApplyResult {
    let output = stage.output
    output.planned(PlanReport(plan: plan, version: Version.current))
    output.console.report(plan.diagnostics, only: .error)
    if plan.isErrored { return .notStarted(plan, because: plan.diagnostics) }
    let prior = session.snapshot.prior
    let absence =
      target.sandbox && connection.seed == nil
      ? sandbox.absence(from: prior, plan.hasChanges ? .error : .warning) : nil
    if let absence { output.console.report([absence]) }
    guard plan.hasChanges else {
      return ApplyResult(outcomes: [], ending: .complete, serial: nil)
    }
    // A plan that nobody could see is not applied.
    if let problem = absence ?? StandardOutput.problem {
      return .notStarted(plan, because: [problem])
    }
    if !isReviewed, !autoApprove {
      stage.ask()
      guard try await Approval.ask(plan) else { return .declined(plan) }
    }
    stage.send()
    return try await output.showProgress {
      try await TargetConnection.open(target, connection, sandbox, onEvent: output.observe) {
        crm in
        try await send(plan, session, crm, control, output)
      }
    }
  }

  private func send(
    _ plan: Plan,
    _ session: StateSession,
    _ crm: any CRM,
    _ control: ApplyControl,
    _ output: ApplyOutput
  ) async throws -> ApplyResult {
    let options = ApplyOptions(
      parallelism: connection.parallelism,
      maxFailures: maxFailures,
      preflight: preflight,
      adopt: adopt
    )
    return try await Apply.run(
      plan,
      session,
      crm,
      options: options,
      control: control,
      newLineage: Lineage(UUID().uuidString.lowercased()),
      onCheck: { diagnostics in
        let shown = plan.excerpting(diagnostics)
        output.report(shown)
        return shown
      },
      onEvent: output.observe
    )
  }

  private static func status(of result: ApplyResult) -> ExitStatus {
    switch result.ending {
    case .interrupted: .interrupted
    case .stopped, .declined: .failure
    case .complete where result.failed > 0 || result.notAttempted > 0: .failure
    case .complete: result.applied.findings > 0 ? .findings : .success
    }
  }
}
