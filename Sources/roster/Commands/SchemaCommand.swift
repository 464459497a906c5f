import ArgumentParser
import Manifest
import Reporting

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of the manifest, for editors, or of the plan.",
    discussion: """
      Write it beside the manifest, and editors with a YAML language server complete and check:
        roster schema > roster.schema.json
      with this as the manifest's first line:
        # yaml-language-server: $schema=./roster.schema.json
      """
  )

  @Flag(help: "Print the schema of the plan's JSON instead.")
  var plan = false

  func run() throws {
    Console.standard.print(plan ? PlanSchema.json() : ManifestSchema.json())
  }
}
