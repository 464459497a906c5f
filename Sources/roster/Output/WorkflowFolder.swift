import Foundation

/// Where a workflow runs roster.
enum WorkflowFolder {
  /// The current folder, relative to the repository that `GITHUB_WORKSPACE` names; empty for its
  /// root, and outside of a workflow or of the repository.
  static var current: String {
    let workspace = ProcessInfo.processInfo.environment["GITHUB_WORKSPACE"] ?? ""
    guard !workspace.isEmpty else { return "" }
    let root = URL(fileURLWithPath: workspace).resolvingSymlinksInPath().path
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
      .resolvingSymlinksInPath().path
    return here.hasPrefix(root + "/") ? String(here.dropFirst(root.count + 1)) : ""
  }
}
