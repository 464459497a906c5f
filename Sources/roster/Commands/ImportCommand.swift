import ArgumentParser
import Diagnostics
import Foundation
import Importing
import Manifest
import Model

extension ImportOptions.Mapping: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension ImportOptions.Owner: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension Charset: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension ImportOptions.CompanySource: ExpressibleByArgument {}

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a manifest of CSV files and vCards.",
    discussion: """
      Knows the exports of lemlist, HubSpot, Google Contacts, LinkedIn, Apollo, Salesforce and Outlook. \
      Shows which column became what, and row by row what was merged or left out. Writes new files only.
      """
  )

  @Argument(
    help: "CSV files or vCards, or - for standard input.",
    completion: .file(extensions: ["csv", "tsv", "vcf"])
  )
  var files: [String]

  @Option(
    help: ArgumentHelp("The manifest to write (default: standard output).", valueName: "file"),
    completion: .file(extensions: ["yaml"])
  )
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Take a column as a field, such as 'Work Email=email'; repeatable.",
      valueName: "column=field"
    )
  )
  var map: [ImportOptions.Mapping] = []

  @Option(
    help: ArgumentHelp("Take a column as a custom field; repeatable.", valueName: "column")
  )
  var custom: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take an owner's name as an email address or user id, such as 'Ada Brook=ada@example.com'; "
        + "repeatable.",
      valueName: "name=owner"
    )
  )
  var owner: [ImportOptions.Owner] = []

  @Option(
    help: ArgumentHelp(
      "The files' encoding, such as windows-1250 or shift_jis (default: found by looking).",
      valueName: "name"
    )
  )
  var encoding: Charset?

  @Option(help: "What makes two rows' company the same: domain or name.")
  var companyFrom: ImportOptions.CompanySource?

  @Option(
    help: ArgumentHelp(
      "The CSV files' delimiter (default: found by looking).",
      valueName: "character"
    )
  )
  var delimiter: String?

  @Option(
    help: ArgumentHelp(
      "Add only contacts that the manifests in that folder do not declare yet, as a new file in it.",
      valueName: "folder"
    ),
    completion: .directory
  )
  var mergeInto: String?

  @OptionGroup(title: "Output") var output: OutputOptions

  /// In bytes: 256 MiB, beyond which the rows would not fit into a small machine's memory.
  private static let fileSize = 256 << 20

  func validate() throws {
    if let delimiter, !Self.isDelimiter(delimiter) {
      throw ValidationError(
        "--delimiter must be one character, or \\t; a quote or a line break cannot be it."
      )
    }
    if out != nil, mergeInto != nil {
      throw ValidationError("Give --out or --merge-into, not both.")
    }
  }

  private static func read(_ path: String) throws -> ImportFile {
    let isStandardInput = path == "-"
    return ImportFile(
      name: isStandardInput ? "<stdin>" : path,
      bytes: try Files.read(isStandardInput ? "/dev/stdin" : path, limit: fileSize)
    )
  }

  private static func isDelimiter(_ text: String) -> Bool {
    text == "\\t" || text.count == 1 && !["\"", "\r", "\n", "\r\n"].contains(text)
  }

  func run() throws {
    let console = output.console
    var options = ImportOptions()
    options.map = map
    options.custom = custom
    options.owners = owner
    options.encoding = encoding
    options.companyFrom = companyFrom
    options.delimiter = delimiter.flatMap { $0 == "\\t" ? "\t" : $0.first }
    let existing = try mergeInto.flatMap { try NewManifest.declared(in: $0) }
    let first = files.first { $0 != "-" } ?? "contacts"
    let name = URL(fileURLWithPath: first).deletingPathExtension()
    var outputs = RunOutputs()
    for file in files where file != "-" { outputs.keep(file, as: "a file to import") }
    try outputs.checkStandardOutput()
    let destination = try NewManifest.destination(
      out: out,
      mergeInto: mergeInto,
      name: name.lastPathComponent,
      &outputs
    )
    let result = Importer.importFiles(
      try files.map(Self.read),
      options: options,
      existing: existing
    )
    try NewManifest.write(result, to: destination, mergeInto: mergeInto, console)
  }
}
