import Engine
import ArgumentParser
import Diagnostics
import Foundation
import Importing
import JSONText
import Model
import State

struct PullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Make a manifest of the contacts that are in the CRM.",
    discussion: """
      Reads all contacts of the key's team and writes a new file; says what could not be taken over. To \
      manage them from then on, apply it with --adopt: the first apply sends every contact once, as it is.
      """
  )

  @Option(
    help: ArgumentHelp("The manifest to write (default: standard output).", valueName: "file"),
    completion: .file(extensions: ["yaml"])
  )
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Add only contacts that the manifests in that folder do not declare yet, as a new file in it.",
      valueName: "folder"
    ),
    completion: .directory
  )
  var mergeInto: String?

  @Flag(help: "Leave the owners out: they stay as the CRM has them.")
  var withoutOwners = false

  @OptionGroup(title: "Target") var target: TargetOptions
  @OptionGroup(title: "Target") var connection: ConnectionOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if out != nil, mergeInto != nil {
      throw ValidationError("Give --out or --merge-into, not both.")
    }
  }

  func run() async throws {
    let console = output.console
    let existing = try mergeInto.flatMap { try NewManifest.declared(in: $0) }
    var outputs = RunOutputs()
    outputs.keep(connection.apiKeyFile, as: "the file of the API key")
    let destination = try NewManifest.destination(
      out: out,
      mergeInto: mergeInto,
      name: "pulled",
      &outputs
    )
    let here = StateLocation(manifests: ManifestOptions.here)
    // No state is read here: where it could be meant in two ways, the sandbox that is there is
    // taken.
    let statePath =
      (try? here.path())
      ?? here.candidates.first { path in
        FileManager.default.fileExists(atPath: EmbeddedSandbox(beside: path).database)
      }
    let sandbox = EmbeddedSandbox(beside: statePath ?? StateLocation.fileName)
    if target.sandbox, connection.seed == nil, let absence = sandbox.absence {
      throw DiagnosticsError(absence)
    }
    let (contacts, types) = try await TargetConnection.open(
      target,
      connection,
      sandbox,
      onEvent: { _ in }
    ) { crm in try await read(crm, console) }
    let result = Importer.manifest(
      of: contacts,
      source: try target.name(),
      customTypes: types,
      existing: existing
    )
    try NewManifest.write(result, to: destination, mergeInto: mergeInto, console)
  }

  /// - Returns: the contacts as a manifest can declare them, and the types of the custom fields.
  private func read(
    _ crm: any CRM,
    _ console: Console
  ) async throws -> ([CRMContact], [String: CustomFieldType]) {
    let content = try await Pull.read(crm) { count, total in
      guard console.isVerbose else { return }
      console.say("Read \(count)\(total.map { " of \($0)" } ?? "") contacts.")
    }
    let reading = PulledContacts(content, takesOwners: !withoutOwners)
    return (content.contacts.map(reading.contact), reading.types)
  }
}
