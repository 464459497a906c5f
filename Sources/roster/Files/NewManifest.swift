import Diagnostics
import Foundation
import Importing
import Manifest
import Model

/// Where `import` and `pull` write: new files only.
enum NewManifest {
  /// What the folder's manifests declare, nothing for an empty folder; their problems end the
  /// command.
  ///
  /// The `roster.yaml` beside it counts as well: people may be declared there, and companies that
  /// the folder's people are at.
  static func declared(in folder: String) throws -> DesiredState? {
    let mains = MainManifest.all(of: [folder]).filter(\.isBeside).map {
      ManifestInput.path($0.path)
    }
    let result = ManifestReader.read(mains + [.path(folder)])
    if let desired = result.desired { return desired }
    if result.diagnostics.contains(where: { $0.code == .folderEmpty }) {
      let main = ManifestReader.read(mains)
      guard main.diagnostics.containsError else { return mains.isEmpty ? nil : main.desired }
    }
    throw DiagnosticsError(result.diagnostics)
  }

  /// The file to write, which does not exist, or the device or pipe; `nil` for standard output.
  static func destination(
    out: String?,
    mergeInto folder: String?,
    name: String,
    _ outputs: inout RunOutputs
  ) throws -> OutputFile? {
    if let folder {
      let path = free(in: folder, name)
      return try outputs.take(path, for: path)
    }
    guard let out else { return nil }
    guard let place = try? FilePlace(out), place.isRegular, place.descriptor == nil else {
      return try outputs.take(out, for: "--out \(out)")
    }
    throw DiagnosticsError(
      Diagnostic(
        .error,
        .fileExists,
        "\(out) exists already, and is left as it is.",
        hint: "Name another file with --out."
      )
    )
  }

  /// A path that no command takes for an option.
  private static func argument(_ path: String) -> String {
    path.hasPrefix("-") ? "./" + path : path
  }

  /// Whether anything has that name, be it a link that leads nowhere.
  private static func isTaken(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)) != nil
  }

  /// With a number where the name is taken.
  private static func free(in folder: String, _ name: String) -> String {
    for number in 1... {
      let path = folder + "/" + (number == 1 ? name : "\(name)-\(number)") + ".yaml"
      if !isTaken(path) { return path }
    }
    return folder + "/" + name + ".yaml"
  }

  /// Says what was taken over, and writes the manifest.
  static func write(
    _ result: ImportResult,
    to destination: OutputFile?,
    mergeInto: String?,
    _ console: Console
  ) throws {
    console.report(result.diagnostics)
    console.say(result.report.text)
    guard let manifest = result.manifest else {
      console.say("No manifest is made of it: the errors above come first.")
      throw ExitStatus.failure.exitCode
    }
    guard let destination else { return console.print(manifest) }
    guard result.report.contacts > 0 else {
      return console.say("No file is written: there is no contact to add.")
    }
    try destination.writeNew(manifest)
    // What was merged uses companies and fields of the other files.
    guard mergeInto != nil || destination.isFile else {
      return console.say("Written to \(destination.path).")
    }
    let check = CommandHint("validate").with(Self.argument(mergeInto ?? destination.path))
    console.say("Written to \(destination.path). Check it with:\n  \(check)")
  }
}
