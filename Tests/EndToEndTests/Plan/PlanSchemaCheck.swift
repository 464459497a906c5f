import Foundation
import TestSupport
import Testing

/// Holds every plan that a test makes against the schema that roster prints.
enum PlanSchemaCheck {
  /// Checks the plan that a command saved or printed; does nothing for other commands.
  static func check(_ workspace: Workspace, _ arguments: [String], _ output: RunOutput) async throws
  {
    guard [0, 2].contains(output.status) else { return }
    let isJSON = value(of: "--format", arguments) == "json"
    let saved = arguments.first == "plan" ? value(of: "--out", arguments) : nil
    let isPrinted = isJSON && ["plan", "show"].contains(arguments.first)
    guard saved != nil || isPrinted else { return }
    try await withTemporaryDirectory { folder in
      let place = Workspace(path: folder)
      if isPrinted { try place.write(output.standardOutput, to: "printed.json") }
      let paths = (isPrinted ? [folder + "/printed.json"] : []) + [saved].compactMap { $0 }
      let checked = try await fit(paths, from: workspace)
      #expect(checked.status == 0, "\(arguments): \(checked)")
    }
  }

  /// Runs the check of files, named from the workspace's folder, with the schema of the binary.
  static func fit(_ paths: [String], from workspace: Workspace) async throws -> RunOutput {
    try await withTemporaryDirectory { folder in
      let place = Workspace(path: folder)
      let schema = try await RunningProcess(place, ["schema", "--plan"]).wait()
      try #require(schema.status == 0, "\(schema)")
      try place.write(schema.standardOutput, to: "schema.json")
      let process = try RunningProcess(
        Workspace(path: workspace.path),
        [folder + "/schema.json"] + paths,
        executable: Workspace.repository + "/Tests/schema-check.py"
      )
      return try await process.wait()
    }
  }

  private static func value(of option: String, _ arguments: [String]) -> String? {
    guard let index = arguments.firstIndex(of: option), index + 1 < arguments.count else {
      return nil
    }
    return arguments[index + 1]
  }
}
