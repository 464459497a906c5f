import ArgumentParser
import Model
import Planning
import Reporting
import State

struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Show what was changed in the CRM since the last apply.",
    discussion: """
      Reads the contacts of the state from the CRM, a hundred in a request, and compares them with what \
      was last applied. Changes nothing. `roster apply --refresh` undoes what it shows.

      Exit status: 0 compared, 1 error; with --detailed-exitcode 2 when there is drift.
      """
  )

  @Argument(help: "Only contacts whose address matches.")
  var glob: AddressPatternArgument?

  @OptionGroup(title: "State") var stateOptions: StateOptions
  @OptionGroup(title: "Target") var target: TargetOptions
  @OptionGroup(title: "Target") var connection: ConnectionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @Option(help: "The form of the result: text or json.") var format: StateFormat = .text

  @Flag(help: "Exit with 2 when there is drift.")
  var detailedExitcode = false

  func run() async throws {
    let console = output.console
    let store = try stateOptions.existing()
    let snapshot = try await stateOptions.snapshot(of: store, console)
    let prior = snapshot.prior
    let sandbox = EmbeddedSandbox(beside: store.path)
    if target.sandbox {
      let notices = sandbox.aged(snapshot, store.path).notices
      console.report(notices.filter { !snapshot.notices.contains($0) })
    }
    let isSelected = { (address: Address) in glob?.pattern.matches(address) ?? true }
    let drift = try await Refreshing.drift(
      of: prior,
      target,
      connection,
      sandbox,
      console,
      isSelected: isSelected
    )
    let contacts = try prior.contacts.all()
    if let glob { glob.warn(among: contacts, console) }
    let compared = contacts.filter { isSelected($0.address) }
    let report = DriftReport(
      drift,
      prior: prior,
      compared: compared.count,
      unsettled: compared.count { !$0.findings.isEmpty },
      undo: CommandHint("apply").with("--refresh")
        .with(target.hintWords + connection.hintWords + stateOptions.hintWords).description
    )
    switch format {
    case .text: console.print(report.text(console.outputStyle))
    case .json: console.print(report.json(), .json)
    }
    if detailedExitcode, !drift.isEmpty { throw ExitStatus.changes.exitCode }
  }
}
