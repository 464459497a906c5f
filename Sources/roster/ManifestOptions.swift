import ArgumentParser
import Diagnostics
import Foundation
import Manifest
import Model

struct ManifestOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Manifest files or folders, or - for standard input (default: roster.yaml, else contacts/).",
      valueName: "manifest"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var paths: [String] = []

  @Flag(
    help:
      "Follow links in a manifest's folder that lead out of it; what they lead to is not quoted."
  )
  var followLinks = false

  /// The desired state; its problems are said on the way.
  ///
  /// - Throws: `DiagnosticsError` with everything that is wrong.
  func read(_ console: Console) throws -> (DesiredState, warnings: [Diagnostic]) {
    let result = try diagnose()
    guard let desired = result.desired else { throw DiagnosticsError(result.diagnostics) }
    return (desired, result.diagnostics)
  }

  /// Everything that is to be said of the manifest.
  func diagnose() throws -> ManifestResult {
    ManifestReader.read(
      try Self.effectivePaths(paths).map { path in
        path == "-"
          ? .standardInput([UInt8](FileHandle.standardInput.readDataToEndOfFile()))
          : .path(path)
      },
      followLinks: followLinks,
      secrets: Secrets.shortForms
    )
  }

  /// The paths given, or the default one.
  static func effectivePaths(_ paths: [String]) throws -> [String] {
    if !paths.isEmpty {
      guard paths.filter({ $0 == "-" }).count <= 1 else {
        throw ValidationError("Standard input (-) can be given only once.")
      }
      return paths
    }
    let candidates = ["roster.yaml", "roster.yml", "contacts"]
    if let found = candidates.first(where: FileManager.default.fileExists) { return [found] }
    throw DiagnosticsError(
      Diagnostic(
        .error,
        .noManifest,
        "There is no manifest here: neither roster.yaml nor a folder contacts.",
        hint: "Name one, such as `roster plan team.yaml`, or begin with:\n"
          + "  contacts:\n    jane@example.com: {firstName: Jane}"
      )
    )
  }
}
