import ArgumentParser
import Manifest

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of the manifest, for editors.",
    discussion: """
      Write it beside the manifest, and editors with a YAML language server complete and check:
        roster schema > roster.schema.json
      with this as the manifest's first line:
        # yaml-language-server: $schema=./roster.schema.json
      """
  )

  func run() throws {
    Console.standard.print(ManifestSchema.json())
  }
}
