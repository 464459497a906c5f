import Diagnostics
import Manifest
import Model
import Planning
import State

/// Manifests that belong to the same state as those that were read, and were not read themselves.
///
/// Nobody is removed because the file that declares them was not named.
struct UnreadManifests {
  /// Where they may be found, as paths: files and folders.
  private let places: [String]

  /// - Parameter given: The manifests that decide where the state is.
  init(beside given: [String]) {
    places = StateLocation(manifests: given.filter { $0 != "-" }).manifests
  }

  /// What is said of a plan that would remove contacts which such a manifest declares; `nil` when it removes none.
  ///
  /// - Parameters:
  ///   - plan: What was planned from the manifests that were read.
  ///   - command: The command, to which the manifests are added.
  /// - Returns: an error.
  func problem(_ plan: Plan, _ command: CommandHint) -> Diagnostic? {
    let removed = plan.changes.others.filter { $0.action == .forget || $0.action == .delete }
    guard !removed.isEmpty else { return nil }
    let read = Set(plan.basis.files.map(\.path).compactMap(RelativePath.real))
    let unread = ManifestReader.paths(places.map { .path($0) }).filter { path in
      RelativePath.real(path).map { !read.contains($0) } ?? false
    }
    guard !unread.isEmpty else { return nil }
    let addresses = Set(removed.map(\.address))
    let declared = ManifestReader.addresses(in: unread).filter { addresses.contains($0.address) }
    guard let first = declared.first else { return nil }
    let files = Set(declared.map(\.path)).sorted()
    let count = Set(declared.map(\.address)).count
    let named = files.prefix(3).joined(separator: ", ") + (files.count > 3 ? ", …" : "")
    return Diagnostic(
      .error,
      .removedUnread,
      count == 1
        ? "\(first.address) would be removed, and is declared in \(named), which was not read."
        : "\(count) contacts would be removed (\(first.address), …) that are declared in \(named), not read here.",
      hint: "Read all that belongs together:\n  \(command.with(reading(files, read: plan)))\n"
        + "To plan for some contacts alone, add `--only`. If a file is no manifest of these people any more, "
        + "take it out of the folder."
    )
  }

  /// Paths that stand for what was read and for these files, too.
  private func reading(_ files: [String], read plan: Plan) -> [String] {
    let read = plan.basis.files.map { $0.path == "<stdin>" ? "-" : $0.path }
    let all = Set(read + files).sorted()
    return all.count <= 8 ? all : places
  }
}
