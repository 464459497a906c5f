import Applying
import ArgumentParser
import Diagnostics
import Foundation
import LemlistAPI
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
      converge, 130 interrupted.
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

  @Flag(help: "Expect contacts to exist already: taking one over is no finding.")
  var adopt = false

  @Option(help: ArgumentHelp("Stop after so many failures in a row; 0 never.", valueName: "n"))
  var maxFailures = 25

  func validate() throws {
    if maxFailures < 0 { throw ValidationError("--max-failures must be 0 or more.") }
  }

  func run() async throws {
    let console = output.console
    for target in reports.reports { try Files.checkFolder(of: target.path) }
    let control = ApplyControl()
    // Of a run that has come to no plan.
    let stage = ApplyStage(
      ApplyOutput(plan: .none(for: "unknown"), reports: reports, console: console)
    )
    let result = try await Interruption.watch(control, stage) {
      do {
        return try await planAndApply(control, stage, console)
      } catch let error as any DiagnosableError {
        console.report(error.diagnostics)
        return .notStarted(stage.output.plan, because: error.diagnostics)
      }
    }
    stage.end()
    try stage.output.finished(result)
    let status = Self.status(of: result)
    if status != .success { throw status.exitCode }
  }

  private func planAndApply(
    _ control: ApplyControl,
    _ stage: ApplyStage,
    _ console: Console
  ) async throws -> ApplyResult {
    let savedPlan = try SavedPlanFile.detect(manifest.paths)
    if let plan = savedPlan?.plan { stage.plan(plan) }
    try savedPlan?.check(planning, manifest)
    let target = target.following(savedPlan?.plan)
    let endpoint = try target.name()
    if savedPlan == nil { stage.plan(.none(for: endpoint)) }
    try requireApproval(isReviewed: savedPlan != nil)
    let paths = try savedPlan == nil ? ManifestOptions.effectivePaths(manifest.paths) : []
    let declared = try savedPlan == nil ? manifest.read(console) : nil
    console.report(declared?.warnings ?? [])
    let store =
      savedPlan.map { stateOptions.store(of: $0.plan) } ?? stateOptions.store(manifestPaths: paths)
    let options = planning.planOptions(endpoint: endpoint, statePath: store.path)
    if let savedPlan { try await check(savedPlan, store, options, console) }
    return try await store.withExclusiveLock(
      holder: LockHolder.current(command: "apply"),
      timeout: stateOptions.lockTimeout.duration
    ) { session in
      let prior = session.snapshot.prior
      console.report(session.snapshot.notices)
      let plan: Plan
      if let savedPlan {
        plan = try savedPlan.checked(prior: prior, options: options)
      } else if let (desired, warnings) = declared {
        plan = Planner.plan(
          desired: desired,
          prior: prior,
          options: options,
          drift: try await planning.drift(of: prior, target, connection, console)
        ).adding(warnings + session.snapshot.lasting)
        let said = warnings + session.snapshot.notices
        console.report(plan.diagnostics.filter { !said.contains($0) }, only: .warning)
      } else {
        preconditionFailure("there is a saved plan or a manifest")
      }
      stage.plan(plan)
      return try await apply(
        plan,
        to: target,
        isReviewed: savedPlan != nil,
        session,
        control,
        stage
      )
    }
  }

  /// Refuses a saved plan that does not belong here, before a lock is taken or a file made.
  ///
  /// - Throws: `DiagnosticsError`, or a `StateError` when the state cannot be read.
  private func check(
    _ savedPlan: SavedPlanFile,
    _ store: StateStore,
    _ options: PlanOptions,
    _ console: Console
  ) async throws {
    let isNamed = stateOptions.isNamed
    let paths = SavedPlanPaths(planPath: savedPlan.path, statePath: isNamed ? store.path : nil)
    let problems = paths.problems(savedPlan.plan, statePath: isNamed ? nil : store.path)
    guard problems.isEmpty else { throw DiagnosticsError(problems) }
    console.report(savedPlan.changedFiles(paths))
    let snapshot = try await store.read(
      lockTimeout: stateOptions.lockTimeout.duration,
      leavingNoTrace: true
    )
    _ = try savedPlan.checked(prior: snapshot.prior, options: options)
  }

  /// An unattended run must say that it is meant, before any work.
  private func requireApproval(isReviewed: Bool) throws {
    guard !isReviewed, !autoApprove, !Console.isInteractive else { return }
    throw DiagnosticsError(
      Diagnostic(
        .error,
        .noApproval,
        "There is no terminal to ask for approval on. Nothing was done.",
        hint: "Apply a reviewed plan, or say that it is meant:\n"
          + "  roster plan --out plan.json && roster apply plan.json\n  roster apply --auto-approve"
      )
    )
  }

  private func apply(
    _ plan: Plan,
    to target: TargetOptions,
    isReviewed: Bool,
    _ session: StateSession,
    _ control: ApplyControl,
    _ stage: ApplyStage
  ) async throws -> ApplyResult {
    let output = stage.output
    output.planned(PlanReport(plan: plan, version: Version.current))
    output.console.report(plan.diagnostics, only: .error)
    if plan.isErrored { return .notStarted(plan, because: plan.diagnostics) }
    guard plan.hasChanges else {
      return ApplyResult(outcomes: [], ending: .complete, serial: nil)
    }
    if !isReviewed, !autoApprove {
      stage.ask()
      guard try await Approval.ask(plan) else { return .declined(plan) }
    }
    stage.send()
    return try await output.showProgress {
      try await TargetConnection.open(target, connection, onEvent: output.observe) { client in
        try await send(plan, session, client, control, output)
      }
    }
  }

  private func send(
    _ plan: Plan,
    _ session: StateSession,
    _ client: LemlistClient,
    _ control: ApplyControl,
    _ output: ApplyOutput
  ) async throws -> ApplyResult {
    let prior = session.snapshot.prior
    control.onInterrupt { client.stopSending() }
    let checked: Preflight.Result
    do throws(APIError) {
      checked = try await Preflight.run(
        plan,
        prior: prior,
        client: client,
        checksValues: preflight
      )
    } catch {
      guard !control.isInterrupted else { return .notStarted(plan, because: []) }
      output.report(error.diagnostics)
      return .notStarted(plan, because: error.diagnostics)
    }
    let diagnostics = plan.excerpting(checked.diagnostics)
    output.report(diagnostics)
    if diagnostics.containsError { return ApplyResult.notStarted(plan, because: diagnostics) }
    let applier = Applier(
      client: client,
      session: session,
      facts: checked.facts,
      options: ApplyOptions(
        parallelism: connection.parallelism,
        maxFailures: maxFailures,
        preflight: preflight,
        adopt: adopt
      ),
      control: control
    )
    return await applier.apply(
      plan,
      prior: prior,
      newLineage: Lineage(UUID().uuidString.lowercased()),
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

extension ApplyResult {
  /// Nothing was sent, because of these errors.
  static func notStarted(_ plan: Plan, because diagnostics: [Diagnostic]) -> ApplyResult {
    let outcomes = Outcomes(notAttempted: plan.changes)
    guard let first = diagnostics.first(where: { $0.severity == .error }) else {
      return ApplyResult(outcomes: outcomes, ending: .interrupted, serial: nil)
    }
    return ApplyResult(
      outcomes: outcomes,
      ending: .stopped(first),
      serial: nil,
      diagnostics: diagnostics
    )
  }

  /// Nothing was sent, because a person did not approve it.
  static func declined(_ plan: Plan) -> ApplyResult {
    ApplyResult(outcomes: Outcomes(notAttempted: plan.changes), ending: .declined, serial: nil)
  }
}
