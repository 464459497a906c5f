import Diagnostics
import Foundation
import Model
import Planning
import State

extension SavedPlanFile {
  /// Folders that its paths may be seen from: the one that it was made in, as the way there from
  /// its own, and the current one, for a plan that was moved or printed.
  private var bases: [String] {
    let folder = plan.basis.folder ?? "."
    guard !folder.hasPrefix("/"),
      let file = RelativePath.real(path), let slash = file.lastIndex(of: "/"),
      let base = RelativePath.real(file[..<slash] + "/" + folder),
      let current = RelativePath.real("."), base != current
    else { return ["."] }
    let shown = RelativePath.from(current, to: base)
    // One that was printed, by which it got into its file, does not say where it was made.
    return plan.basis.folder == nil ? [".", shown] : [shown, "."]
  }

  private static func join(_ base: String, _ path: String) -> String {
    base == "." || path.hasPrefix("/") ? path : base + "/" + path
  }

  /// How a plan names the manifest that it was given on standard input.
  static let standardInput = "<stdin>"

  /// Where a file of its manifest is now; `nil` where it is not found.
  func location(of file: DesiredState.File) -> String? {
    guard file.path != Self.standardInput else { return nil }
    return bases.map { Self.join($0, file.path) }.first { access($0, F_OK) == 0 }
  }

  /// The files of its manifest, where they are now, or as the plan has them where they are not
  /// found.
  var manifestPaths: [String] {
    plan.basis.files.filter { $0.path != Self.standardInput }.map { location(of: $0) ?? $0.path }
  }

  /// Where its state may be, and from where that is seen, in the order in which it is looked for.
  var states: [(path: String, base: String)] {
    let state = plan.basis.statePath ?? StateLocation.fileName
    return bases.map { (Self.join($0, state), $0) }
  }

  /// Whether the state at that path is of the lineage that the plan was made from.
  func isState(_ path: String) -> Bool {
    plan.basis.lineage.map { StateStore(path: path).lineage() == $0 } ?? false
  }

  /// Whether its manifest is seen from that folder.
  func hasManifest(seenFrom base: String) -> Bool {
    plan.basis.files.contains { access(Self.join(base, $0.path), F_OK) == 0 }
  }

  /// Says where its state was looked for.
  var missingState: Diagnostic {
    Diagnostic(
      .error,
      .planStateMissing,
      "The state that the plan \(path) was made from is not at "
        + Set(states.map(\.path)).sorted().joined(separator: " or ") + ".",
      hint: "Apply it from the folder in which it was made, or name the state:\n  "
        + CommandHint.current.with("--state", "FILE").description
    )
  }
}

extension StateOptions {
  /// The state that a saved plan was made from, unless another is named: where the plan says, as
  /// seen from the folder that it was made in, wherever that lies by now, or from the current one.
  func path(of saved: SavedPlanFile) -> String {
    if let named { return named }
    let states = saved.states
    let found =
      states.first { saved.isState($0.path) }
      ?? states.first { (try? StateStore(path: $0.path).isMissing()) == false }
      ?? states.first { saved.plan.basis.lineage == nil && saved.hasManifest(seenFrom: $0.base) }
    return (found ?? states.first { $0.base == "." } ?? states[0]).path
  }
}
