import Diagnostics
import Foundation
import Model
import Planning
import State

/// Holds the paths that a saved plan names against the folders that its user named.
///
/// A plan is data from outside. It may say that its state and its manifest are where the run is,
/// where the plan is or beside the state that the command line names, and nothing else: no file
/// outside of these is read, and no lock made there.
struct SavedPlanPaths {
  private let planPath: String
  private let roots: [String]

  /// - Parameters:
  ///   - planPath: The plan's file.
  ///   - statePath: The state that the command line or the environment names; `nil` for none.
  init(planPath: String, statePath: String?) {
    self.planPath = planPath
    let folders = [".", planPath.parentFolder] + (statePath.map { [$0.parentFolder] } ?? [])
    roots = folders.map { Self.resolved($0) }
  }

  /// Why the plan may not be applied from here.
  ///
  /// - Parameters:
  ///   - saved: The saved plan.
  ///   - statePath: The state that it will be applied to, if it is the plan that names it.
  /// - Returns: errors; none when it may.
  func problems(_ saved: SavedPlanFile, statePath: String?) -> [Diagnostic] {
    if let statePath, let reason = strangeness(of: statePath, in: saved) {
      return [
        refusal(
          "names \(reason): \(statePath)",
          why: "A plan may name a state in the current folder, in its own, or beside its manifest.",
          hint: "If it is the state that you mean, say so:\n  --state \(ShellWord.path(statePath))"
        )
      ]
    }
    // One that was made on another machine may name a folder that is not here.
    if let folder = saved.plan.basis.folder, folder.hasPrefix("/"), access(folder, F_OK) == 0,
      !saved.hasManifest(seenFrom: folder)
    {
      return [
        refusal(
          "says that it was made in \(folder), and its manifest is not there",
          why: "A plan that was moved may be applied where its manifest is, but not one that lies.",
          hint: "Make a new plan in the manifest's folder."
        )
      ]
    }
    let foreign = saved.manifestPaths.first { !isSpelledInside($0) }
    guard let foreign else { return [] }
    return [
      refusal(
        "names a manifest in another folder: \(foreign)",
        why:
          "A plan's manifest must be below the current folder, below the plan's, or below that of the "
          + "state that the command line names.",
        hint: "Apply it from the manifest's folder, or make a new plan there."
      )
    ]
  }

  /// Whether the path leads to a regular file that is really in one of the folders, so that it may
  /// be read; by links to anywhere where these are to be followed.
  func mayRead(_ path: String, followLinks: Bool) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && (followLinks || isInside(Self.resolved(path).parentFolder))
  }

  /// Why a state is none that the plan may name; `nil` when it is beside the plan or the manifest.
  private func strangeness(of path: String, in saved: SavedPlanFile) -> String? {
    let folder = Self.resolved(path.parentFolder)
    let isBeside =
      roots.contains(folder)
      || isInside(folder)
        && saved.manifestPaths.contains { path in
          Self.isPath(Self.resolved(path.parentFolder), in: folder)
        }
    guard isBeside else { return "a state in another folder" }
    // A new one is made, so it must not take any other name.
    let isUsual = path == StateLocation.fileName || path.hasSuffix("/" + StateLocation.fileName)
    return saved.plan.basis.lineage == nil && !isUsual ? "a new state of an unusual name" : nil
  }

  private func isInside(_ folder: String) -> Bool {
    let folder = Self.resolved(folder)
    return roots.contains { Self.isPath(folder, in: $0) }
  }

  /// Whether the path as it is written leads into one of the folders; there may be links on its
  /// way.
  private func isSpelledInside(_ path: String) -> Bool {
    let path = Self.standardized(path)
    return roots.contains { Self.isPath(path, in: $0) }
  }

  private static func isPath(_ path: String, in folder: String) -> Bool {
    path == folder || path.hasPrefix(folder == "/" ? "/" : folder + "/")
  }

  /// Without links, as far as it exists.
  private static func resolved(_ folder: String) -> String {
    guard let real = realpath(folder, nil) else { return standardized(folder) }
    defer { free(real) }
    return String(cString: real)
  }

  /// Absolute and without `.` and `..`, by the text alone.
  private static func standardized(_ path: String) -> String {
    let absolute = path.hasPrefix("/") ? path : resolved(".") + "/" + path
    var parts: [Substring] = []
    for part in absolute.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private func refusal(_ reason: String, why: String, hint: String) -> Diagnostic {
    Diagnostic(
      .error,
      .planPathForeign,
      "The plan \(planPath) \(reason).",
      detail: why,
      hint: hint
    )
  }
}

extension String {
  /// The folder that a path is in, as it is spelled: `.` for the current one.
  var parentFolder: String {
    guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == startIndex ? "/" : String(self[..<slash])
  }
}
