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

  /// Manifests to read, and what is to be said of the choice.
  struct Source {
    let paths: [String]
    /// Those that decide where the state is.
    let given: [String]
    var notices: [Diagnostic] = []
    /// Main manifests that are not read, and the command that reads them, too.
    var unread: [(main: MainManifest, command: CommandHint)] = []

    init(paths: [String], given: [String]? = nil, notices: [Diagnostic] = []) {
      (self.paths, self.given, self.notices) = (paths, given ?? paths, notices)
    }
  }

  /// The manifests given, or those that are here.
  ///
  /// - Throws: `DiagnosticsError` when there are none.
  func source(_ command: CommandHint) throws -> Source {
    guard paths.isEmpty else {
      guard paths.filter({ $0 == "-" }).count <= 1 else {
        throw ValidationError("Standard input (-) can be given only once.")
      }
      return source(of: paths, command)
    }
    let found = Self.here
    guard let first = found.first else {
      let above = Self.above
      throw DiagnosticsError(
        Diagnostic(
          .error,
          .noManifest,
          "There is no manifest here: neither roster.yaml nor a folder contacts.",
          hint: above.isEmpty
            ? "Name one, such as `\(command.with("team.yaml"))`, or begin with:\n"
              + "  contacts:\n    jane@example.com: {firstName: Jane}"
            : "There is one in the folder above:\n  \(command.with(above))"
        )
      )
    }
    guard found.count > 1, DefaultManifest.declaresContacts(first) else {
      return Source(paths: found)
    }
    return Source(
      paths: [first],
      notices: [
        Diagnostic(
          .warning,
          .folderNotRead,
          "The folder contacts is not read, because \(first) declares contacts itself.",
          hint: "To read both:\n  \(command.with(found))"
        )
      ]
    )
  }

  /// The manifests given, with the main manifest that is part of them.
  private func source(of given: [String], _ command: CommandHint) -> Source {
    let mains = MainManifest.all(of: given, followLinks: followLinks)
    var source = Source(paths: mains.filter(\.isPart).map(\.path) + given, given: given)
    source.unread = mains.filter { !$0.isPart }.map { main in
      (main, command.with([main.path]).with(hintWords))
    }
    return source
  }

  /// The manifests that are taken where none is given: a file, and beside it a folder that holds
  /// some.
  static var here: [String] { manifests(in: "") }

  private static func manifests(in place: String) -> [String] {
    let file = ["roster.yaml", "roster.yml"].map { place + $0 }
      .first(where: FileManager.default.fileExists)
    let folder = place + "contacts"
    var status = stat()
    // A link that leads nowhere is there, too, and an error.
    guard lstat(folder, &status) == 0 else { return file.map { [$0] } ?? [] }
    guard let file else { return [folder] }
    return ManifestReader.isEmpty(folder: folder) ? [file] : [file, folder]
  }

  /// The manifests that would be taken in the folder above.
  private static var above: [String] {
    let found = manifests(in: "../")
    guard found.count > 1, DefaultManifest.declaresContacts(found[0]) else { return found }
    return [found[0]]
  }

  /// The desired state.
  ///
  /// - Throws: `DiagnosticsError` with everything that is wrong.
  func read(_ source: Source) throws -> (DesiredState, warnings: [Diagnostic]) {
    let result = diagnose(source)
    guard let desired = result.desired else { throw DiagnosticsError(result.diagnostics) }
    return (desired, result.diagnostics)
  }

  /// Everything that is to be said of the manifest.
  func diagnose(_ source: Source) -> ManifestResult {
    let result = ManifestReader.read(
      source.paths.map { path in
        path == "-"
          ? .standardInput([UInt8](FileHandle.standardInput.readDataToEndOfFile()))
          : .path(path)
      },
      followLinks: followLinks,
      secrets: Secrets.shortForms
    )
    let notices = source.notices + source.unread.compactMap { $0.main.notice(result, $0.command) }
    guard !notices.isEmpty else { return result }
    let errors = notices.count { $0.severity == .error }
    return ManifestResult(
      desired: errors > 0 ? nil : result.desired,
      diagnostics: notices + result.diagnostics,
      counts: DiagnosticCounts(
        errors: result.counts.errors + errors,
        warnings: result.counts.warnings + notices.count - errors
      ),
      sections: result.sections
    )
  }
}

/// The manifest that is taken where none is given.
enum DefaultManifest {
  /// Whether a file declares contacts, looked at without reading it as a manifest: a file of
  /// settings beside a folder of people does not.
  static func declaresContacts(_ path: String) -> Bool {
    guard let bytes = try? Files.read(path) else { return true }
    let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    let isFlow =
      lines.first { !$0.starts(with: "#".utf8) && !$0.starts(with: "---".utf8) }?
      .first == UInt8(ascii: "{")
    return lines.contains { line in
      let key = line.drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
      return key.starts(with: "contacts".utf8)
        || isFlow && line.firstRange(of: Array("contacts".utf8)) != nil
    }
  }
}
