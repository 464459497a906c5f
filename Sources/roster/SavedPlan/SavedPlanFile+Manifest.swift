import Diagnostics
import Foundation
import Manifest
import Model
import Planning

extension SavedPlanFile {
  /// What its manifest declares by now, under the paths that the plan has.
  ///
  /// Nothing of what the files hold is said: a plan is data from outside and may name any file of
  /// the folder.
  ///
  /// - Parameters:
  ///   - paths: Which files may be read.
  ///   - followLinks: Whether a link may lead out of the folders.
  /// - Returns: the desired state.
  /// - Throws: `DiagnosticsError` when one of its files is not there or not to be read, or is no
  ///   sound manifest, and when the main manifest that counts for them is not among them.
  func manifest(_ paths: SavedPlanPaths, followLinks: Bool) throws -> DesiredState {
    let files = plan.basis.files
    guard !files.isEmpty else { throw unreadable("The plan \(path) names no manifest.") }
    let inputs = try files.map { try input($0, paths, followLinks: followLinks) }
    if let main = MainManifest.all(of: manifestPaths).first(where: { $0.isBeside && $0.isPart }) {
      throw unreadable(
        "The plan \(path) was made without \(main.path), which has settings that count for its manifest.",
        hint: "Make a new plan with `roster plan --out FILE`."
      )
    }
    let result = ManifestReader.read(inputs, followLinks: followLinks, secrets: Secrets.shortForms)
    guard let desired = result.desired, desired.files.count == files.count else {
      throw unreadable(
        "The manifest that the plan \(path) was made from has errors by now.",
        hint: "See them with:\n  "
          + CommandHint("validate").with(manifestPaths).description
      )
    }
    return DesiredState(
      files: zip(files, desired.files).map { .init(path: $0.path, sha256: $1.sha256) },
      contacts: desired.contacts,
      customFields: desired.customFields,
      companies: desired.companies,
      settings: desired.settings
    )
  }

  private func input(
    _ file: DesiredState.File,
    _ paths: SavedPlanPaths,
    followLinks: Bool
  ) throws -> ManifestInput {
    guard file.path != Self.standardInput else {
      guard isatty(STDIN_FILENO) == 0 else {
        throw unreadable(
          "The plan \(path) was made from a manifest on standard input, which is not there.",
          hint: "Give the manifest again:\n  \(CommandHint.current) < MANIFEST"
        )
      }
      return .standardInput([UInt8](FileHandle.standardInput.readDataToEndOfFile()))
    }
    guard let place = location(of: file) else {
      throw unreadable(
        "The manifest that the plan \(path) was made from is not here: there is no \(file.path)."
      )
    }
    guard paths.mayRead(place, followLinks: followLinks) else {
      throw unreadable(
        "The manifest \(place) of the plan \(path) is not a file in the manifest's folder, so it is not read.",
        hint: "If it is a link and meant, say so:\n  "
          + CommandHint.current.with("--follow-links").description
      )
    }
    return .path(place)
  }

  private func unreadable(_ message: String, hint: String? = nil) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        .error,
        .planManifestMissing,
        message,
        detail: "A plan is applied only where its manifest asks for what it says.",
        hint: hint ?? "Apply it where its manifest is, such as in a checkout of the same commit."
      )
    )
  }
}
